import { type Connection } from './database.ts';

export type Organisation = Readonly<{
  oid: string;
  resourceId: string;
  kind: string;
  partOf: string | null;
  name: string;
}>;
export type Professional = Readonly<{
  registration: string;
  identifier: string | null;
  practitionerId: string;
  name: string;
}>;
/** A right of 1.2.246.537.6.140 in an organisation; `code` null for a professional without one. Dates `YYYY-MM-DD`, both included. */
export type RightPeriod = Readonly<{
  registration: string;
  code: string | null;
  validFrom: string;
  validTo: string | null;
  organisation: string;
  roleId: string;
  /** What the right does not carry, by an own code; null for a whole right. */
  limitation: string | null;
}>;

/** The role and attribute service's register: who may do what, where and when. */
export interface RegisterTable {
  addOrganisation(row: Organisation): void;
  addProfessional(row: Professional): void;
  addRight(row: RightPeriod): void;
  organisation(oid: string): Organisation | null;
  professional(registration: string): Professional | null;
  rightsOf(registration: string): readonly RightPeriod[];
  /** Ends or restricts every right of a professional, as the supervisory authority does. */
  changeRights(registration: string, change: Pick<RightPeriod, 'validTo' | 'limitation'>): void;
}

export function registerTable(db: Connection): RegisterTable {
  const addOrganisation = db.prepare<Organisation>(
    'INSERT INTO organisation VALUES (@oid, @resourceId, @kind, @partOf, @name)',
  );
  const addProfessional = db.prepare<Professional>(
    'INSERT INTO professional VALUES (@registration, @identifier, @practitionerId, @name)',
  );
  const addRight = db.prepare<RightPeriod>(
    `INSERT INTO right_period (registration, code, valid_from, valid_to, organisation, role_id, limitation)
     VALUES (@registration, @code, @validFrom, @validTo, @organisation, @roleId, @limitation)`,
  );
  const organisation = db.prepare<[string], Organisation>(
    'SELECT oid, resource_id AS resourceId, kind, part_of AS partOf, name FROM organisation WHERE oid = ?',
  );
  const professional = db.prepare<[string], Professional>(
    'SELECT registration, identifier, practitioner_id AS practitionerId, name FROM professional WHERE registration = ?',
  );
  const rights = db.prepare<[string], RightPeriod>(
    `SELECT registration, code, valid_from AS validFrom, valid_to AS validTo, organisation, role_id AS roleId,
       limitation
     FROM right_period WHERE registration = ? ORDER BY valid_from`,
  );
  const change = db.prepare<[string | null, string | null, string]>(
    'UPDATE right_period SET valid_to = ?, limitation = ? WHERE registration = ?',
  );
  return {
    changeRights: (registration, { validTo, limitation }) => void change.run(validTo, limitation, registration),
    addOrganisation: row => void addOrganisation.run(row),
    addProfessional: row => void addProfessional.run(row),
    addRight: row => void addRight.run(row),
    organisation: oid => organisation.get(oid) ?? null,
    professional: registration => professional.get(registration) ?? null,
    rightsOf: registration => rights.all(registration),
  };
}
