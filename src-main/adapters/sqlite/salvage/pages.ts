import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/**
 * Pages of a database in SQLCipher's form 4 (zetetic.net/sqlcipher/design), read without SQLite: a driver refuses a whole
 * table for one page that it cannot trust. Each page ends with its initialisation vector and an HMAC-SHA512 over both; a page
 * that was changed is left out, every other one is as it was written.
 */
const IV_BYTES = 16;
const HMAC_BYTES = 64;
const RESERVED = IV_BYTES + HMAC_BYTES;
/** The salt of the seals stands in the clear at the beginning of the file. */
export const SALT_BYTES = 16;
/** Kept beside the database as well: without it no page can be judged. It is no secret. */
export const saltPath = (path: string): string => `${path}.salt`;

const HMAC_SALT_MASK = 0x3a;

/** Write-ahead log (sqlite.org/walformat.html). */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

export type Pages = Readonly<{
  /** Bytes of a page that hold content. */
  usable: number;
  /** How many pages the database has, and how many of them could not be trusted. */
  count: number;
  damaged: number;
  /** The content of a page, from 1; null when it is damaged or not there. */
  page(n: number): Buffer | null;
}>;

function hmacKey(key: Uint8Array, salt: Uint8Array): Buffer {
  return pbkdf2Sync(
    key,
    salt.map(byte => byte ^ HMAC_SALT_MASK),
    2,
    32,
    'sha512',
  );
}

function opener(key: Uint8Array, salt: Uint8Array, pageBytes: number) {
  const sealKey = hmacKey(key, salt);
  return (n: number, raw: Buffer): Buffer | null => {
    const from = n === 1 ? SALT_BYTES : 0;
    const content = raw.subarray(from, pageBytes - RESERVED);
    const number = Buffer.alloc(4);
    number.writeUInt32LE(n);
    const sealed = createHmac('sha512', sealKey)
      .update(raw.subarray(from, pageBytes - HMAC_BYTES))
      .update(number)
      .digest();
    if (!timingSafeEqual(sealed, raw.subarray(pageBytes - HMAC_BYTES, pageBytes))) return null;
    const decipher = createDecipheriv('aes-256-cbc', key, raw.subarray(pageBytes - RESERVED, pageBytes - HMAC_BYTES));
    decipher.setAutoPadding(false);
    const clear = Buffer.concat([decipher.update(content), decipher.final()]);
    return from === 0 ? clear : Buffer.concat([Buffer.alloc(from), clear]);
  };
}

/** The newest committed form of each page in the log. Frames of an older log and of an unfinished transaction do not count. */
function committedFrames(log: Buffer, pageBytes: number): ReadonlyMap<number, Buffer> {
  const committed = new Map<number, Buffer>();
  let open = new Map<number, Buffer>();
  const salts = log.subarray(16, 24);
  const step = FRAME_HEADER + pageBytes;
  for (let at = LOG_HEADER; at + step <= log.length; at += step) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break;
    open.set(log.readUInt32BE(at), log.subarray(at + FRAME_HEADER, at + step));
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const [n, raw] of open) committed.set(n, raw);
    open = new Map();
  }
  return committed;
}

/** @param salt of the file where its own first bytes are lost; a copy of the database has the same one */
export function openPages(
  file: Buffer,
  log: Buffer,
  key: Uint8Array,
  pageBytes: number,
  salt: Uint8Array | null = null,
): Pages {
  const open = opener(key, salt ?? file.subarray(0, SALT_BYTES), pageBytes);
  const newer = committedFrames(log, pageBytes);
  const count = Math.max(Math.floor(file.length / pageBytes), ...newer.keys(), 0);
  const clear = new Map<number, Buffer>();
  let damaged = 0;
  for (let n = 1; n <= count; n += 1) {
    const logged = newer.get(n);
    const fromLog = logged === undefined ? null : open(n, logged);
    const raw = file.subarray((n - 1) * pageBytes, n * pageBytes);
    // An older form of a page that the log has damaged still holds older rows.
    const page = fromLog ?? (raw.length === pageBytes ? open(n, raw) : null);
    if (fromLog === null && (logged !== undefined || page === null)) damaged += 1;
    if (page !== null) clear.set(n, page);
  }
  return { usable: pageBytes - RESERVED, count, damaged, page: n => clear.get(n) ?? null };
}
