import { type Connection } from './database.ts';

/** One line of the viewing log (use and disclosure log). `patients` are logical ids, `documents` OIDs or logical references. */
export type Access = Readonly<{
  id: string;
  atMs: number;
  service: string;
  interaction: string;
  action: 'C' | 'R' | 'U' | 'D' | 'E';
  outcome: '0' | '4' | '8' | '12';
  organisation: string;
  unit: string;
  person: string;
  /** Code of 1.2.246.537.6.140 by which the person acted. */
  right: string | null;
  reason: string;
  relation: string | null;
  system: string | null;
  correlation: string | null;
  patients: readonly string[];
  documents: readonly string[];
}>;

export type AccessQuery = Readonly<{
  organisation: string;
  fromMs: number;
  /** Not included. */
  toMs: number;
  patient: string | null;
  person: string | null;
  limit: number;
}>;

export interface AccessTable {
  add(access: Access): void;
  /** Of one organisation, newest first; about one patient (logical id) or by one professional where they are named. */
  of(wanted: AccessQuery): readonly Access[];
  /** About one patient (logical id), since a moment, newest first. */
  ofPatient(patientId: string, fromMs: number, limit: number): readonly Access[];
}

type Flat = Omit<Access, 'patients' | 'documents'> & { patients: string; documents: string };

const COLUMNS = `id, at_ms AS atMs, service, interaction, action, outcome, organisation, unit, person, right_code AS right, reason,
  relation, system, correlation, patients, documents`;

export function accessTable(db: Connection): AccessTable {
  const add = db.prepare<Flat>(
    `INSERT INTO access (id, at_ms, service, interaction, action, outcome, organisation, unit, person, right_code, reason, relation, system,
       correlation, patients, documents)
     VALUES (@id, @atMs, @service, @interaction, @action, @outcome, @organisation, @unit, @person, @right, @reason, @relation, @system, @correlation,
       @patients, @documents)`,
  );
  const of = db.prepare<AccessQuery, Flat>(
    `SELECT ${COLUMNS} FROM access WHERE organisation = @organisation AND at_ms >= @fromMs AND at_ms < @toMs
       AND (@person IS NULL OR person = @person)
       AND (@patient IS NULL OR EXISTS (SELECT 1 FROM json_each(access.patients) WHERE value = @patient))
     ORDER BY at_ms DESC, row DESC LIMIT @limit`,
  );
  const ofPatient = db.prepare<[number, string, number], Flat>(
    `SELECT ${COLUMNS} FROM access WHERE at_ms >= ? AND EXISTS (SELECT 1 FROM json_each(access.patients) WHERE value = ?)
     ORDER BY at_ms DESC, row DESC LIMIT ?`,
  );
  const thick = (flat: Flat): Access => ({
    ...flat,
    patients: JSON.parse(flat.patients) as string[],
    documents: JSON.parse(flat.documents) as string[],
  });
  return {
    add: access =>
      void add.run({
        ...access,
        patients: JSON.stringify(access.patients),
        documents: JSON.stringify(access.documents),
      }),
    of: wanted => of.all(wanted).map(thick),
    ofPatient: (patientId, fromMs, limit) => ofPatient.all(fromMs, patientId, limit).map(thick),
  };
}
