import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type NetFailure, type PatientDataRepository } from '../../app/ports/kanta.port.ts';
import { readPatient } from '../../wire/fhir/people.codec.ts';
import { attachmentOf, providersToAsk, readRecordRows, readRecordVersions, readServiceEvent } from '../../wire/fhir/record-row.codec.ts';
import { ofType } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { type KantaConfig } from './config.ts';
import { type FhirClient } from './fhir-client.ts';
import { type Reading, understood } from './reading.ts';

const SERVICE = 'potilastieto';

const flat = <T>(result: Result<Result<T, NetFailure>, NetFailure>): Result<T, NetFailure> =>
  result.ok ? result.value : result;

/** The Patient Data Repository over FHIR. */
export function createPatientData(
  client: FhirClient,
  reading: Reading,
  documents: Pick<KantaConfig, 'readable' | 'readDocument'>,
): PatientDataRepository {
  return {
    async ofPatient(patient, context) {
      if (patient.identityCode === null) return ok({ rows: [], serviceEvents: [] });
      const who = { 'patient:identifier': `${SYSTEM.identityCode}|${patient.identityCode}` };
      const [documents, encounters] = await Promise.all([
        client.search(SERVICE, 'DocumentReference', who, context),
        client.search(SERVICE, 'Encounter', who, context),
      ]);
      if (!documents.ok) return documents;
      if (!encounters.ok) return encounters;
      const providers = understood(() => providersToAsk(encounters.value));
      if (!providers.ok) return providers;
      const organisations = await reading.organisations(SERVICE, providers.value, context);
      if (!organisations.ok) return organisations;
      const units = new Map([...organisations.value].map(([reference, { oid }]) => [reference, oid]));
      return understood(() => ({
        rows: readRecordRows(documents.value),
        serviceEvents: ofType(encounters.value, 'Encounter').flatMap(encounter => {
          const event = readServiceEvent(encounter, patient.id, units);
          return event === null ? [] : [event];
        }),
      }));
    },

    async read(documentOid, context) {
      const found = await client.search(
        SERVICE,
        'DocumentReference',
        { identifier: `${SYSTEM.uri}|${oidUri(documentOid)}` },
        context,
      );
      if (!found.ok) return found;
      const attachment = understood(() => {
        const [document] = ofType(found.value, 'DocumentReference');
        return document === undefined ? null : attachmentOf(document);
      });
      if (!attachment.ok) return attachment;
      if (attachment.value === null) return fail({ code: 'NET-0003' });
      const bytes = await reading.document(SERVICE, attachment.value, context);
      if (!bytes.ok) return bytes;
      const content = documents.readDocument(bytes.value);
      // Another document under this identifier: the service says one thing and the document another.
      if (content.ok && content.value.content.oid !== documentOid) return fail({ code: 'NET-0003' });
      return ok({
        readable: documents.readable(bytes.value),
        content: content.ok && content.value.kind === 'record' ? content.value.content : null,
      });
    },

    async versions(patient, setId, context) {
      if (patient.identityCode === null) return ok([]);
      const found = await client.search(
        SERVICE,
        'DocumentReference',
        {
          'patient:identifier': `${SYSTEM.identityCode}|${patient.identityCode}`,
          identifier: `${SYSTEM.documentSet}|${oidUri(setId)}`,
        },
        context,
      );
      return found.ok ? understood(() => readRecordVersions(found.value)) : found;
    },

    async findPatient(identityCode, context) {
      const found = await client.search(
        SERVICE,
        'Patient',
        { identifier: `${SYSTEM.identityCode}|${identityCode}` },
        context,
      );
      if (!found.ok) return found;
      return flat(
        understood((): Result<ReturnType<typeof readPatient>, NetFailure> => {
          const people = ofType(found.value, 'Patient').map(readPatient);
          const [person] = people;
          if (person === undefined) return ok(null);
          return people.length === 1 && person?.identityCode === identityCode ? ok(person) : fail({ code: 'NET-0003' });
        }),
      );
    },
  };
}
