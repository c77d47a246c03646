import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Instant } from '../../../shared/kernel/time.ts';
import { copyInto, type CopySource } from './backup.ts';
import { type Connection } from './connection.ts';
import { migration as first } from './migrations/0010-first.ts';
import { migration as confirmations } from './migrations/0020-confirmations.ts';
import { migration as attention } from './migrations/0030-attention.ts';
import { migration as wills } from './migrations/0040-wills.ts';
import { migration as favourites } from './migrations/0050-favourites.ts';
import { migration as validity } from './migrations/0060-validity.ts';
import { migration as followUps } from './migrations/0070-follow-ups.ts';
import { migration as takeBacks } from './migrations/0080-take-backs.ts';
import { migration as medication } from './migrations/0090-medication.ts';
import { migration as signings } from './migrations/0100-signings.ts';
import { migration as social } from './migrations/0110-social.ts';
import { migration as deliveries } from './migrations/0120-deliveries.ts';
import { migration as keptAnswers } from './migrations/0130-kept-answers.ts';
import { migration as authorisations } from './migrations/0140-authorisations.ts';
import { migration as authorisedRights } from './migrations/0150-authorised-rights.ts';
import { migration as frozen } from './migrations/0160-frozen.ts';

export type Migration = Readonly<{ version: number; up: string }>;

/** Oldest first; numbers grow by ten and a released migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  confirmations,
  attention,
  wills,
  favourites,
  validity,
  followUps,
  takeBacks,
  medication,
  signings,
  social,
  deliveries,
  keptAnswers,
  authorisations,
  authorisedRights,
  frozen,
];

export const newestOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

export const versionOf = (db: Connection): number => db.pragma('user_version', { simple: true }) as number;

/** A copy of a file that is to be migrated, in the folder `backups` beside it. */
function backUp(db: Connection, source: CopySource, at: Instant): string {
  const folder = join(dirname(source.path), 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, `${basename(source.path)}.v${versionOf(db)}.${at.replaceAll(':', '-')}`);
  copyInto(db, source, copy, at);
  return copy;
}

/**
 * Brings the file to the newest version in one transaction, so that a kill leaves the old or the new version, never one
 * between. A file that already holds data is copied first.
 * @returns the path of the copy, or null when none was needed
 */
export function migrate(
  db: Connection,
  source: CopySource,
  at: Instant,
  migrations: readonly Migration[],
  alsoInFirst: () => void,
): string | null {
  const current = versionOf(db);
  const due = migrations.filter(migration => migration.version > current);
  if (due.length === 0) return null;
  const copy = current === 0 ? null : backUp(db, source, at);
  db.transaction(() => {
    for (const { up, version } of due) {
      db.exec(up);
      db.pragma(`user_version = ${version}`);
    }
    if (current === 0) alsoInFirst();
  }).immediate();
  return copy;
}
