import { hash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Lineage, type Restored } from '../../app/ports/store.port.ts';
import { type Connection } from './connection.ts';

/**
 * A database that was put back, or that came from elsewhere, must not send what it believes unsent. The file alone cannot
 * know that it is old: so each opening gives it a new token and notes the same token beside it, with the machine and the
 * folder. A token, a machine or a folder that does not fit means: this is not the file that was written here last. Copies
 * made by the product say so themselves.
 */
type Seat = Readonly<{ place: string; tokens: readonly string[] }>;

const seatPath = (path: string): string => `${path}.seat`;

function machineName(): string {
  const file = '/etc/machine-id';
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : hostname();
}

const placeOf = (path: string): string => hash('sha256', `${machineName()}\n${resolve(path)}`, 'hex');

function readSeat(path: string): Seat | null {
  if (!existsSync(seatPath(path))) return null;
  try {
    const seat = JSON.parse(readFileSync(seatPath(path), 'utf8')) as Partial<Seat> | null;
    return typeof seat?.place === 'string' && Array.isArray(seat.tokens) ? (seat as Seat) : null;
  } catch {
    return null; // not even JSON: as good as none, and none means to ask first
  }
}

/** Written whole under another name, synced, then renamed: a seat is never half a seat. */
function writeSeat(path: string, seat: Seat): void {
  const draft = `${seatPath(path)}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(seat)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, seatPath(path));
  if (process.platform === 'win32') return; // no handle to a folder there; NTFS journals the name itself
  const folder = openSync(dirname(path), constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

const metaOf = (db: Connection) => {
  const read = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const write = db.prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const drop = db.prepare<[string]>('DELETE FROM meta WHERE key = ?');
  return {
    get: (key: string): string | null => read.get(key) ?? null,
    put: (key: string, value: string): void => void write.run(key, value),
    drop: (key: string): void => void drop.run(key),
  };
};

/** Marks a copy as a copy: whoever opens it in the place of the database learns that it was put back. */
export const markAsBackup = (db: Connection, at: Instant): void => metaOf(db).put('backup', at);

/** When the copy was made; null for a database that is no copy. */
export const backupTime = (db: Connection): Instant | null => metaOf(db).get('backup') as Instant | null;

function howItCame(path: string, token: string | null, isBackup: boolean): Restored['how'] | null {
  if (isBackup) return 'backup';
  if (token === null) return null;
  const seat = readSeat(path);
  if (seat === null || seat.place !== placeOf(path)) return 'elsewhere';
  return seat.tokens.includes(token) ? null : 'older';
}

/**
 * Takes the seat at opening. While the database takes the new token, the seat names the old and the new one, so that a stop
 * between the writes is no restore; afterwards only the new one.
 */
export function takeSeat(db: Connection, path: string, now: Instant): void {
  const meta = metaOf(db);
  const token = meta.get('token');
  const how = howItCame(path, token, meta.get('backup') !== null);
  const next = randomUUID();
  const place = placeOf(path);
  writeSeat(path, { place, tokens: token === null ? [next] : [next, token] });
  db.transaction(() => {
    meta.put('token', next);
    if (how === null) return;
    meta.drop('backup');
    meta.put('install', randomUUID());
    // The numbers of documents made since the copy are forgotten here: they go on under another installation serial.
    db.prepare("DELETE FROM settings WHERE key = 'installationSerial'").run();
    meta.put('restored', JSON.stringify({ at: now, how } satisfies Restored));
  }).immediate();
  if (token !== null) writeSeat(path, { place, tokens: [next] });
}

export function openLineage(db: Connection): Lineage {
  const meta = metaOf(db);
  return {
    restored() {
      const text = meta.get('restored');
      return text === null ? null : (JSON.parse(text) as Restored);
    },
    settled: () => meta.drop('restored'),
  };
}
