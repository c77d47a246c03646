import { type Connection } from './database.ts';

/** A legal document: its bytes exactly as they came, and where its FHIR faces are. */
export type DocumentRow = Readonly<{
  oid: string;
  setId: string;
  version: number;
  service: string;
  typeCode: string;
  patientId: string;
  author: string;
  organisation: string;
  encounter: string | null;
  sha256: string;
  bytes: Uint8Array;
  referenceId: string;
  binaryId: string;
  storedMs: number;
}>;

export type DocumentHead = Omit<DocumentRow, 'bytes'>;

export interface DocumentTable {
  insert(row: DocumentRow): void;
  head(oid: string): DocumentHead | null;
  bytes(oid: string): Uint8Array | null;
  byBinary(binaryId: string): DocumentRow | null;
  ofPatient(service: string, patientId: string): readonly DocumentHead[];
  newestOfSet(service: string, setId: string): DocumentHead | null;
  /** Identifiers and when they were stored, oldest first: for tests, without patient data. */
  list(): readonly Readonly<{ oid: string; service: string; typeCode: string; storedMs: number }>[];
}

const HEAD = `oid, set_id AS setId, version, service, type_code AS typeCode, patient_id AS patientId, author, organisation, encounter,
  sha256, reference_id AS referenceId, binary_id AS binaryId, stored_ms AS storedMs`;

export function documentTable(db: Connection): DocumentTable {
  const add = db.prepare<DocumentRow>(
    `INSERT INTO document (oid, set_id, version, service, type_code, patient_id, author, organisation, encounter, sha256, bytes,
       reference_id, binary_id, stored_ms)
     VALUES (@oid, @setId, @version, @service, @typeCode, @patientId, @author, @organisation, @encounter, @sha256, @bytes,
       @referenceId, @binaryId, @storedMs)`,
  );
  const head = db.prepare<[string], DocumentHead>(`SELECT ${HEAD} FROM document WHERE oid = ?`);
  const bytes = db.prepare<[string], { bytes: Uint8Array }>('SELECT bytes FROM document WHERE oid = ?');
  const byBinary = db.prepare<[string], DocumentRow>(`SELECT ${HEAD}, bytes FROM document WHERE binary_id = ?`);
  const ofPatient = db.prepare<[string, string], DocumentHead>(
    `SELECT ${HEAD} FROM document WHERE service = ? AND patient_id = ? ORDER BY rowid`,
  );
  const newest = db.prepare<[string, string], DocumentHead>(
    `SELECT ${HEAD} FROM document WHERE service = ? AND set_id = ? ORDER BY version DESC LIMIT 1`,
  );
  const list = db.prepare<[], { oid: string; service: string; typeCode: string; storedMs: number }>(
    'SELECT oid, service, type_code AS typeCode, stored_ms AS storedMs FROM document ORDER BY rowid',
  );
  return {
    insert: row => void add.run({ ...row, bytes: Buffer.from(row.bytes) }),
    head: oid => head.get(oid) ?? null,
    bytes: oid => bytes.get(oid)?.bytes ?? null,
    ofPatient: (service, patientId) => ofPatient.all(service, patientId),
    byBinary: id => byBinary.get(id) ?? null,
    newestOfSet: (service, setId) => newest.get(service, setId) ?? null,
    list: () => list.all(),
  };
}
