import type { DocumentReference, FhirResource } from 'fhir/r4.js';
import { type DisclosedRow } from '../../../shared/domain/consent/declaration.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import {
  type DisclosureQuestion,
  type DisclosureSearch,
  type NetFailure,
  type QueryContext,
} from '../../app/ports/kanta.port.ts';
import { instantOf } from '../../wire/fhir/fhir-time.ts';
import { readRefusal } from '../../wire/fhir/outcome.ts';
import { registerKindOf } from '../../wire/fhir/register-kind.ts';
import { ofType, oidOf, readBundle } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { encodeUtf8 } from '../../wire/xml/utf8.ts';
import { failureOf, type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

/** Rules of the simulator: no open service event proves the relationship; the authorisation does not hold. */
const REFUSALS = { 'SIM-DI-002': 'DIS-0001', 'SIM-DI-004': 'DIS-0005' } as const;

function refusalOf(json: unknown): 'DIS-0001' | 'DIS-0005' | null {
  const said = JSON.stringify(readRefusal(json));
  const rule = (Object.keys(REFUSALS) as (keyof typeof REFUSALS)[]).find(one => said.includes(one));
  return rule === undefined ? null : REFUSALS[rule];
}

function rowOf(document: DocumentReference): readonly DisclosedRow[] {
  const oid = oidOf(document.masterIdentifier);
  const createdAt = instantOf(document.date);
  const controllerOid = oidOf(document.custodian?.identifier);
  if (oid === null || createdAt === null || controllerOid === null) return [];
  return [
    {
      oid,
      createdAt,
      controllerOid,
      registerKind: registerKindOf(document),
      title: document.type?.text ?? '',
      authorName: document.author?.[0]?.display ?? '',
      controllerName: document.custodian?.display ?? '',
      serviceEventOid: oidOf(document.context?.encounter?.[0]?.identifier),
    },
  ];
}

/** What a repository gives of other registers: one question, one answer, decided by the service document by document. */
export async function askDisclosed(
  client: FhirClient,
  service: 'potilastieto' | 'kuva',
  { identityCode, purpose, reason, serviceEventOid, authorisationOid }: DisclosureQuestion,
  context: QueryContext,
): Promise<Result<readonly FhirResource[], NetFailure | Readonly<{ code: 'DIS-0001' | 'DIS-0005' }>>> {
  const text = (name: string, valueString: string) => (valueString === '' ? [] : [{ name, valueString }]);
  const parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patient', valueIdentifier: { system: SYSTEM.identityCode, value: identityCode } },
      ...text('purpose', purpose),
      ...text('reason', reason),
      ...text('authorisation', authorisationOid === null ? '' : oidUri(authorisationOid)),
      ...text('serviceEvent', serviceEventOid === null ? '' : oidUri(serviceEventOid)),
    ],
  };
  const reply = await client.ask({
    service,
    method: 'POST',
    path: '/DocumentReference/$disclose',
    body: encodeUtf8(JSON.stringify(parameters)),
    context,
    readOnly: true,
  });
  const refused = reply.at === 'answered' && reply.status === 403 ? refusalOf(reply.json) : null;
  if (refused !== null) return fail({ code: refused });
  if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
  const bundle = readBundle(reply.json, 'searchset');
  return bundle === null || bundle.next !== null ? fail({ code: 'NET-0003' }) : ok(bundle.resources);
}

/** The search in other registers: nothing is kept. */
export function createDisclosureSearch(client: FhirClient): DisclosureSearch {
  return {
    async search(question, context) {
      const found = await askDisclosed(client, 'potilastieto', question, context);
      return found.ok ? understood(() => ofType(found.value, 'DocumentReference').flatMap(rowOf)) : found;
    },
  };
}
