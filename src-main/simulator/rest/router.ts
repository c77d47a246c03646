import type { Task } from 'fhir/r4.js';
import { acceptTask, rejectTask } from '../services/holds.ts';
import { searchAccesses } from '../services/audit.ts';
import { OFFERED, READ_ONLY, type Interaction } from '../services/capabilities.ts';
import { disclose, isDecided } from '../services/disclosure.ts';
import { history, nextPage, read, readBinary, readVersion, search, validate } from '../services/interactions.ts';
import { listOperationIn, medicationList, prescriptionsMetadata } from '../services/prescription-metadata.ts';
import { isRenewal, renewalOperation } from '../services/renewals.ts';
import { mayAsk, reasonOf } from '../rules/query-reasons.ts';
import { isPharmacy, knownCaller, mayActNow } from '../services/rights.ts';
import { readReceipt, submit } from '../services/submission.ts';
import { SUPERVISION } from '../trust/token.ts';
import { type Call, type World } from '../world.ts';
import { type Answer } from './answer.ts';
import { type Outcome, type Refusal, refuse } from './refusal.ts';
import { TEXTS } from './texts.ts';

const ID = /^[A-Za-z0-9.-]{1,64}$/;

const notAllowed = (allow: string): { ok: false; error: Refusal } => ({
  ok: false,
  error: { status: 405, problems: [TEXTS.wrongMethod], headers: { Allow: allow } },
});

/** What kind of body an address takes; `null` for addresses without one. */
export function wantedContentType(method: string, path: readonly string[]): string | null {
  if (method !== 'POST' && method !== 'PUT') return null;
  return path.at(-1) === '_search' ? 'application/x-www-form-urlencoded' : 'application/fhir+json';
}

/** True for acts that change something: they need a message id, and their answer can be lost on purpose. */
export const isWrite = (method: string, path: readonly string[]): boolean =>
  method === 'PUT' ||
  (method === 'POST' && (path.length === 0 || path.at(-1) === '$accept' || path.at(-1) === '$reject'));

/** One authenticated request to its interaction. Documents are judged by the right at signing; everything else by the right of today. */
export function route(world: World, call: Call): Outcome<Answer> {
  const known = knownCaller(world.store, call.caller);
  if (!known.ok) return known;
  const reason = reasonOf(call.caller.reason);
  const pharmacy = isPharmacy(world.store, call.caller.organisation);
  if (call.service === 'resepti' && (reason === null || !mayAsk(reason, pharmacy)))
    return refuse(403, { ...TEXTS.noReason, kanta: '5Y00009' });
  const isSubmission = call.path.length === 0;
  if (isSubmission && call.method !== 'POST') return notAllowed('POST');
  if (!isSubmission && call.service !== 'rooli') {
    const allowed = mayActNow(world.store, call.caller, call.nowMs);
    if (!allowed.ok) return allowed;
  }
  if (isSubmission) return READ_ONLY.has(call.service) ? notAllowed('GET') : submit(world, call);
  return onType(world, call);
}

function onType(world: World, call: Call): Outcome<Answer> {
  const [type = '', second, third, fourth, ...more] = call.path;
  if (type === '_page') return call.method === 'GET' ? nextPage(world, call, second ?? '') : notAllowed('GET');
  const list = call.service === 'resepti' && second === undefined ? listOperationIn(type) : null;
  if (list !== null) return call.method === 'POST' ? medicationList(world, call, list) : notAllowed('POST');
  const rules = Object.hasOwn(OFFERED[call.service], type) ? OFFERED[call.service][type] : undefined;
  if (!rules || more.length > 0) return refuse(404, TEXTS.notFound);
  const offers = (interaction: Interaction) => rules.interactions.includes(interaction);
  if (second === undefined) return notAllowed('POST');
  if (second === '_search' || second.startsWith('$')) {
    if (third !== undefined) return refuse(404, TEXTS.notFound);
    if (call.method !== 'POST') return notAllowed('POST');
    if (second === '_search') {
      if (!offers('search-type')) return refuse(404, TEXTS.notFound);
      // The log of use is for supervision; notifications of disclosures are searched by the person they are of.
      const isLog = type === 'AuditEvent' && (call.service !== 'sosiaali' || call.caller.reason === SUPERVISION);
      return isLog ? searchAccesses(world, call) : search(world, call, type);
    }
    if (second === '$validate') return validate(world, call, type);
    if (second === '$disclose' && type === 'DocumentReference' && isDecided(call.service)) return disclose(world, call);
    return second === '$get-prescriptions-metadata' && type === 'MedicationRequest'
      ? prescriptionsMetadata(world, call)
      : refuse(404, TEXTS.notFound);
  }
  if (!ID.test(second)) return refuse(404, TEXTS.notFound);
  if (third?.startsWith('$')) return operation(world, call, type, second, third, fourth);
  if (call.method !== 'GET') return notAllowed('GET');
  if (third === undefined)
    return !offers('read')
      ? refuse(404, TEXTS.notFound)
      : type === 'Binary'
        ? readBinary(world, call, second)
        : type === 'Bundle'
          ? readReceipt(world, second)
          : read(world, call, type, second);
  if (third !== '_history') return refuse(404, TEXTS.notFound);
  if (fourth === undefined)
    return offers('history-instance') ? history(world, call, type, second) : refuse(404, TEXTS.notFound);
  return offers('vread') ? readVersion(world, call, type, second, fourth) : refuse(404, TEXTS.notFound);
}

function operation(
  world: World,
  call: Call,
  type: string,
  id: string,
  name: string,
  rest: string | undefined,
): Outcome<Answer> {
  if (type !== 'Task' || rest !== undefined || (name !== '$accept' && name !== '$reject'))
    return refuse(404, TEXTS.notFound);
  if (call.method !== 'POST') return notAllowed('POST');
  if (call.requestId === null) return refuse(400, { ...TEXTS.badHeader, diagnostics: 'X-Request-Id' });
  const task = world.repository.read<Task>('Task', id);
  if (task !== null && isRenewal(task)) return renewalOperation(world, call, task, name);
  return name === '$accept' ? acceptTask(world, call, id) : rejectTask(world, call, id);
}
