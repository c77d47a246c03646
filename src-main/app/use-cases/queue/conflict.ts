import { type ChoiceOffer, type Conflict, type Theirs } from '../../../../shared/domain/attention.ts';
import {
  differingFields,
  factsOfDispensing,
  factsOfPrescription,
  factsOfRow,
  type Facts,
} from '../../../../shared/domain/conflict.ts';
import { type AccessBasis, type Dispensing } from '../../../../shared/domain/dispensing/dispensing.ts';
import { againstDispensing } from '../../../../shared/domain/lifecycle/row-status.ts';
import { may } from '../../../../shared/domain/people/capabilities.ts';
import { type Prescription, type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type ErrorCode, type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Base, type OutboxItem } from '../../ports/store/outbox.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { isGivenUp } from '../../sync/outbox.ts';
import { discardDispensing, dispensingDrafts, openDispensingForm, refillDispensing } from '../dispensing/dispense.ts';
import { isAct } from '../dispensing/made.ts';
import { openPatient } from '../patients/open-patient.ts';
import { isRenewalAnswer } from '../renewals/rejection.ts';
import { parked } from './attention.ts';
import { type QueueDecision } from './decision.ts';

/** Query reasons of 1.2.246.537.5.40110.2006: 1 treatment, 6 dispensing. */
const REASON = { prescription: '1', dispensing: '6' } as const;

type Ours =
  | Readonly<{ act: 'dispensing'; content: Dispensing; setId: Oid; objectOid: Oid; facts: Facts }>
  | Readonly<{ act: 'prescription'; content: Prescription; setId: Oid; objectOid: Oid; facts: Facts }>;

/** The signed act, as far as it can be compared; null for others. */
function oursOf(env: Environment, item: OutboxItem): Ours | null {
  const document = env.store.read(tx => tx.documents.get(item.documentOid));
  if (document === null) return null;
  if (item.act === 'dispensing') {
    // A correction, a lock or a reservation is judged by the person who made it: there is nothing to make again.
    if (env.store.read(tx => isAct(tx, item.documentOid))) return null;
    const content = document.content as Dispensing;
    const { setId, oid } = content.prescription;
    return { act: 'dispensing', content, setId, objectOid: oid, facts: factsOfDispensing(content) };
  }
  // There is nothing to compare an answer to a renewal request with: the request is answered anew.
  if (item.act !== 'prescription' || isRenewalAnswer(document.content)) return null;
  const content = document.content as Prescription;
  return {
    act: 'prescription',
    content,
    setId: content.setId,
    objectOid: content.oid,
    facts: factsOfPrescription(content),
  };
}

/** Colleagues of the author's unit who may do such an act, or write prescriptions: others have no ground to read on. */
const mayCompare = (desk: Desk, item: OutboxItem): boolean =>
  desk.professional.organisation.oid === item.author.unitOid &&
  (may(desk.professional, 'dispense') || may(desk.professional, 'prescribe'));

type Read = Readonly<{ theirs: Theirs; row: PrescriptionRow | null }>;

/** Asks the service now; a cached answer would be the very thing that is in doubt. */
async function readTheirs(
  env: Environment,
  desk: Desk,
  item: OutboxItem,
  ours: Ours,
  base: Base | null,
): Promise<Read> {
  const patient = env.store.read(tx => tx.patients.get(item.patientId));
  const lost = (fault: ErrorCode): Read => ({ theirs: { at: null, found: false, fault }, row: null });
  if (patient === null) return lost('PAT-0002');
  const line = env.queue.lines().find(({ service }) => service === 'resepti');
  if (line?.state === 'down') return lost(line.lastFault ?? 'NET-0001');
  const context = contextOf(env, desk.professional, REASON[ours.act], base?.basis ?? '');
  const answer = await env.centre.ofPatient(patient, context);
  if (!answer.ok) return lost(answer.error.code);
  const at = env.clock.now();
  const row = answer.value.find(({ prescription }) => prescription.setId === ours.setId) ?? null;
  return { theirs: { at, found: row !== null, fault: null }, row };
}

