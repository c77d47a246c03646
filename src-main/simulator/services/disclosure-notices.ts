/** Notifications of what was handed over outside Kanta: taken once, never changed, shown to the controller that tells of them. */
import canonicalize from 'canonicalize';
import type { AuditEvent, AuditEventEntity } from 'fhir/r4.js';
import { isOid } from '../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { DISCLOSURE_KINDS, NOTICE } from '../rules/disclosure-notice.rules.ts';
import { SOCIAL } from '../rules/social.rules.ts';
import { type Kept } from '../search/repository.ts';
import { fhirSpan } from '../time.ts';
import { signedBeside } from '../trust/detached-signature.ts';
import { type Call, type World } from '../world.ts';
import { type SubmittedNotice } from './bundle.ts';
import { controllerOf } from './controllers.ts';
import { patientByHetu } from './patients.ts';
import { isLiveHere, mayUse } from './social-acts.ts';

export type NoticeStored = Readonly<{ event: Kept<AuditEvent>; patientId: string; created: boolean }>;

/** Clocks may differ by so much. */
const TOLERANCE_MS = 5 * 60_000;
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';

const bare = (value: string | undefined): string => value?.replace(/^urn:oid:/, '') ?? '';
const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';

const agentOf = ({ agent }: AuditEvent, code: string): AuditEvent['agent'][number] | undefined =>
  agent.find(({ type }) => type?.coding?.some(coding => coding.system === DICOM && coding.code === code));
const entitiesOf = ({ entity = [] }: AuditEvent, role: string): readonly AuditEventEntity[] =>
  entity.filter(one => one.role?.code === role);
const detailOf = (report: AuditEventEntity | undefined, type: string): string | null =>
  report?.detail?.find(one => one.type === type)?.valueString ?? null;

const discloserOf = (event: AuditEvent): string => bare(agentOf(event, '110153')?.who?.identifier?.value);
const reportOf = (event: AuditEvent): AuditEventEntity | undefined => entitiesOf(event, '3')[0];

function isWhole(event: AuditEvent, nowMs: number): boolean {
  const startMs = fhirSpan(event.period?.start ?? '')?.fromMs ?? Number.POSITIVE_INFINITY;
  const data = entitiesOf(event, '4');
  return (
    event.type.system === DICOM &&
    event.type.code === '110106' &&
    DISCLOSURE_KINDS.has(event.subtype?.[0]?.code ?? '') &&
    startMs <= nowMs + TOLERANCE_MS &&
    !isBlank(agentOf(event, '110152')?.who?.display) &&
    !isBlank(event.purposeOfEvent?.[0]?.text) &&
    data.length > 0 &&
    data.every(({ description }) => !isBlank(description))
  );
}

/** What the sender's system signed: the notification without what the service adds. */
function signedText(event: AuditEvent): Uint8Array {
  const { id: _id, meta: _meta, text: _text, ...signed } = event;
  return Buffer.from(canonicalize(signed) ?? '');
}

/** Takes one notification; asked again with the same content it is the known one. Inside the transaction of its submission. */
export function actOnNotice(
  world: World,
  call: Call,
  { event, provenance }: SubmittedNotice,
): Result<NoticeStored, readonly Problem[]> {
  const person = entitiesOf(event, '1').find(({ type }) => type?.code === '1')?.what?.identifier;
  const patient = person?.system === SYSTEM.hetu ? patientByHetu(world, person.value ?? '') : null;
  if (patient === null) return fail([SOCIAL.person]);
  const report = reportOf(event);
  const own = bare(report?.what?.identifier?.value);
  const controller = discloserOf(event);
  const problems: Problem[] = [];
  if (!isOid(own) || !isWhole(event, call.nowMs)) problems.push(NOTICE.form);
  if (world.store.register.organisation(call.caller.organisation)?.kind !== 'social') problems.push(SOCIAL.sender);
  if (mayUse(world, call, controller, detailOf(report, 'relationship')) !== null) problems.push(NOTICE.discloser);
  if (!isLiveHere(world, call, controller, detailOf(report, 'serviceTask'))) problems.push(SOCIAL.notLive);
  const sealer = signedBeside(world.trust, provenance, signedText(event), 'system');
  if (sealer !== call.caller.organisation) problems.push(NOTICE.seal);
  if (problems.length > 0) return fail(problems);
  const [known] = world.repository.byKey<AuditEvent>('AuditEvent', 'entity', `${SYSTEM.uri}|urn:oid:${own}`);
  if (known !== undefined)
    return Buffer.from(signedText(known)).equals(signedText(event))
      ? ok({ event: known, patientId: patient.id, created: false })
      : fail([NOTICE.known]);
  const { id: _id, ...sent } = event;
  const stored = world.repository.create<AuditEvent>(sent, call.nowMs);
  return ok({ event: stored, patientId: patient.id, created: true });
}

/** A notification is the discloser's: other controllers are not told that it exists. */
export const maySeeNotice = (world: World, call: Call, event: AuditEvent): boolean =>
  call.service === 'sosiaali' && controllerOf(world.store, call.caller.organisation) === discloserOf(event);
