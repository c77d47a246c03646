import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { CERTIFICATE_FORMS } from '../../../../shared/domain/records/certificate-forms.ts';
import {
  type Delivery,
  type DeliveryRow,
  isUnderWay,
  mayWithdraw,
} from '../../../../shared/domain/records/delivery.ts';
import { certificateOf } from '../../../../shared/domain/records/record-templates.ts';
import { type RecordDocument } from '../../../../shared/domain/records/record.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type KeptDelivery } from '../../ports/store/owed.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { enqueueUnsigned } from '../queue/enqueue.ts';
import { loggedPerson, type Person, personOf } from '../patients/known-person.ts';
import { logOpening, type ReadFault, recordContent } from './record-list.ts';
import { newestVersion } from './record-versions.ts';

const isOver = ({ state }: OutboxItem): boolean => state === 'rejected' || state === 'cancelled';

/** What this desk has sent and the service has told, in one word. */
function rowOf(tx: Tx, { delivery, told }: KeptDelivery): DeliveryRow {
  const items = tx.outbox.ofSubject(delivery.oid);
  const asked = items.find(({ act }) => act === 'certificateForwarded');
  const ended = items.find(({ act }) => act === 'forwardingWithdrawn');
  const withdrawing = ended !== undefined && ended.state !== 'accepted' && !isOver(ended);
  const { reason = null, answeredAt = null } = told ?? {};
  const row = { ...delivery, reason, answeredAt, withdrawing };
  if (ended?.state === 'accepted' || asked?.state === 'cancelled') return { ...row, state: 'withdrawn' };
  if (asked?.state === 'rejected') return { ...row, state: 'rejected' };
  if (told !== null) return { ...row, state: told.state };
  return { ...row, state: asked === undefined || asked.state === 'accepted' ? 'sent' : 'queued' };
}

const rowsOf = (tx: Tx, patientId: string): DeliveryRow[] =>
  tx.deliveries
    .ofPatient(patientId)
    .map(kept => rowOf(tx, kept))
    .sort((a, b) => b.askedAt.localeCompare(a.askedAt));

/** Where the certificates of the patient have been sent and what became of it. Logged before it is shown. */
export async function listDeliveries(
  env: Environment,
  desk: Desk,
  patientId: string,
): Promise<Result<{ rows: DeliveryRow[]; source: Sourced }, Failure<'PAT-0002' | 'PAT-0005'>>> {
  const person = loggedPerson(env, desk, patientId, 'readForwardings');
  if (!person.ok) return person;
  const context = contextOf(env, desk.professional, TREATMENT, '');
  const answer = await env.deliveries.ofPatient(person.value.identityCode, context);
  const at = env.clock.now();
  const rows = env.store.write(tx => {
    if (answer.ok)
      for (const { state, reason, answeredAt, ...delivery } of answer.value)
        tx.deliveries.put({ patientId, delivery, told: { state, reason, answeredAt } });
    return rowsOf(tx, patientId);
  });
  return ok({
    rows,
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: rows.length === 0 ? 'none' : 'cache', asOf: null, fault: answer.error.code },
  });
}

type Wish = Readonly<{ delivery: Delivery; act: 'ask' | 'withdraw'; after: readonly string[] }>;

function enqueue(env: Environment, tx: Tx, desk: Desk, person: Person, { delivery, act, after }: Wish): void {
  const at = env.clock.now();
  const messageId = env.newUuid();
  const { identityCode, patient } = person;
  const author = desk.professional;
  const body = env.messages.deliverySubmission({ messageId, delivery, act, identityCode, author, at });
  enqueueUnsigned(env, tx, desk, {
    at,
    documentOid: delivery.oid,
    messageId,
    act: act === 'ask' ? 'certificateForwarded' : 'forwardingWithdrawn',
    service: 'potilastieto',
    orderKey: delivery.oid,
    after,
    patientId: patient.id,
    summary: delivery.title,
    reason: TREATMENT,
    body,
    logged: delivery.receiver,
  });
}

