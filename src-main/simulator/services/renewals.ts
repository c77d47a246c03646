import type { Parameters, Task } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Answer, etag, resourceAnswer } from '../rest/answer.ts';
import { type Outcome, type Problem, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { SYSTEM } from '../names.ts';
import { ANSWER_DAYS, type RequestAct, requestAfter } from '../rules/renewal.machine.ts';
import { outcomeOf } from '../rules/renewal-answer.rules.ts';
import { STATE } from '../rules/state.ts';
import { type Kept } from '../search/repository.ts';
import { fhirDateTime } from '../time.ts';
import { requestState, stateOf } from '../views/renewal.view.ts';
import { type Call, type World } from '../world.ts';
import { recordAccess } from './audit.ts';
import { readResource } from './bundle.ts';
import { type Examined } from './intake.ts';
import { samePatient } from './patients.ts';

const DAY_MS = 24 * 3_600_000;
/** Setting that says when the next received request is too old. */
const NEXT_END = 'renewals-next-end-ms';

export const isRenewal = (task: Task): boolean =>
  task.intent === 'proposal' && (task.code?.coding ?? []).some(c => c.system === SYSTEM.messageType && c.code === '8');

const byOid = (world: World, oid: string): Kept<Task> | null =>
  world.repository.byIdentifier<Task>('Task', `${SYSTEM.uri}|urn:oid:${oid}`).find(isRenewal) ?? null;

const isAsked = (world: World, task: Task, organisation: string): boolean =>
  task.owner?.reference === `Organization/${world.store.register.organisation(organisation)?.resourceId ?? ''}`;

/** Changes the state by the table of the requests, or says why not. */
function step(
  world: World,
  task: Kept<Task>,
  act: RequestAct,
  organisation: string | null,
  nowMs: number,
  change: Partial<Task>,
): Result<Kept<Task>, readonly Problem[]> {
  const state = requestState(task);
  const party = organisation === null ? 'centre' : isAsked(world, task, organisation) ? 'asked' : 'other';
  const next = state === null ? null : requestAfter(state, act, party);
  if (next === null || next === 'none') return fail([STATE.renewalClosed]);
  return ok(
    world.repository.update<Task>(
      { ...task, ...stateOf(next), ...change, id: task.id, lastModified: fhirDateTime(nowMs) },
      nowMs,
    ),
  );
}

const endOf = (task: Task): number => Date.parse(task.restriction?.period?.end ?? '');

function log(world: World, call: Call, task: Task): void {
  const patient = /^Patient\/(.+)$/.exec(task.for?.reference ?? '')?.[1];
  recordAccess(world, call, {
    interaction: 'operation',
    action: 'E',
    outcome: '0',
    patients: patient === undefined ? [] : [patient],
    documents: [],
  });
}

/** The asked unit takes a request into work: from then on it has eight days. Taken again it is as it was. */
function acceptRenewal(world: World, call: Call, task: Kept<Task>): Outcome<Answer> {
  if (!isAsked(world, task, call.caller.organisation)) return refuse(403, TEXTS.notYours);
  return world.store.attempt(() => {
    const again = requestState(task) === 'received';
    const endMs = call.nowMs + ANSWER_DAYS * DAY_MS;
    const taken = again
      ? ok(task)
      : step(world, task, 'receive', call.caller.organisation, call.nowMs, {
          restriction: { period: { start: fhirDateTime(call.nowMs), end: fhirDateTime(endMs) } },
        });
    if (!taken.ok) return refuse(409, ...taken.error);
    const known = Number(world.store.settings.get(NEXT_END) ?? Infinity);
    if (!again && endMs < known) world.store.settings.set(NEXT_END, String(endMs));
    log(world, call, task);
    return ok(resourceAnswer(200, taken.value, { ETag: etag(taken.value.meta.versionId) }));
  });
}

/** Rejected with the prescriber's ground, or returned to whoever asked, because another unit has to answer. */
function rejectRenewal(
  world: World,
  call: Call,
  task: Kept<Task>,
  outcome: string | null,
  ground: string | null,
): Outcome<Answer> {
  if (!isAsked(world, task, call.caller.organisation)) return refuse(403, TEXTS.notYours);
  if (outcome !== 'rejected' && outcome !== 'returned')
    return refuse(422, { ...TEXTS.badParameter, code: 'code-invalid', diagnostics: 'outcome' });
  if (ground === null || ground.trim() === '') return refuse(422, STATE.reasonMissing);
  return world.store.attempt(() => {
    if (requestState(task) === outcome && task.statusReason?.text === ground) return ok({ status: 204 });
    const done = step(world, task, outcome, call.caller.organisation, call.nowMs, { statusReason: { text: ground } });
    if (!done.ok) return refuse(409, ...done.error);
    log(world, call, task);
    return ok({ status: 204 });
  });
}

/** `$accept` takes a request into work, `$reject` answers it with a ground and without a prescription. */
export function renewalOperation(
  world: World,
  call: Call,
  task: Kept<Task>,
  name: '$accept' | '$reject',
): Outcome<Answer> {
  const read = readResource<Parameters>(call.body, 'Parameters');
  if (!read.ok) return read;
  if (name === '$accept') return acceptRenewal(world, call, task);
  const given = (wanted: string): string | null =>
    read.value.parameter?.find(p => p.name === wanted)?.valueString ?? null;
  return rejectRenewal(world, call, task, given('outcome'), given('reason'));
}

/**
 * A prescription that names a request answers it (relatedDocument APND to a type 8 document): the request must wait here,
 * at the unit that sends, and be for this patient. @returns null when the document names no request
 */
export function answerByPrescription(
  world: World,
  call: Call,
  document: Readonly<{ related: Readonly<{ kind: string; oid: string | null }> | null; setId: string }>,
  patientId: string,
): Result<null, readonly Problem[]> {
  const { related } = document;
  const task = related?.kind === 'APND' && related.oid !== null ? byOid(world, related.oid) : null;
  if (task === null) return ok(null);
  if (task.for?.reference !== `Patient/${patientId}`) return fail([STATE.otherPatient]);
  const done = step(world, task, 'renewed', call.caller.organisation, call.nowMs, {
    output: [
      {
        type: { text: 'uusi resepti' },
        valueIdentifier: { system: SYSTEM.prescriptionSetId, value: `urn:oid:${document.setId}` },
      },
    ],
  });
  return done.ok ? ok(null) : done;
}

/** The prescription that the request asks to renew. */
const isAbout = (task: Task, setId: string): boolean => task.focus?.identifier?.value === `urn:oid:${setId}`;

/**
 * A signed answer that gives no prescription (message type 9): the request must wait here, at the unit that sends, be for this
 * patient and about this prescription.
 */
export function answerByDocument(
  world: World,
  call: Call,
  { header, content }: Examined & { content: Extract<Examined['content'], { kind: 'renewalAnswer' }> },
): Result<string, readonly Problem[]> {
  const { request, prescription, ground } = content.body;
  const outcome = outcomeOf(content.body);
  const task = request === null ? null : byOid(world, request.oid);
  if (task === null || outcome === null || ground === null) return fail([STATE.renewalClosed]);
  const patientId = /^Patient\/(.+)$/.exec(task.for?.reference ?? '')?.[1];
  if (patientId === undefined || !samePatient(world, patientId, header.patient)) return fail([STATE.otherPatient]);
  if (!isAbout(task, prescription?.setId ?? prescription?.oid ?? '')) return fail([STATE.unknownPrescription]);
  const done = step(world, task, outcome, call.caller.organisation, call.nowMs, { statusReason: { text: ground } });
  return done.ok ? ok(patientId) : done;
}

/** What was received and not answered in eight days ends by itself. */
export function expireRenewals(world: World, nowMs: number): void {
  if (nowMs < Number(world.store.settings.get(NEXT_END) ?? Infinity)) return;
  world.store.write(() => {
    const received = allRenewals(world).filter(task => requestState(task) === 'received');
    for (const task of received.filter(each => endOf(each) <= nowMs)) step(world, task, 'too-old', null, nowMs, {});
    const next = Math.min(...received.map(endOf).filter(endMs => endMs > nowMs));
    world.store.settings.set(NEXT_END, String(next));
  });
}

function allRenewals(world: World): readonly Kept<Task>[] {
  const oids = (world.store.settings.get('renewals') ?? '').split(' ').filter(oid => oid !== '');
  return oids.flatMap(oid => byOid(world, oid) ?? []);
}

/** Remembers that there is a request under this OID. */
export function noteRenewal(world: World, oid: string): void {
  const known = world.store.settings.get('renewals') ?? '';
  world.store.settings.set('renewals', `${known} ${oid}`.trim());
}
