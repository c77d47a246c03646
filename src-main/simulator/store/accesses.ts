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
  reason: string;
  relation: string | null;
  system: string | null;
  correlation: string | null;
  patients: readonly string[];
  documents: readonly string[];
}>;

export interface AccessTable {
  add(access: Access): void;
  /** Of one organisation, between two moments (the last excluded), newest first. */
  of(organisation: string, fromMs: number, toMs: number, limit: number): readonly Access[];
  /** About one patient (logical id), since a moment, newest first. */
  ofPatient(patientId: string, fromMs: number, limit: number): readonly Access[];
}

type Flat = Omit<Access, 'patients' | 'documents'> & { patients: string; documents: string };

export function accessTable(db: Connection): AccessTable {
  const add = db.prepare<Flat>(
    `INSERT INTO access (id, at_ms, service, interaction, action, outcome, organisation, unit, person, reason, relation, system, correlation,
       patients, documents)
     VALUES (@id, @atMs, @service, @interaction, @action, @outcome, @organisation, @unit, @person, @reason, @relation, @system, @correlation,
       @patients, @documents)`,
  );
  const of = db.prepare<[string, number, number, number], Flat>(
    `SELECT id, at_ms AS atMs, service, interaction, action, outcome, organisation, unit, person, reason, relation, system, correlation,
       patients, documents
     FROM access WHERE organisation = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms DESC, row DESC LIMIT ?`,
  );
  const ofPatient = db.prepare<[number, string, number], Flat>(
    `SELECT id, at_ms AS atMs, service, interaction, action, outcome, organisation, unit, person, reason, relation, system, correlation,
       patients, documents
     FROM access WHERE at_ms >= ? AND EXISTS (SELECT 1 FROM json_each(access.patients) WHERE value = ?)
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
    of: (organisation, fromMs, toMs, limit) => of.all(organisation, fromMs, toMs, limit).map(thick),
    ofPatient: (patientId, fromMs, limit) => ofPatient.all(fromMs, patientId, limit).map(thick),
  };
}
