import type { DocumentReference } from 'fhir/r4.js';
import { type DisclosedRow } from '../../../shared/domain/consent/declaration.ts';
import { fail } from '../../../shared/kernel/result.ts';
import { type DisclosureSearch } from '../../app/ports/kanta.port.ts';
import { instantOf } from '../../wire/fhir/fhir-time.ts';
import { readRefusal } from '../../wire/fhir/outcome.ts';
import { ofType, oidOf, readBundle } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { encodeUtf8 } from '../../wire/xml/utf8.ts';
import { failureOf, type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

const REGISTER_KIND = 'urn:oid:1.2.246.537.5.40150.2009';
const KINDS: Readonly<Record<string, DisclosedRow['registerKind']>> = {
  '2': 'publicHealth',
  '3': 'privateHealth',
  '4': 'occupationalHealth',
};
/** Rule of the simulator: no open service event proves the relationship. */
const NO_RELATION = 'SIM-DI-002';

function rowOf(document: DocumentReference): readonly DisclosedRow[] {
  const oid = oidOf(document.masterIdentifier);
  const createdAt = instantOf(document.date);
  const controllerOid = oidOf(document.custodian?.identifier);
  const codes = (document.category ?? []).flatMap(({ coding }) => coding ?? []);
  const registerKind = KINDS[codes.find(({ system }) => system === REGISTER_KIND)?.code ?? ''] ?? 'publicHealth';
  if (oid === null || createdAt === null || controllerOid === null) return [];
  return [
    {
      oid,
      createdAt,
      controllerOid,
      registerKind,
      title: document.type?.text ?? '',
      authorName: document.author?.[0]?.display ?? '',
      controllerName: document.custodian?.display ?? '',
      serviceEventOid: oidOf(document.context?.encounter?.[0]?.identifier),
    },
  ];
}

/** The search in other registers: one question, one answer, nothing kept. */
export function createDisclosureSearch(client: FhirClient): DisclosureSearch {
  return {
    async search({ identityCode, purpose, reason, serviceEventOid }, context) {
      const text = (name: string, valueString: string) => (valueString === '' ? [] : [{ name, valueString }]);
      const parameters = {
        resourceType: 'Parameters',
        parameter: [
          { name: 'patient', valueIdentifier: { system: SYSTEM.identityCode, value: identityCode } },
          ...text('purpose', purpose),
          ...text('reason', reason),
          ...text('serviceEvent', serviceEventOid === null ? '' : oidUri(serviceEventOid)),
        ],
      };
      const reply = await client.ask({
        service: 'potilastieto',
        method: 'POST',
        path: '/DocumentReference/$disclose',
        body: encodeUtf8(JSON.stringify(parameters)),
        context,
        readOnly: true,
      });
      if (
        reply.at === 'answered' &&
        reply.status === 403 &&
        JSON.stringify(readRefusal(reply.json)).includes(NO_RELATION)
      )
        return fail({ code: 'DIS-0001' });
      if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
      const bundle = readBundle(reply.json, 'searchset');
      if (bundle === null || bundle.next !== null) return fail({ code: 'NET-0003' });
      return understood(() => ofType(bundle.resources, 'DocumentReference').flatMap(rowOf));
    },
  };
}