/** What may be done, and what stands against it. The order is no advice: a person chooses. */
function offersOf(desk: Desk, item: OutboxItem, ours: Ours, read: Read, mayTravel: boolean): ChoiceOffer[] {
  const { theirs, row } = read;
  const makeAgain = ((): ErrorCode | null => {
    if (ours.act !== 'dispensing') return 'QUE-0007';
    if (!may(desk.professional, 'dispense')) return 'SES-0002';
    if (theirs.fault !== null) return theirs.fault;
    if (row === null) return 'RX-0001';
    const against = againstDispensing(row);
    if (against === null) return mayTravel ? 'QUE-0005' : null;
    return against === 'heldByOther' || against === 'locked' ? 'RX-0002' : 'RX-0003';
  })();
  // Other bytes under the same identifier are refused as often as they are sent.
  const sendAgain = item.lastAnswer?.code === 'NET-0009' ? 'NET-0009' : null;
  return [
    ...(ours.act === 'dispensing' ? [{ choice: 'makeAgain', refusedBy: makeAgain } as const] : []),
    { choice: 'sendAgain', refusedBy: sendAgain },
    // Given up while a copy may travel, it is cancelled by itself when that has landed: decided once is enough.
    { choice: 'giveUp', refusedBy: isGivenUp(item) ? 'QUE-0005' : null },
    { choice: 'keep', refusedBy: null },
  ];
}

type Refusal = Failure<'QUE-0001' | 'QUE-0007'>;

/** Base, ours and theirs of a refused act. The log line is written before anything is read from the service. */
export async function conflictOf(env: Environment, desk: Desk, itemId: string): Promise<Result<Conflict, Refusal>> {
  const found = parked(env, desk, itemId);
  if (!found.ok) return fail({ code: found.error.code === 'QUE-0001' ? 'QUE-0001' : 'QUE-0007' });
  const { item, attention } = found.value;
  const ours = oursOf(env, item);
  if (ours === null || !attention.comparable || !mayCompare(desk, item)) return fail({ code: 'QUE-0007' });
  audited(env, desk.professional, {
    act: 'open',
    patientId: item.patientId,
    subject: item.documentOid,
    reason: REASON[ours.act],
    outcome: 'ok',
  });
  const kept = env.store.read(tx => tx.bases.get(itemId));
  const read = await readTheirs(env, desk, item, ours, kept?.base ?? null);
  return ok({
    attention,
    objectOid: ours.objectOid,
    baseAt: kept?.at ?? null,
    theirs: read.theirs,
    fields: [
      ...differingFields(
        kept === null ? null : factsOfRow(kept.base.row),
        ours.facts,
        read.row === null ? null : factsOfRow(read.row),
      ),
    ],
    offers: offersOf(desk, item, ours, read, attention.landsAt !== null),
  });
}

type Again = Readonly<{
  patientId: string;
  prescriptionSetId: Oid;
  draftId: string;
  basis: AccessBasis | null;
  collector: string;
}>;
type AgainRefusal = Failure<
  | 'QUE-0001'
  | 'QUE-0002'
  | 'QUE-0005'
  | 'QUE-0007'
  | 'PAT-0002'
  | 'PAT-0003'
  | 'PAT-0004'
  | 'RX-0001'
  | 'RX-0002'
  | 'RX-0003'
>;

/**
 * A new dispensing on the prescription as it is now, filled with what was dispensed; then the refused one is cancelled with
 * the reason. The new one has its own OID: nothing that was signed is changed. When the old one cannot be cancelled, the new
 * form is taken away again.
 */
export async function makeAgain(
  env: Environment,
  desk: Desk,
  decide: QueueDecision,
  itemId: string,
  reason: string,
): Promise<Result<Again, AgainRefusal>> {
  const found = parked(env, desk, itemId);
  if (!found.ok) return found;
  const { item } = found.value;
  const ours = oursOf(env, item);
  if (ours?.act !== 'dispensing' || !mayCompare(desk, item)) return fail({ code: 'QUE-0007' });
  // Two that may both arrive must never stand for one dispensing.
  if (env.queue.cancellableInMs(itemId) > 0) return fail({ code: 'QUE-0005' });
  if (!desk.opened.has(item.patientId)) {
    const base = env.store.read(tx => tx.bases.get(itemId))?.base;
    const opened = openPatient(env, desk, item.patientId, {
      reason: REASON.dispensing,
      basis: base?.basis ?? null,
      collector: base?.collector ?? '',
    });
    if (!opened.ok) return opened;
  }
  const before = dispensingDrafts(env, desk, item.patientId).some(draft => draft.prescriptionSetId === ours.setId);
  const form = await openDispensingForm(env, desk, item.patientId, ours.setId);
  if (!form.ok) return form;
  const { draftId } = form.value.draft;
  const decided = decide(itemId, 'cancel', desk.professional.registrationNumber, reason);
  if (!decided.ok) {
    if (!before) await discardDispensing(env, desk, draftId);
    return decided;
  }
  refillDispensing(env, desk, draftId, ours.content);
  const opening = desk.opened.get(item.patientId);
  return ok({
    patientId: item.patientId,
    prescriptionSetId: ours.setId,
    draftId,
    basis: opening?.basis ?? null,
    collector: opening?.collector ?? '',
  });
}
