import { type Connection } from './database.ts';

export type SocialRow = Readonly<{
  oid: string;
  setId: string;
  version: number;
  kind: string;
  controller: string;
  patientId: string;
  relationship: string | null;
  caseSet: string | null;
}>;
export type AccessPeriod = Readonly<{ unit: string; from: string; until: string | null }>;

/** The social welfare repository's own tables. */
export interface SocialTable {
  add(row: SocialRow): void;
  get(oid: string): SocialRow | null;
  newestOfSet(setId: string): SocialRow | null;
  relationshipOf(patientId: string, controller: string): SocialRow | null;
  /** Takes the place of what was there. */
  setAccess(relationship: string, periods: readonly AccessPeriod[]): void;
  hasAccess(relationship: string, unit: string, day: string): boolean;
  /** First day of a controller in the repository, of one service task where it has its own; null when none was given. */
  goLive(controller: string, task: string | null): string | null;
  setGoLive(controller: string, day: string): void;
  setTaskLive(controller: string, task: string, day: string): void;
}

const COLUMNS =
  'oid, set_id AS setId, version, kind, controller, patient_id AS patientId, relationship, case_set AS caseSet';

export function socialTable(db: Connection): SocialTable {
  const add = db.prepare<SocialRow>(
    `INSERT INTO social_document (oid, set_id, version, kind, controller, patient_id, relationship, case_set)
     VALUES (@oid, @setId, @version, @kind, @controller, @patientId, @relationship, @caseSet)`,
  );
  const get = db.prepare<[string], SocialRow>(`SELECT ${COLUMNS} FROM social_document WHERE oid = ?`);
  const newest = db.prepare<[string], SocialRow>(
    `SELECT ${COLUMNS} FROM social_document WHERE set_id = ? ORDER BY version DESC LIMIT 1`,
  );
  const relationship = db.prepare<[string, string], SocialRow>(
    `SELECT ${COLUMNS} FROM social_document
     WHERE patient_id = ? AND controller = ? AND kind = 'relationship' ORDER BY version DESC LIMIT 1`,
  );
  const clear = db.prepare<[string]>('DELETE FROM social_access WHERE relationship = ?');
  const open = db.prepare<[string, string, string, string | null]>('INSERT INTO social_access VALUES (?, ?, ?, ?)');
  const access = db.prepare<[string, string, string, string], { found: number }>(
    `SELECT EXISTS (SELECT 1 FROM social_access WHERE relationship = ? AND unit = ? AND from_day <= ?
       AND (until_day IS NULL OR until_day >= ?)) AS found`,
  );
  const live = db.prepare<[string], { day: string }>('SELECT from_day AS day FROM social_go_live WHERE controller = ?');
  const setLive = db.prepare<[string, string]>(
    'INSERT INTO social_go_live VALUES (?, ?) ON CONFLICT (controller) DO UPDATE SET from_day = excluded.from_day',
  );
  const taskLive = db.prepare<[string, string], { day: string }>(
    'SELECT from_day AS day FROM social_task_live WHERE controller = ? AND task = ?',
  );
  const setTask = db.prepare<[string, string, string]>(
    'INSERT INTO social_task_live VALUES (?, ?, ?) ON CONFLICT (controller, task) DO UPDATE SET from_day = excluded.from_day',
  );
  return {
    add: row => void add.run(row),
    get: oid => get.get(oid) ?? null,
    newestOfSet: setId => newest.get(setId) ?? null,
    relationshipOf: (patientId, controller) => relationship.get(patientId, controller) ?? null,
    setAccess(set, periods) {
      clear.run(set);
      for (const { unit, from, until } of periods) open.run(set, unit, from, until);
    },
    hasAccess: (set, unit, day) => access.get(set, unit, day, day)?.found === 1,
    goLive: (controller, task) =>
      (task === null ? undefined : taskLive.get(controller, task)?.day) ?? live.get(controller)?.day ?? null,
    setGoLive: (controller, day) => void setLive.run(controller, day),
    setTaskLive: (controller, task, day) => void setTask.run(controller, task, day),
  };
}
