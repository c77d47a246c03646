import type { FhirResource } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type ImagingStudy } from '../../../shared/domain/records/imaging.ts';
import { type ImagingRepository, type NetFailure, type QueryContext } from '../../app/ports/kanta.port.ts';
import { readKeyObjects } from '../../wire/dicom/key-objects.codec.ts';
import { readImagingStudies, studiesBehind } from '../../wire/fhir/imaging.codec.ts';
import { attachmentOf } from '../../wire/fhir/record-row.codec.ts';
import { ofType } from '../../wire/fhir/resources.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { askDisclosed } from './disclosure-search.ts';
import { type FhirClient } from './fhir-client.ts';
import { type Reading, understood } from './reading.ts';

const SERVICE = 'kuva';
/** UIDs in one search; an address list that is longer goes in pieces. */
const AT_ONCE = 50;

/** The Imaging Data Repository's registry over FHIR; what was written about a study comes from the Patient Data Repository. */
export function createImagingRepository(client: FhirClient, reading: Reading): ImagingRepository {
  /** Everything of a type by study UIDs, in pieces. */
  async function byStudy(
    service: 'kuva' | 'potilastieto',
    type: string,
    parameter: string,
    uids: readonly Oid[],
    context: QueryContext,
  ): Promise<Result<readonly FhirResource[], NetFailure>> {
    const found: FhirResource[] = [];
    for (let from = 0; from < uids.length; from += AT_ONCE) {
      const values = uids.slice(from, from + AT_ONCE).map(uid => `${SYSTEM.dicomUid}|${oidUri(uid)}`);
      const some = await client.search(service, type, { [parameter]: values.join(',') }, context);
      if (!some.ok) return some;
      found.push(...some.value);
    }
    return ok(found);
  }

  async function studies(
    manifests: readonly FhirResource[],
    context: QueryContext,
  ): Promise<Result<readonly ImagingStudy[], NetFailure>> {
    const uids = understood(() => studiesBehind(manifests));
    if (!uids.ok) return uids;
    const [found, papers] = await Promise.all([
      byStudy(SERVICE, 'ImagingStudy', 'identifier', uids.value, context),
      byStudy('potilastieto', 'DocumentReference', 'related:identifier', uids.value, context),
    ]);
    if (!found.ok) return found;
    // Without the other repository the studies are still told: their statements then stand as not known.
    const about = papers.ok ? papers.value : [];
    return understood(() => readImagingStudies([...manifests, ...found.value, ...about], papers.ok));
  }

  return {
    async ofPatient(patient, context) {
      if (patient.identityCode === null) return ok([]);
      const own = await client.search(
        SERVICE,
        'DocumentReference',
        { 'patient:identifier': `${SYSTEM.identityCode}|${patient.identityCode}` },
        context,
      );
      return own.ok ? studies(own.value, context) : own;
    },
    async disclosed(question, context) {
      const manifests = await askDisclosed(client, SERVICE, question, context);
      return manifests.ok ? studies(manifests.value, context) : manifests;
    },
    async keyObjects({ uid, manifestOid }, context) {
      if (manifestOid === null) return fail({ code: 'IMG-0001' });
      const found = await client.search(
        SERVICE,
        'DocumentReference',
        { identifier: `${SYSTEM.uri}|${oidUri(manifestOid)}` },
        context,
      );
      if (!found.ok) return found;
      const attachment = understood(() => {
        const [manifest] = ofType(found.value, 'DocumentReference');
        return manifest === undefined ? null : attachmentOf(manifest);
      });
      if (!attachment.ok) return attachment;
      if (attachment.value === null) return fail({ code: 'IMG-0001' });
      const bytes = await reading.document(SERVICE, attachment.value, context, 'application/dicom+json');
      if (!bytes.ok) return bytes;
      const told = readKeyObjects(bytes.value);
      return told === null || told.studyUid !== uid ? fail({ code: 'IMG-0002' }) : ok(told);
    },
  };
}
