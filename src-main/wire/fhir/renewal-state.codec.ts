import type { FhirResource, Task } from 'fhir/r4.js';
import { type RenewalAsked } from '../../../shared/domain/lifecycle/renewal.machine.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { instantOf } from './fhir-time.ts';
import { oidOf, ofType } from './resources.ts';
import { SYSTEM } from './systems.ts';

/** Business status of a request's task; the numbers of 1.2.246.537.5.40106 are not public. */
const STATES: ReadonlyMap<string, RenewalAsked['state']> = new Map([
  ['renewal-sent', 'sent'],
  ['renewal-received', 'received'],
  ['renewal-renewed', 'renewed'],
  ['renewal-rejected', 'rejected'],
  ['renewal-returned', 'returned'],
  ['renewal-expired', 'expired'],
  ['cancelled', 'withdrawn'],
]);

const stateOf = (task: Task): RenewalAsked['state'] | undefined =>
  STATES.get(task.businessStatus?.coding?.find(({ system }) => system === SYSTEM.workflow)?.code ?? '');

/** The newest request of each prescription, by its set id. What cannot be told apart is left out: it stands in no way. */
export function readRenewals(resources: readonly FhirResource[]): ReadonlyMap<Oid, RenewalAsked> {
  const newest = new Map<Oid, RenewalAsked>();
  for (const task of ofType(resources, 'Task')) {
    const setId = task.intent === 'proposal' ? oidOf(task.focus?.identifier) : null;
    const [state, requestedAt] = [stateOf(task), instantOf(task.authoredOn)];
    if (setId === null || state === undefined || requestedAt === null) continue;
    const before = newest.get(setId);
    if (before !== undefined && before.requestedAt > requestedAt) continue;
    const endsAt = instantOf(task.restriction?.period?.end);
    newest.set(setId, { state, requestedAt, endsAt, ground: task.statusReason?.text ?? '' });
  }
  return newest;
}
