import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FhirResource } from 'fhir/r4.js';
import { type Patient } from '../../../shared/domain/people/person.ts';
import {
  type NetFailure,
  type PatientDataRepository,
  type QueryContext,
  type RecordPage,
} from '../../app/ports/kanta.port.ts';
import { readPatient } from '../../wire/fhir/people.codec.ts';
import {
  attachmentOf,
  providersToAsk,
  readRecordRows,
  readRecordVersions,
  readServiceEvents,
} from '../../wire/fhir/record-row.codec.ts';
import { ofType } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { type KantaConfig } from './config.ts';
import { type FhirClient, type PageFrom } from './fhir-client.ts';
import { type Reading, understood } from './reading.ts';

const SERVICE = 'potilastieto';
/** Pages of a patient's list that are followed: 20,000 documents. More is a service that links in a circle. */
const MOST_PAGES = 200;

const flat = <T>(result: Result<Result<T, NetFailure>, NetFailure>): Result<T, NetFailure> =>
  result.ok ? result.value : result;

/** The Patient Data Repository over FHIR. */
export function createPatientData(
  client: FhirClient,
  reading: Reading,
  documents: Pick<KantaConfig, 'readable' | 'readDocument'>,
): PatientDataRepository {
  /** One more page of both kinds; with what is known from the pages before it makes the list so far. */
  async function pageOf(
    patient: Patient,
    context: QueryContext,
    at: Readonly<{
      documents: PageFrom | null;
      encounters: PageFrom | null;
      known: readonly FhirResource[];
      pages: number;
    }>,
  ): Promise<Result<RecordPage, NetFailure>> {
    if (at.pages >= MOST_PAGES) return fail({ code: 'NET-0003' });
    const nothing = ok({ resources: [], next: null });
    const [documents, encounters] = await Promise.all([
      at.documents === null ? nothing : client.page(SERVICE, at.documents, context),
      at.encounters === null ? nothing : client.page(SERVICE, at.encounters, context),
    ]);
    if (!documents.ok) return documents;
    if (!encounters.ok) return encounters;
    const known = [...at.known, ...documents.value.resources, ...encounters.value.resources];
    const providers = understood(() => providersToAsk(known));
    if (!providers.ok) return providers;
    const organisations = await reading.organisations(SERVICE, providers.value, context);
    if (!organisations.ok) return organisations;
    const units = new Map([...organisations.value].map(([reference, { oid }]) => [reference, oid]));
    const next = (link: string | null): PageFrom | null => (link === null ? null : { next: link });
    const after = {
      documents: next(documents.value.next),
      encounters: next(encounters.value.next),
      known,
      pages: at.pages + 1,
    };
    const isLast = after.documents === null && after.encounters === null;
    return understood(() => ({
      rows: readRecordRows(known),
      serviceEvents: readServiceEvents(ofType(known, 'Encounter'), patient.id, units),
      more: isLast ? null : () => pageOf(patient, context, after),
    }));
  }

  return {
    async ofPatient(patient, context) {
      if (patient.identityCode === null) return ok({ rows: [], serviceEvents: [], more: null });
      const parameters = {
        'patient:identifier': `${SYSTEM.identityCode}|${patient.identityCode}`,
        _sort: '-date',
      };
      const from = (type: string): PageFrom => ({ type, parameters });
      return pageOf(patient, context, {
        documents: from('DocumentReference'),
        encounters: from('Encounter'),
        known: [],
        pages: 0,
      });
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
