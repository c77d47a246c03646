import { type Connection } from './database.ts';

/** A citizen's permission for one organisation to read wellbeing data. */
export type Grant = Readonly<{
  id: string;
  patientId: string;
  organisation: string;
  scope: string;
  givenMs: number;
  untilMs: number;
  /** When the citizen withdrew it; null while it stands. */
  endedMs: number | null;
}>;

export interface GrantTable {
  /** @param refreshDigest SHA-256 of the refresh token: the token itself is never stored */
  add(grant: Grant, refreshDigest: string): void;
  byRefresh(refreshDigest: string): Grant | null;
  get(id: string): Grant | null;
  /** Newest first. */
  ofPatient(patientId: string): readonly Grant[];
  end(id: string, atMs: number): void;
}

const COLUMNS =
  'id, patient_id AS patientId, organisation, scope, given_ms AS givenMs, until_ms AS untilMs, ended_ms AS endedMs';

export function grantTable(db: Connection): GrantTable {
  const add = db.prepare<Grant & { refreshDigest: string }>(
    `INSERT INTO wellbeing_grant (id, patient_id, organisation, scope, given_ms, until_ms, ended_ms, refresh_digest)
     VALUES (@id, @patientId, @organisation, @scope, @givenMs, @untilMs, @endedMs, @refreshDigest)`,
  );
  const byRefresh = db.prepare<[string], Grant>(`SELECT ${COLUMNS} FROM wellbeing_grant WHERE refresh_digest = ?`);
  const get = db.prepare<[string], Grant>(`SELECT ${COLUMNS} FROM wellbeing_grant WHERE id = ?`);
  const ofPatient = db.prepare<[string], Grant>(
    `SELECT ${COLUMNS} FROM wellbeing_grant WHERE patient_id = ? ORDER BY given_ms DESC, id`,
  );
  const end = db.prepare<[number, string]>('UPDATE wellbeing_grant SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL');
  return {
    add: (grant, refreshDigest) => void add.run({ ...grant, refreshDigest }),
    byRefresh: digest => byRefresh.get(digest) ?? null,
    get: id => get.get(id) ?? null,
    ofPatient: patientId => ofPatient.all(patientId),
    end: (id, atMs) => void end.run(atMs, id),
  };
}