type ForwardFault =
  | ReadFault
  | Failure<
      'PAT-0002' | 'PAT-0003' | 'PAT-0005' | 'REC-0004' | 'REC-0005' | 'REC-0006' | 'REC-0007' | 'CER-0001' | 'CER-0002'
    >;

/** The newest version of a certificate of the own register, or why it cannot be sent on. */
async function forwardable(
  env: Environment,
  desk: Desk,
  { patient }: Person,
  documentOid: Oid,
): Promise<Result<RecordDocument, ForwardFault>> {
  logOpening(env, desk, patient, documentOid);
  const read = await recordContent(env, desk, patient, documentOid);
  if (!read.ok) return read;
  const { content } = read.value;
  if (content === null) return fail({ code: 'CER-0001' });
  if (content.author.organisation.provider.oid !== desk.professional.organisation.provider.oid)
    return fail({ code: 'REC-0005' });
  const newest = await newestVersion(env, desk, patient, content);
  if (!newest.ok) return newest;
  if (newest.value.oid !== documentOid) return fail({ code: 'REC-0004' });
  if (newest.value.revision?.act === 'annulment') return fail({ code: 'REC-0006' });
  return certificateOf(content.templateId) === null ? fail({ code: 'CER-0001' }) : ok(content);
}

/**
 * Sends a certificate on to its receiver, because the client has asked for it this time. Goes through the queue behind the
 * certificate itself: nothing is forwarded that the archive does not hold.
 */
export async function forwardCertificate(
  env: Environment,
  desk: Desk,
  patientId: string,
  documentOid: Oid,
): Promise<Result<DeliveryRow, ForwardFault>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  if (person.value.patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const document = await forwardable(env, desk, person.value, documentOid);
  if (!document.ok) return document;
  const form = certificateOf(document.value.templateId);
  if (form === null) return fail({ code: 'CER-0001' });
  const forwarded = env.store.write((tx): Result<DeliveryRow, ForwardFault> => {
    const isTwice = rowsOf(tx, patientId).some(row => row.documentOid === documentOid && isUnderWay(row));
    if (isTwice) return fail({ code: 'CER-0002' });
    const delivery: Delivery = {
      oid: newOid('record', desk.professional.organisation, env.clock.today(), tx, env.random),
      documentOid,
      title: document.value.title,
      receiver: CERTIFICATE_FORMS[form].receiver,
      askedAt: env.clock.now(),
    };
    const archived = tx.outbox.byDocument(documentOid);
    const after = archived === null || archived.state === 'accepted' ? [] : [archived.id];
    tx.deliveries.put({ patientId, delivery, told: null });
    enqueue(env, tx, desk, person.value, { delivery, act: 'ask', after });
    return ok(rowOf(tx, { patientId, delivery, told: null }));
  });
  if (forwarded.ok) env.queue.wake();
  return forwarded;
}

/** Takes a forwarding back while no receiver has taken it; what was taken is corrected by a new version, forwarded again. */
export function withdrawForwarding(
  env: Environment,
  desk: Desk,
  patientId: string,
  oid: Oid,
): Result<DeliveryRow, Failure<'PAT-0002' | 'PAT-0005' | 'CER-0003'>> {
  const person = personOf(env, desk, patientId);
  if (!person.ok) return person;
  const taken = env.store.write((tx): Result<DeliveryRow, Failure<'CER-0003'>> => {
    const kept = tx.deliveries.ofPatient(patientId).find(({ delivery }) => delivery.oid === oid);
    if (kept === undefined || !mayWithdraw(rowOf(tx, kept))) return fail({ code: 'CER-0003' });
    // The queue takes one withdrawal of a forwarding; a refused one is decided on in the queue.
    if (tx.outbox.ofSubject(oid).some(({ act }) => act === 'forwardingWithdrawn')) return fail({ code: 'CER-0003' });
    enqueue(env, tx, desk, person.value, { delivery: kept.delivery, act: 'withdraw', after: [] });
    return ok(rowOf(tx, kept));
  });
  if (taken.ok) env.queue.wake();
  return taken;
}
