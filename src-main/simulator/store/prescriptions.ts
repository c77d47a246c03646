import { type Connection } from './database.ts';

export type PrescriptionState = 'not-dispensed' | 'partly' | 'fully' | 'cancelled' | 'expired';
export type HoldKind = 'hold' | 'reserved' | 'dose-dispensing' | 'locked';

export type Hold = Readonly<{
  kind: HoldKind;
  owner: string;
  secret: string;
  untilMs: number | null;
  reason: string | null;
}>;

/** What the state rules need of a prescription; the rest is in its documents. Dates are `YYYY-MM-DD`, amounts exact decimals. */
export type PrescriptionRow = Readonly<{
  setId: string;
  documentOid: string;
  version: number;
  requestId: string;
  medicationId: string;
  taskId: string;
  patientId: string;
  writer: string;
  state: PrescriptionState;
  cancelType: string | null;
  kind: string;
  mode: string;
  unit: string | null;
  lotAmount: string | null;
  /** Size of one package, or of one lot: how amounts are written. */
  piece: string | null;
  lots: number;
  intervalDays: number | null;
  prescribedOn: string;
  validUntil: string;
  /** VNR, ATC or name: what a pharmacy's correction may not change. */
  product: string;
  hold: Hold | null;
  /** Day of the move to the Prescription Archive: from then on it is kept, shown to the citizen and to nobody else. */
  archivedOn: string | null;
}>;

export type DispensingRow = Readonly<{
  setId: string;
  prescription: string;
  documentOid: string;
  version: number;
  resourceId: string;
  medicationId: string;
  pharmacy: string;
  amount: string;
  unit: string;
  remaining: string | null;
  fully: boolean;
  handedOverMs: number;
  valid: boolean;
}>;

export interface PrescriptionTable {
  save(row: PrescriptionRow): void;
  get(setId: string): PrescriptionRow | null;
  byTask(taskId: string): PrescriptionRow | null;
  byRequest(requestId: string): PrescriptionRow | null;
  expiredBefore(date: string): readonly PrescriptionRow[];
  overdueHolds(nowMs: number): readonly PrescriptionRow[];
  /** Not in the archive yet, written before the day, and neither open nor partly dispensed. */
  overWrittenBefore(date: string): readonly PrescriptionRow[];
  /** Open prescriptions of people who have died. */
  openOfDead(): readonly PrescriptionRow[];
  /** Every prescription of the patients whose dose dispensing a pharmacy has. */
  ofDosePatients(owner: string): readonly PrescriptionRow[];
  saveDispensing(row: DispensingRow): void;
  dispensing(setId: string): DispensingRow | null;
  /** Valid and cancelled ones, oldest first. */
  dispensingsOf(setId: string): readonly DispensingRow[];
}

type Flat = Omit<PrescriptionRow, 'hold'> & {
  holdKind: HoldKind | null;
  holdOwner: string | null;
  holdSecret: string | null;
  holdUntilMs: number | null;
  holdReason: string | null;
};
type FlatDispensing = Omit<DispensingRow, 'fully' | 'valid'> & { fully: number; valid: number };

const row = ({ holdKind, holdOwner, holdSecret, holdUntilMs, holdReason, ...rest }: Flat): PrescriptionRow => ({
  ...rest,
  hold:
    holdKind && holdOwner && holdSecret
      ? { kind: holdKind, owner: holdOwner, secret: holdSecret, untilMs: holdUntilMs, reason: holdReason }
      : null,
});
const dispensingRow = (flat: FlatDispensing): DispensingRow => ({
  ...flat,
  fully: flat.fully === 1,
  valid: flat.valid === 1,
});

const COLUMNS = `set_id AS setId, document_oid AS documentOid, version, request_id AS requestId, medication_id AS medicationId,
  task_id AS taskId, patient_id AS patientId, writer, state, cancel_type AS cancelType, kind, mode, unit, lot_amount AS lotAmount, piece, lots,
  interval_days AS intervalDays, prescribed_on AS prescribedOn, valid_until AS validUntil, product, hold_kind AS holdKind,
  hold_owner AS holdOwner, hold_secret AS holdSecret, hold_until_ms AS holdUntilMs, hold_reason AS holdReason, archived_on AS archivedOn`;
const DISPENSING = `set_id AS setId, prescription, document_oid AS documentOid, version, resource_id AS resourceId,
  medication_id AS medicationId, pharmacy, amount, unit, remaining, fully, handed_over_ms AS handedOverMs, valid`;

