import { type Pages } from './pages.ts';

export type Value = string | number | bigint | Uint8Array | null;
/** A row as it lies in a page: `rowid` for tables that have one. */
export type RawRow = Readonly<{ rowid: number | null; values: readonly Value[] }>;

/** Kinds of b-tree pages that hold rows (sqlite.org/fileformat.html, 1.6). */
const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;
const INDEX_INTERIOR = 0x02;

class Unreadable extends Error {}

/** Big-endian, seven bits a byte, eight in the ninth. */
function varint(bytes: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new Unreadable();
    if (i === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + i + 1];
  }
  throw new Unreadable();
}

/** How much of a payload stands in the page itself (file format, 1.6: U, X, M, K). */
function localBytes(payload: number, usable: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((payload - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

const MOST_PAYLOAD = 64 * 1024 * 1024;

function payloadAt(pages: Pages, page: Buffer, at: number, size: number, isTable: boolean): Buffer {
  if (size > MOST_PAYLOAD) throw new Unreadable();
  const local = localBytes(size, pages.usable, isTable);
  const parts = [page.subarray(at, at + local)];
  if (at + local > page.length) throw new Unreadable();
  let missing = size - local;
  let next = missing > 0 ? page.readUInt32BE(at + local) : 0;
  while (missing > 0) {
    const overflow = pages.page(next);
    if (overflow === null) throw new Unreadable();
    const part = overflow.subarray(4, 4 + Math.min(missing, pages.usable - 4));
    parts.push(part);
    missing -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

const INTEGER_BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 6 };

function valueOf(bytes: Buffer, at: number, type: number): readonly [value: Value, size: number] {
  if (type === 0) return [null, 0];
  if (type === 8 || type === 9) return [type - 8, 0];
  const width = INTEGER_BYTES[type];
  if (width !== undefined) return [bytes.readIntBE(at, width), width];
  if (type === 6) return [bytes.readBigInt64BE(at), 8];
  if (type === 7) return [bytes.readDoubleBE(at), 8];
  if (type < 12) throw new Unreadable();
  const size = Math.floor((type - 12) / 2);
  if (at + size > bytes.length) throw new Unreadable();
  const part = bytes.subarray(at, at + size);
  return [type % 2 === 1 ? part.toString('utf8') : new Uint8Array(part), size];
}

function recordIn(payload: Buffer): readonly Value[] {
  const [headerSize, first] = varint(payload, 0);
  const values: Value[] = [];
  let body = headerSize;
  for (let at = first; at < headerSize;) {
    const [type, next] = varint(payload, at);
    const [value, size] = valueOf(payload, body, type);
    values.push(value);
    body += size;
    at = next;
  }
  return values;
}

function rowAt(pages: Pages, page: Buffer, kind: number, cell: number): RawRow {
  const isTable = kind === TABLE_LEAF;
  const [size, afterSize] = varint(page, kind === INDEX_INTERIOR ? cell + 4 : cell);
  const [rowid, start] = isTable ? varint(page, afterSize) : [null, afterSize];
  return { rowid, values: recordIn(payloadAt(pages, page, start, size, isTable)) };
}

/** True for errors of reading beyond a buffer: a pointer of a page that is whole to one that is not. */
const isUnreadable = (error: unknown): boolean => error instanceof Unreadable || error instanceof RangeError;

/** Every row of every page that can be trusted, whatever table it belongs to; a row that leads into damage is left out. */
export function* rowsIn(pages: Pages): Generator<RawRow> {
  for (let n = 1; n <= pages.count; n += 1) {
    const page = pages.page(n);
    const head = n === 1 ? 100 : 0;
    const kind = page?.[head];
    if (page === null || (kind !== TABLE_LEAF && kind !== INDEX_LEAF && kind !== INDEX_INTERIOR)) continue;
    const pointers = head + (kind === INDEX_INTERIOR ? 12 : 8);
    const cells = page.readUInt16BE(head + 3);
    for (let i = 0; i < cells; i += 1) {
      try {
        yield rowAt(pages, page, kind, page.readUInt16BE(pointers + 2 * i));
      } catch (error) {
        if (!isUnreadable(error)) throw error;
      }
    }
  }
}
