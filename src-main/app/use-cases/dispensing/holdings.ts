import { type Day } from '../../../../shared/contract/day.contract.ts';
import { type PharmacyActKind } from '../../../../shared/domain/dispensing/pharmacy-act.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { medicineWords } from '../../../../shared/domain/prescribing/product.ts';
import { type Localized } from '../../../../shared/kernel/language.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { keptPrescriptions } from '../offline/kept-lists.ts';
import { hitOf } from '../patients/open-patient.ts';

/** What a pharmacy keeps from others and has to remember; a dispensing hold ends by itself, dose dispensing is no exception. */
type HoldingKind = 'reserved' | 'locked';

/** A prescription that this pharmacy reserved or locked, as last told by the Centre or signed here. */
type Holding = Readonly<{
  prescriptionSetId: Oid;
  patientId: string;
  kind: HoldingKind;
  medicine: Localized;
  since: Instant;
  expiresOn: LocalDate;
  /** The message of this desk that takes it, and the one that gives it back; null: none is known here. */
  taken: Oid | null;
  released: Oid | null;
}>;

/** Reservations of one patient's list are forgotten with it after days; what is held is remembered until it is given back. */
const keyOf = (unitOid: Oid): string => `holdings.${unitOid}`;
const unitOf = ({ professional }: Desk): Oid => professional.organisation.oid;
const holdingsOf = (tx: Tx, unitOid: Oid): readonly Holding[] =>
  (tx.settings.get(keyOf(unitOid)) as readonly Holding[] | null) ?? [];

function keep(tx: Tx, unitOid: Oid, before: readonly Holding[], after: readonly Holding[]): void {
  if (JSON.stringify(before) !== JSON.stringify(after)) tx.settings.put(keyOf(unitOid), after);
}

const isHeld = (kind: string | undefined): kind is HoldingKind => kind === 'reserved' || kind === 'locked';

type Step = 'taking' | 'held' | 'releasing' | 'gone';

/** How far it is, by what became of its messages. */
function stepOf(tx: Tx, { taken, released }: Holding): Step {
  const stateOf = (message: Oid | null) => (message === null ? null : (tx.outbox.byDocument(message)?.state ?? null));
  const isUndone = (state: ReturnType<typeof stateOf>): boolean => state === 'cancelled' || state === 'rejected';
  const [take, release] = [stateOf(taken), stateOf(released)];
  if (isUndone(take) || release === 'accepted') return 'gone';
  if (release !== null && !isUndone(release)) return 'releasing';
  return take === null || take === 'accepted' ? 'held' : 'taking';
}

/** In the transaction that keeps the Centre's list of a patient: what it says is held here, and what still waits to be. */
export function noteHoldings(tx: Tx, desk: Desk, patientId: string, rows: readonly PrescriptionRow[]): void {
  const before = holdingsOf(tx, unitOf(desk));
  const own = new Map(before.flatMap(one => (one.patientId === patientId ? [[one.prescriptionSetId, one]] : [])));
  const told = rows.flatMap(({ prescription, holder, expiresOn }): readonly Holding[] => {
    if (holder === null || !holder.mine || !isHeld(holder.kind)) return [];
    const known = own.get(prescription.setId);
    const { setId: prescriptionSetId, product } = prescription;
    return [
      {
        prescriptionSetId,
        patientId,
        kind: holder.kind,
        medicine: medicineWords(product),
        since: holder.since,
        expiresOn,
        taken: known?.taken ?? null,
        released: known?.released ?? null,
      },
    ];
  });
  const waiting = [...own.values()].filter(
    one =>
      stepOf(tx, one) === 'taking' &&
      !told.some(({ prescriptionSetId }) => prescriptionSetId === one.prescriptionSetId),
  );
  keep(tx, unitOf(desk), before, [...before.filter(one => one.patientId !== patientId), ...told, ...waiting]);
}

const TAKEN_AS: Readonly<Partial<Record<PharmacyActKind, HoldingKind>>> = { lock: 'locked', reservation: 'reserved' };

/** In the transaction of an act that is signed here: what it takes is remembered, what it gives back is on its way. */
export function noteHolding(
  tx: Tx,
  env: Environment,
  desk: Desk,
  { patientId, documentOid }: Pick<Draft, 'patientId' | 'documentOid'>,
  prescriptionSetId: Oid,
  act: PharmacyActKind,
): void {
  const before = holdingsOf(tx, unitOf(desk));
  if (act === 'unlock' || act === 'reservationRelease') {
    const after = before.map(one =>
      one.prescriptionSetId === prescriptionSetId ? { ...one, released: documentOid } : one,
    );
    return keep(tx, unitOf(desk), before, after);
  }
  const kind = TAKEN_AS[act];
  const row = keptPrescriptions(tx, desk, patientId)?.rows.find(
    ({ prescription }) => prescription.setId === prescriptionSetId,
  );
  if (kind === undefined || row === undefined) return;
  const taken: Holding = {
    prescriptionSetId,
    patientId,
    kind,
    medicine: medicineWords(row.prescription.product),
    since: env.clock.now(),
    expiresOn: row.expiresOn,
    taken: documentOid,
    released: null,
  };
  keep(tx, unitOf(desk), before, [...before.filter(one => one.prescriptionSetId !== prescriptionSetId), taken]);
}

/** Lines of the home screen; the count tells of the others. */
const SHOWN = 20;

/** What this pharmacy reserved or locked and has not given back, the oldest first: that is what somebody forgot. */
export function holdingsHere(env: Environment, desk: Desk): NonNullable<Day['holdings']> {
  return env.store.read(tx => {
    const today = env.clock.today();
    const held = holdingsOf(tx, unitOf(desk)).flatMap(one => {
      const [patient, step] = [tx.patients.get(one.patientId), stepOf(tx, one)];
      if (patient === null || step === 'gone' || one.expiresOn < today) return [];
      const { prescriptionSetId, kind, medicine, since } = one;
      return [{ prescriptionSetId, kind, medicine, since, step, hit: hitOf(patient) }];
    });
    return { count: held.length, oldest: held.sort((a, b) => (a.since < b.since ? -1 : 1)).slice(0, SHOWN) };
  });
}
