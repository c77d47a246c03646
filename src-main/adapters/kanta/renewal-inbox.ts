import type { Parameters, Task } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type RenewalInboxItem } from '../../../shared/domain/prescribing/renewal.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { type NetFailure, type RenewalInbox } from '../../app/ports/kanta.port.ts';
import { oidOf, oidUnder, ofType } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { failureOf, type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

const SERVICE = 'resepti';
const LOGICAL_ID = /^[A-Za-z0-9.-]{1,64}$/;
const STATES: Readonly<Record<string, RenewalInboxItem['state']>> = { requested: 'sent', received: 'received' };

/** Type 8 of 1.2.246.537.5.40105.2006. */
const REQUEST = `${SYSTEM.messageType}|8`;

/** An operation without parameters: an array without elements is none in FHIR. */
const NO_PARAMETERS = new Uint8Array(Buffer.from(JSON.stringify({ resourceType: 'Parameters' } satisfies Parameters)));

/** One request; null for a task that is not open or that cannot be told apart. */
function itemOf(task: Task): RenewalInboxItem | null {
  const state = STATES[task.status];
  const requestOid = oidUnder(task.identifier, SYSTEM.uri);
  const prescriptionSetId = oidOf(task.focus?.identifier);
  const patientIdentityCode = task.for?.identifier?.system === SYSTEM.identityCode ? task.for.identifier.value : null;
  const requestedMs = Date.parse(task.authoredOn ?? '');
  if (!LOGICAL_ID.test(task.id ?? '') || state === undefined || requestOid === null || prescriptionSetId === null)
    return null;
  if (patientIdentityCode === undefined || patientIdentityCode === null || Number.isNaN(requestedMs)) return null;
  const endMs = Date.parse(task.restriction?.period?.end ?? '');
  return {
    id: task.id ?? '',
    requestOid,
    prescriptionSetId,
    patientIdentityCode,
    state,
    requestedAt: instantOfMs(requestedMs),
    endsAt: Number.isNaN(endMs) ? null : instantOfMs(endMs),
    message: task.input?.find(({ type }) => type.text === 'viesti')?.valueString ?? '',
  };
}

/** Renewal requests of the own unit over FHIR tasks. */
export function createRenewalInbox(client: FhirClient): RenewalInbox {
  return {
    async list(context) {
      const found = await client.search(
        SERVICE,
        'Task',
        { 'owner:identifier': `${SYSTEM.uri}|${oidUri(context.organisationOid)}`, code: REQUEST },
        context,
      );
      if (!found.ok) return found;
      return understood(() => ofType(found.value, 'Task').flatMap(task => itemOf(task) ?? []));
    },
    async receive(id, context): Promise<Result<RenewalInboxItem, NetFailure | Readonly<{ code: 'RNW-0001' }>>> {
      const reply = await client.ask({
        service: SERVICE,
        method: 'POST',
        path: `/Task/${id}/$accept`,
        body: NO_PARAMETERS,
        context,
        // It may be repeated: the same answer comes again.
        readOnly: true,
      });
      if (reply.at === 'answered' && (reply.status === 409 || reply.status === 404)) return fail({ code: 'RNW-0001' });
      if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
      const read = understood(() => itemOf(reply.json as Task));
      if (!read.ok) return read;
      return read.value === null ? fail({ code: 'NET-0003' }) : ok(read.value);
    },
  };
}
