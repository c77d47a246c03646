/** Forwarding of certificates out of health care: taken, and taken back while the receiver has not fetched it. */
import type { Communication, DocumentReference } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { readXml } from '../../wire/xml/xml.ts';
import { readRecordDocument } from '../cda/record.codec.ts';
import { SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { FORWARDING, KNOWN_FORMS } from '../rules/certificate.rules.ts';
import { type Kept } from '../search/repository.ts';
import { fhirSpan } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { type SubmittedDelivery } from './bundle.ts';
import { controllerOf } from './controllers.ts';
import { patientByHetu } from './patients.ts';

export type DeliveryActed = Readonly<{
  communication: Kept<Communication>;
  patientId: string;
  created: boolean;
  changed: boolean;
}>;
type Outcome = Result<DeliveryActed, Readonly<{ status?: number; problems: readonly Problem[] }>>;

const refused = (...problems: readonly Problem[]): Outcome => fail({ problems });
const bare = (value: string | undefined): string => value?.replace(/^urn:oid:/, '') ?? '';
const tokenOf = ({ identifier }: Communication): string => `${identifier?.[0]?.system}|${identifier?.[0]?.value}`;
const documentOf = ({ payload }: Communication): string => bare(payload?.[0]?.contentReference?.identifier?.value);
const receiverOf = ({ recipient }: Communication): string => bare(recipient?.[0]?.identifier?.value);

/** What the certificate itself says against being forwarded to this receiver. */
function againstDocument(world: World, call: Call, sent: Communication, patientId: string): readonly Problem[] {
  const oid = documentOf(sent);
  const head = world.store.documents.head(oid);
  const reference = head && world.repository.read<DocumentReference>('DocumentReference', head.referenceId);
  const bytes = head && world.store.documents.bytes(oid);
  if (!head || !reference || !bytes || head.service !== 'potilastieto') return [FORWARDING.noDocument];
  const own = controllerOf(world.store, call.caller.organisation);
  if (controllerOf(world.store, head.organisation) !== own) return [FORWARDING.controller];
  if (head.patientId !== patientId) return [FORWARDING.person];
  if (reference.status !== 'current' || reference.docStatus === 'entered-in-error') return [FORWARDING.notNewest];
  const read = readXml(bytes, readRecordDocument);
  const form = read.ok ? KNOWN_FORMS.get(read.value.certificate?.form ?? '') : undefined;
  if (form === undefined) return [FORWARDING.noForm];
  if (form.receiver !== receiverOf(sent)) return [FORWARDING.receiver];
  const isTwice = world.store.deliveries
    .ofDocument(oid)
    .some(({ receiver, state }) => receiver === form.receiver && (state === 'waiting' || state === 'delivered'));
  return isTwice ? [FORWARDING.twice] : [];
}

/** Takes a forwarding, or takes it back. Asked again it is the known one. Inside the transaction of its submission. */
export function actOnDelivery(world: World, call: Call, { communication: sent, change }: SubmittedDelivery): Outcome {
  const hetu = sent.subject?.identifier?.system === SYSTEM.hetu ? (sent.subject.identifier.value ?? '') : '';
  const patient = patientByHetu(world, hetu);
  if (patient === null) return refused(FORWARDING.person);
  const [known] = world.repository.byIdentifier<Communication>('Communication', tokenOf(sent));
  if (change !== null) return takeBack(world, call, { sent, known: known ?? null, version: change.version });
  if (known) return ok({ communication: known, patientId: patient.id, created: false, changed: false });
  const asksWhy = (sent.reasonCode ?? []).some(({ text }) => (text ?? '').trim() !== '');
  const isAhead = (fhirSpan(sent.sent ?? '')?.fromMs ?? Number.POSITIVE_INFINITY) > call.nowMs + 5 * 60_000;
  if (sent.status !== 'in-progress' || !asksWhy || isAhead) return refused(FORWARDING.form);
  const problems = againstDocument(world, call, sent, patient.id);
  if (problems.length > 0) return refused(...problems);
  const { id: _id, ...rest } = sent;
  const communication = world.repository.create<Communication>(
    { ...rest, subject: { ...sent.subject, reference: `Patient/${patient.id}` } },
    call.nowMs,
  );
  world.store.deliveries.add({
    resourceId: communication.id,
    documentOid: documentOf(sent),
    receiver: receiverOf(sent),
    organisation: controllerOf(world.store, call.caller.organisation),
    patientId: patient.id,
    state: 'waiting',
    askedMs: call.nowMs,
  });
  return ok({ communication, patientId: patient.id, created: true, changed: true });
}

type TakenBack = Readonly<{ sent: Communication; known: Kept<Communication> | null; version: number }>;

function takeBack(world: World, call: Call, { sent, known, version }: TakenBack): Outcome {
  const row = known && world.store.deliveries.get(known.id);
  if (!known || !row || row.organisation !== controllerOf(world.store, call.caller.organisation))
    return refused(FORWARDING.unknown);
  const same = documentOf(sent) === documentOf(known) && receiverOf(sent) === receiverOf(known);
  if (sent.status !== 'stopped' || !same) return refused(FORWARDING.form);
  if (row.state === 'withdrawn')
    return ok({ communication: known, patientId: row.patientId, created: false, changed: false });
  if (row.state !== 'waiting') return refused(FORWARDING.taken);
  if (known.meta.versionId !== String(version)) return fail({ status: 412, problems: [TEXTS.matchOld] });
  const communication = world.repository.update<Communication>({ ...known, status: 'stopped' }, call.nowMs);
  world.store.deliveries.settle(known.id, 'withdrawn');
  return ok({ communication, patientId: row.patientId, created: false, changed: true });
}

/** A forwarding is told to whoever asked for it, by the repository that took it; an informing by the service of wills. */
export function maySeeCommunication(world: World, call: Call, { id }: Communication): boolean {
  const row = world.store.deliveries.get(id ?? '');
  if (row === null) return call.service === 'tahdonilmaisu';
  return call.service === 'potilastieto' && row.organisation === controllerOf(world.store, call.caller.organisation);
}