export function prescriptionTable(db: Connection): PrescriptionTable {
  const save = db.prepare<Flat>(
    `INSERT INTO prescription (set_id, document_oid, version, request_id, medication_id, task_id, patient_id, writer, state, cancel_type,
       kind, mode, unit, lot_amount, piece, lots, interval_days, prescribed_on, valid_until, product, hold_kind, hold_owner, hold_secret,
       hold_until_ms, hold_reason, archived_on)
     VALUES (@setId, @documentOid, @version, @requestId, @medicationId, @taskId, @patientId, @writer, @state, @cancelType, @kind, @mode,
       @unit, @lotAmount, @piece, @lots, @intervalDays, @prescribedOn, @validUntil, @product, @holdKind, @holdOwner, @holdSecret, @holdUntilMs,
       @holdReason, @archivedOn)
     ON CONFLICT (set_id) DO UPDATE SET document_oid = excluded.document_oid, version = excluded.version,
       medication_id = excluded.medication_id, state = excluded.state, cancel_type = excluded.cancel_type, mode = excluded.mode,
       kind = excluded.kind, unit = excluded.unit, lot_amount = excluded.lot_amount, piece = excluded.piece, lots = excluded.lots,
       interval_days = excluded.interval_days, valid_until = excluded.valid_until, product = excluded.product,
       hold_kind = excluded.hold_kind, hold_owner = excluded.hold_owner, hold_secret = excluded.hold_secret,
       hold_until_ms = excluded.hold_until_ms, hold_reason = excluded.hold_reason, archived_on = excluded.archived_on`,
  );
  const get = db.prepare<[string], Flat>(`SELECT ${COLUMNS} FROM prescription WHERE set_id = ?`);
  const byTask = db.prepare<[string], Flat>(`SELECT ${COLUMNS} FROM prescription WHERE task_id = ?`);
  const byRequest = db.prepare<[string], Flat>(`SELECT ${COLUMNS} FROM prescription WHERE request_id = ?`);
  const expired = db.prepare<[string], Flat>(
    `SELECT ${COLUMNS} FROM prescription WHERE valid_until < ? AND state IN ('not-dispensed', 'partly')`,
  );
  const overdue = db.prepare<[number], Flat>(
    `SELECT ${COLUMNS} FROM prescription WHERE hold_until_ms IS NOT NULL AND hold_until_ms <= ?`,
  );
  const over = db.prepare<[string], Flat>(
    `SELECT ${COLUMNS} FROM prescription WHERE prescribed_on < ? AND archived_on IS NULL AND state NOT IN ('not-dispensed', 'partly')`,
  );
  const ofDead = db.prepare<[], Flat>(
    `SELECT ${COLUMNS} FROM prescription WHERE state IN ('not-dispensed', 'partly') AND patient_id IN
       (SELECT id FROM resource WHERE type = 'Patient' AND json_extract(body, '$.deceasedDateTime') IS NOT NULL)`,
  );
  const doses = db.prepare<[string], Flat>(
    `SELECT ${COLUMNS} FROM prescription WHERE patient_id IN
       (SELECT patient_id FROM prescription WHERE hold_kind = 'dose-dispensing' AND hold_owner = ?)`,
  );
  const saveDispensing = db.prepare<FlatDispensing>(
    `INSERT INTO dispensing (set_id, prescription, document_oid, version, resource_id, medication_id, pharmacy, amount, unit, remaining,
       fully, handed_over_ms, valid)
     VALUES (@setId, @prescription, @documentOid, @version, @resourceId, @medicationId, @pharmacy, @amount, @unit, @remaining, @fully,
       @handedOverMs, @valid)
     ON CONFLICT (set_id) DO UPDATE SET document_oid = excluded.document_oid, version = excluded.version, amount = excluded.amount,
       unit = excluded.unit, remaining = excluded.remaining, fully = excluded.fully, handed_over_ms = excluded.handed_over_ms,
       medication_id = excluded.medication_id, valid = excluded.valid`,
  );
  const dispensing = db.prepare<[string], FlatDispensing>(`SELECT ${DISPENSING} FROM dispensing WHERE set_id = ?`);
  const dispensingsOf = db.prepare<[string], FlatDispensing>(
    `SELECT ${DISPENSING} FROM dispensing WHERE prescription = ? ORDER BY handed_over_ms, rowid`,
  );
  const first = (flat: Flat | undefined): PrescriptionRow | null => (flat ? row(flat) : null);
  return {
    save: ({ hold, ...rest }) =>
      void save.run({
        ...rest,
        holdKind: hold?.kind ?? null,
        holdOwner: hold?.owner ?? null,
        holdSecret: hold?.secret ?? null,
        holdUntilMs: hold?.untilMs ?? null,
        holdReason: hold?.reason ?? null,
      }),
    get: setId => first(get.get(setId)),
    byTask: taskId => first(byTask.get(taskId)),
    byRequest: requestId => first(byRequest.get(requestId)),
    expiredBefore: date => expired.all(date).map(row),
    ofDosePatients: owner => doses.all(owner).map(row),
    overWrittenBefore: date => over.all(date).map(row),
    openOfDead: () => ofDead.all().map(row),
    overdueHolds: nowMs => overdue.all(nowMs).map(row),
    saveDispensing: ({ fully, valid, ...rest }) =>
      void saveDispensing.run({ ...rest, fully: fully ? 1 : 0, valid: valid ? 1 : 0 }),
    dispensing: setId => {
      const flat = dispensing.get(setId);
      return flat ? dispensingRow(flat) : null;
    },
    dispensingsOf: setId => dispensingsOf.all(setId).map(dispensingRow),
  };
}
