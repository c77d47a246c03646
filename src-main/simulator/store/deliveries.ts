import { type Connection } from './database.ts';

export type DeliveryState = 'waiting' | 'delivered' | 'refused' | 'withdrawn';
export type DeliveryRow = Readonly<{
  resourceId: string;
  documentOid: string;
  /** OID of the organisation that it goes to. */
  receiver: string;
  /** Who asked for it. */
  organisation: string;
  patientId: string;
  state: DeliveryState;
  askedMs: number;
}>;

export interface DeliveryTable {
  add(row: DeliveryRow): void;
  get(resourceId: string): DeliveryRow | null;
  ofDocument(oid: string): readonly DeliveryRow[];
  /** Those that wait for their receiver since this moment or longer, oldest first. */
  waitingSince(ms: number): readonly DeliveryRow[];
  settle(resourceId: string, state: DeliveryState): void;
}

const COLUMNS = `resource_id AS resourceId, document_oid AS documentOid, receiver, organisation, patient_id AS patientId,
  state, asked_ms AS askedMs`;

export function deliveryTable(db: Connection): DeliveryTable {
  const add = db.prepare<DeliveryRow>(
    `INSERT INTO certificate_delivery (resource_id, document_oid, receiver, organisation, patient_id, state, asked_ms)
     VALUES (@resourceId, @documentOid, @receiver, @organisation, @patientId, @state, @askedMs)`,
  );
  const get = db.prepare<[string], DeliveryRow>(`SELECT ${COLUMNS} FROM certificate_delivery WHERE resource_id = ?`);
  const ofDocument = db.prepare<[string], DeliveryRow>(
    `SELECT ${COLUMNS} FROM certificate_delivery WHERE document_oid = ? ORDER BY asked_ms`,
  );
  const waiting = db.prepare<[number], DeliveryRow>(
    `SELECT ${COLUMNS} FROM certificate_delivery WHERE state = 'waiting' AND asked_ms <= ? ORDER BY asked_ms`,
  );
  const settle = db.prepare<[string, string]>('UPDATE certificate_delivery SET state = ? WHERE resource_id = ?');
  return {
    add: row => void add.run(row),
    get: resourceId => get.get(resourceId) ?? null,
    ofDocument: oid => ofDocument.all(oid),
    waitingSince: ms => waiting.all(ms),
    settle: (resourceId, state) => void settle.run(state, resourceId),
  };
}
