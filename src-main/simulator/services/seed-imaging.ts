import { createHash } from 'node:crypto';
import type { DocumentReference, Endpoint, ImagingStudy } from 'fhir/r4.js';
import { SYSTEM, profile } from '../names.ts';
import {
  accessionOf,
  manifestBytes,
  papersOf,
  RETRIEVE_URL,
  type SeedImaging,
  type SeedStudy,
  studyUid,
  uidOf,
} from '../seed/imaging.ts';
import { documentOid, eventOid } from '../seed/other-registers.ts';
import { fhirDateTime } from '../time.ts';
import { concept } from '../views/elements.ts';
import { type World } from '../world.ts';
import { urn } from './document-store.ts';
import { patientByHetu } from './patients.ts';
import { addDocument, addWill } from './seed-other-registers.ts';
import { logical } from './will-resource.ts';

const DAY_MS = 24 * 3_600_000;
const DONE = 'imaging-done';
/** Serials of these declarations in the arc of wills, behind those of the other registers. */
const WILLS_FROM = 500;

/** Puts the imaging studies of the practice patients in, once: their documents first, then the study and its manifest. */
export function seedImaging(world: World, { studies, wills }: SeedImaging): void {
  const { store, clock } = world;
  if (store.settings.get(DONE) !== null) return;
  const nowMs = clock.nowMs();
  store.write(() => {
    const documents = studies.flatMap(study => papersOf(study).map(({ document }) => document));
    for (const study of studies) addStudy(world, study, nowMs - study.daysAgo * DAY_MS);
    for (const [at, will] of wills.entries())
      addWill(world, { documents }, will, WILLS_FROM + at, nowMs - will.daysAgo * DAY_MS);
    store.settings.set(DONE, String(studies.length));
  });
}

const studyIdentifier = (study: SeedStudy) => ({ system: SYSTEM.dicomUid, value: urn(studyUid(study)) });

function addStudy(world: World, study: SeedStudy, atMs: number): void {
  const patient = patientByHetu(world, study.hetu);
  if (patient === null) return;
  const about = { type: 'ImagingStudy', identifier: studyIdentifier(study) };
  const encounter = logical('Encounter', SYSTEM.uri, urn(eventOf(study)));
  for (const { code, document } of papersOf(study))
    addDocument(world, document, atMs, {
      type: concept(SYSTEM.imagingPaper, code, document.title),
      context: { encounter: [encounter], related: [about] },
    });
  world.repository.create<ImagingStudy>(studyResource(world, study, patient.id, atMs), atMs);
  addManifest(world, study, patient.id, atMs);
}

/** The study and its documents belong to one service event: a denial of it hides all of them. */
function eventOf(study: SeedStudy): string {
  const [request] = papersOf(study);
  if (request === undefined) throw new Error('a study without a request');
  return eventOid(request.document);
}

const controllerName = (world: World, { controller }: SeedStudy): string =>
  world.store.register.organisation(controller)?.name ?? '';

/** Where the images would be, and who controls them. */
const endpointOf = (world: World, study: SeedStudy): Endpoint => ({
  resourceType: 'Endpoint',
  id: 'images',
  status: 'active',
  connectionType: { system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type', code: 'dicom-wado-rs' },
  managingOrganization: {
    ...logical('Organization', SYSTEM.uri, urn(study.controller)),
    display: controllerName(world, study),
  },
  payloadType: [{ text: 'DICOM' }],
  address: RETRIEVE_URL,
});

function studyResource(world: World, study: SeedStudy, patientId: string, atMs: number): ImagingStudy {
  const uid = studyUid(study);
  const modality = { system: SYSTEM.modality, code: study.modality };
  return {
    resourceType: 'ImagingStudy',
    contained: [endpointOf(world, study)],
    identifier: [
      studyIdentifier(study),
      {
        type: concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'ACSN'),
        system: urn(study.controller),
        value: accessionOf(study),
      },
    ],
    status: 'available',
    modality: [modality],
    subject: { ...logical('Patient', SYSTEM.hetu, study.hetu), reference: `Patient/${patientId}` },
    encounter: logical('Encounter', SYSTEM.uri, urn(eventOf(study))),
    started: fhirDateTime(atMs),
    endpoint: [{ reference: '#images' }],
    numberOfSeries: study.series.length,
    numberOfInstances: study.series.reduce((sum, { instances }) => sum + instances, 0),
    procedureCode: [concept(SYSTEM.procedure, study.code, study.title)],
    location: { display: study.unit },
    description: study.title,
    series: study.series.map(({ title, instances }, at) => ({
      uid: uidOf(`${uid} series ${at}`),
      number: at + 1,
      modality,
      description: title,
      numberOfInstances: instances,
    })),
  };
}

function addManifest(world: World, study: SeedStudy, patientId: string, atMs: number): void {
  const bytes = manifestBytes(study);
  const oid = documentOid({ controller: study.controller, serial: study.serial * 10 + 9 });
  const binaryId = world.repository.newId();
  const digest = (algorithm: string) => createHash(algorithm).update(bytes);
  const reference = world.repository.create<DocumentReference>(
    {
      resourceType: 'DocumentReference',
      meta: { profile: [profile('sim-document-reference')] },
      masterIdentifier: { system: SYSTEM.uri, value: urn(oid) },
      identifier: [
        { system: SYSTEM.uri, value: urn(oid) },
        { system: SYSTEM.documentSet, value: urn(oid) },
      ],
      status: 'current',
      docStatus: 'final',
      type: concept(SYSTEM.imagingPaper, 'manifest', study.title),
      category: [{ coding: [{ system: SYSTEM.registerKind, code: study.kind }] }],
      subject: { ...logical('Patient', SYSTEM.hetu, study.hetu), reference: `Patient/${patientId}` },
      date: fhirDateTime(atMs),
      author: [{ type: 'Practitioner', display: study.author }],
      custodian: {
        ...logical('Organization', SYSTEM.uri, urn(study.controller)),
        display: controllerName(world, study),
      },
      content: [
        {
          attachment: {
            contentType: 'application/dicom+json',
            language: 'fi',
            url: `Binary/${binaryId}`,
            size: bytes.length,
            hash: digest('sha1').digest('base64'),
          },
        },
      ],
      context: {
        encounter: [logical('Encounter', SYSTEM.uri, urn(eventOf(study)))],
        related: [{ type: 'ImagingStudy', identifier: studyIdentifier(study) }],
      },
    },
    atMs,
  );
  world.store.documents.insert({
    oid,
    setId: oid,
    version: 1,
    service: 'kuva',
    typeCode: study.kind,
    patientId,
    author: '',
    organisation: study.controller,
    encounter: eventOf(study),
    sha256: digest('sha256').digest('hex'),
    bytes,
    referenceId: reference.id,
    binaryId,
    storedMs: atMs,
  });
}
