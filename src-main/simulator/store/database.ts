import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Result } from '../../../shared/kernel/result.ts';
import { migration as first } from './migrations/0010-first.ts';
import { migration as counter } from './migrations/0020-counter.ts';
import { migration as social } from './migrations/0030-social.ts';
import { migration as deliveries } from './migrations/0040-deliveries.ts';
import { migration as dosePatients } from './migrations/0050-dose-patients.ts';
import { migration as wellbeing } from './migrations/0060-wellbeing.ts';
import { migration as limitation } from './migrations/0070-limitation.ts';
import { migration as socialTasks } from './migrations/0080-social-tasks.ts';
import { migration as retention } from './migrations/0090-retention.ts';
import { migration as returnedPacks } from './migrations/0100-returned-packs.ts';

export type Connection = Database.Database;

/** Oldest first; numbers grow by ten and a released migration is never edited. */
const MIGRATIONS: readonly Readonly<{ version: number; up: string }>[] = [
  first,
  counter,
  social,
  deliveries,
  dosePatients,
  wellbeing,
  limitation,
  socialTasks,
  retention,
  returnedPacks,
];

/** SQLite resets or ignores a pragma in silence (`synchronous` has another compiled default): each is set and read back. */
const PRAGMAS: readonly (readonly [name: string, wanted: string, reads: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['temp_store', 'MEMORY', 2],
  ['busy_timeout', '5000', 5000],
];

/**
 * Opens (and on first use makes) the simulator's own database in a folder.
 * @throws Error when a pragma does not hold or the database is of a newer version.
 */
export function openDatabase(dataDir: string): Connection {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(join(dataDir, 'kanta-simulator.db'));
  for (const [name, wanted, reads] of PRAGMAS) {
    db.pragma(`${name} = ${wanted}`);
    if (db.pragma(name, { simple: true }) !== reads) throw new Error(`the database does not hold ${name} = ${wanted}`);
  }
  migrate(db);
  return db;
}

function migrate(db: Connection): void {
  const current = db.pragma('user_version', { simple: true }) as number;
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  if (current > newest) throw new Error(`the database is of version ${current}, this program knows ${newest}`);
  for (const { version, up } of MIGRATIONS.filter(m => m.version > current)) {
    db.transaction(() => {
      db.exec(up);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

/**
 * One transaction that also ends without a trace when the work is refused. Synchronous by type: an `await` inside would let
 * another request write in the middle.
 */
export function attempt<T, F>(db: Connection, work: () => Result<T, F>): Result<T, F> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
