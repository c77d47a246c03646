/**
 * Every resource type that a service serves is read through its interface and validated against its profile by the validator of
 * the services. The list of types is the services' own table: a new type without a reader here fails.
 */
import type {
  Bundle,
  DocumentReference,
  FhirResource,
  MedicationRequest,
  Observation,
  OperationOutcome,
} from 'fhir/r4.js';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { createRepository } from '../../src-main/simulator/search/repository.ts';
import { openStore } from '../../src-main/simulator/store/store.ts';
import { deliveryResource } from '../../src-main/wire/fhir/delivery.codec.ts';
import { aPhysician } from '../builders/person.builder.ts';
import { type ServiceName, SERVICES } from '../../src-main/simulator/names.ts';
import { OFFERED } from '../../src-main/simulator/services/capabilities.ts';
import { OFFERED_BY_PHR } from '../../src-main/simulator/wellbeing/wellbeing-service.ts';
import { AINO, dispensing, LEENA, newOid, PATIENT, prescription, record } from './support/cda.builder.ts';
import { enterAs } from './support/citizen-window.ts';
import { oidOf, type Who } from './support/people.ts';
import { checker, eventSubmission, type Practice, resources, serviceEvent, startPractice } from './support/practice.ts';
import { field, made, notification, PETRI, sendNotices, sendSocial } from './support/social.builder.ts';
import { readPermission } from './support/wellbeing.ts';

const SEPPO = '031052W913V';
const OWN = 'https://kantasim.example/fhir/StructureDefinition/';
const PHR = 'http://phr.kanta.fi/StructureDefinition/';

/** Profiles of which every served resource names one; an empty list: FHIR R4 itself, the reference has no profile. */
const PROFILES: Readonly<Record<string, readonly string[]>> = {
  MedicationRequest: [`${OWN}sim-prescription`],
  Medication: [`${OWN}sim-medication`],
  MedicationDispense: [`${OWN}sim-dispense`],
  Task: [`${OWN}sim-rx-task`, `${OWN}sim-renewal-task`],
  DocumentReference: [`${OWN}sim-document-reference`],
  Provenance: [`${OWN}sim-provenance`],
  AuditEvent: [`${OWN}sim-audit-event`],
  Encounter: [`${OWN}sim-service-event`],
  // Declarations of will, and authorisations of purchased services, for which nobody has made a profile.
  Consent: [`${OWN}sim-will`, 'http://hl7.org/fhir/StructureDefinition/Consent'],
  Communication: [`${OWN}sim-informing`, `${OWN}sim-delivery`],
  Patient: [`${OWN}sim-patient`, `${PHR}fiphr-sd-patient`],
  Practitioner: [`${OWN}sim-practitioner`],
  PractitionerRole: [`${OWN}sim-practitioner-role`],
  Organization: [`${OWN}sim-organization`],
  Observation: [`${PHR}fiphr-sd-bloodpressure`, `${PHR}fiphr-sd-bodyweight`, `${PHR}fiphr-sd-bloodglucose`],
  Binary: [],
  Bundle: [],
  ImagingStudy: [],
};

let practice: Practice;
/** Message of an accepted submission: its signed answer is kept. */
let message = '';

const patient = (hetu: string) => ({ 'patient:identifier': `urn:oid:1.2.246.21|${hetu}` });
const messageOf = (bundle: unknown): string => (bundle as Bundle).identifier?.value?.replace('urn:uuid:', '') ?? '';

beforeAll(async () => {
  practice = await startPractice();
  const rx = prescription(practice.now());
  expect((await practice.send(rx)).status).toBe(200);
  expect((await practice.send(dispensing(practice.now(), rx, { remaining: '100' }))).status).toBe(200);
  const asked = prescription(practice.now());
  expect((await practice.send(asked)).status).toBe(200);
  const window = await enterAs(practice, PATIENT.hetu ?? '');
  expect((await window.send('uusi', { setId: asked.header.setId, message: 'x' })).text).not.toContain('"refusal"');
  const event = newOid('clinic', '14');
  const opened = eventSubmission(serviceEvent(event, practice.now(), PATIENT.hetu ?? ''), practice.now());
  expect((await practice.submit('potilastieto', AINO, opened)).status).toBe(200);
  message = messageOf(opened);
  expect((await practice.send(record(practice.now(), event))).status).toBe(200);
  const relationship = made('relationship', PATIENT.hetu ?? '', {}, field('entry'));
  expect((await sendSocial(practice, relationship)).status).toBe(200);
});
afterAll(() => practice.close());

/** A certificate on its way to its receiver, as a client writes it, in the service's own tables. */
function forwardOne(hetu: string): void {
  const delivery = {
    oid: oid(newOid('clinic', '11')),
    documentOid: oid(newOid('clinic', '11')),
    title: 'Todistus',
    receiver: 'kela' as const,
    askedAt: instantOfMs(practice.now()),
  };
  const store = openStore(practice.dataDir);
  const sent = deliveryResource({ delivery, act: 'ask', identityCode: hetu, author: aPhysician() });
  const kept = createRepository(store, randomUUID).create(sent, practice.now());
  store.deliveries.add({
    resourceId: kept.id,
    documentOid: delivery.documentOid,
    receiver: delivery.receiver,
    organisation: oidOf('region'),
    patientId: '',
    state: 'waiting',
    askedMs: practice.now(),
  });
  store.close();
}

const WHO: Readonly<Record<ServiceName, Who>> = {
  resepti: LEENA,
  potilastieto: AINO,
  tahdonilmaisu: AINO,
  sosiaali: PETRI,
  kuva: AINO,
  rooli: AINO,
};
/** Whose data a service is asked for. */
const ABOUT: Readonly<Record<ServiceName, string>> = {
  resepti: PATIENT.hetu ?? '',
  potilastieto: PATIENT.hetu ?? '',
  tahdonilmaisu: PATIENT.hetu ?? '',
  sosiaali: PATIENT.hetu ?? '',
  kuva: SEPPO,
  rooli: PATIENT.hetu ?? '',
};
type Found = readonly FhirResource[];
type Reader = (service: ServiceName) => Promise<Found>;

async function searched(
  service: ServiceName,
  type: string,
  form: Record<string, string>,
  reason = '1',
): Promise<Found> {
  const reply = await practice.search(service, type, WHO[service], form, { reason });
  expect([reply.status, service, type]).toEqual([200, service, type]);
  return [reply.json as Bundle, ...resources(reply, type as FhirResource['resourceType'])];
}
async function got(service: ServiceName, path: string): Promise<Found> {
  const headers = { Accept: 'application/fhir+json' };
  const reply = await practice.ask('GET', `${service}/baseR4/${path}`, WHO[service], undefined, headers);
  expect([reply.status, service, path.split('/')[0]]).toEqual([200, service, path.split('/')[0]]);
  return [reply.json as FhirResource];
}
const ofPatient =
  (type: string): Reader =>
  service =>
    searched(service, type, patient(ABOUT[service]));
const documents = async (service: ServiceName): Promise<readonly DocumentReference[]> =>
  (await searched(service, 'DocumentReference', patient(ABOUT[service]))).filter(
    (one): one is DocumentReference => one.resourceType === 'DocumentReference',
  );

/** How each type is had from the service that offers it. */
const READERS: Readonly<Record<string, Reader>> = {
  MedicationRequest: ofPatient('MedicationRequest'),
  MedicationDispense: ofPatient('MedicationDispense'),
  Task: ofPatient('Task'),
  DocumentReference: ofPatient('DocumentReference'),
  Encounter: ofPatient('Encounter'),
  Consent: service => searched(service, 'Consent', patient('061241-975K')),
  async Communication(service) {
    if (service === 'potilastieto') forwardOne(ABOUT[service]);
    return searched(service, 'Communication', patient(service === 'potilastieto' ? ABOUT[service] : '061241-975K'));
  },
  ImagingStudy: ofPatient('ImagingStudy'),
  async Medication(service) {
    const found = await searched(service, 'MedicationRequest', patient(ABOUT[service]));
    const request = found.find((one): one is MedicationRequest => one.resourceType === 'MedicationRequest');
    return got(service, request?.medicationReference?.reference ?? '');
  },
  async Binary(service) {
    const [document] = await documents(service);
    return got(service, document?.content[0]?.attachment.url ?? '');
  },
  async Provenance(service) {
    if (service === 'tahdonilmaisu') {
      const [, consent] = await searched(service, 'Consent', patient('061241-975K'));
      return searched(service, 'Provenance', { target: `Consent/${consent?.id}` });
    }
    const [document] = await documents(service);
    return searched(service, 'Provenance', { target: `DocumentReference/${document?.id}` });
  },
  async AuditEvent(service) {
    const log = await searched(service, 'AuditEvent', {}, '14');
    if (service !== 'sosiaali') return log;
    // Beside the log of use: notifications of what was handed over outside Kanta.
    expect((await sendNotices(practice, [notification(ABOUT[service])])).status).toBe(200);
    const notices = await searched(service, 'AuditEvent', patient(ABOUT[service]));
    expect(notices.filter(({ resourceType }) => resourceType === 'AuditEvent')).toHaveLength(1);
    return [...log, ...notices];
  },
  Bundle: service => got(service, `Bundle/${message}`),
  Patient: service => searched(service, 'Patient', { identifier: `urn:oid:1.2.246.21|${ABOUT[service]}` }),
  Practitioner: service =>
    searched(service, 'Practitioner', { identifier: `urn:oid:1.2.246.537.26|${AINO.registration}` }),
  PractitionerRole: service =>
    searched(service, 'PractitionerRole', {
      'practitioner:identifier': `urn:oid:1.2.246.537.26|${AINO.registration}`,
    }),
  Organization: service => searched(service, 'Organization', { active: 'true' }),
};

const OFFERS = SERVICES.flatMap(service => Object.keys(OFFERED[service]).map(type => [service, type] as const));
const errorsOf = (resource: FhirResource) =>
  checker
    .validate(resource)
    .flatMap(({ severity, expression, diagnostics }) =>
      severity === 'error' ? [`${resource.resourceType} ${expression}: ${diagnostics}`] : [],
    );
function expectValid(found: Found, type: string): void {
  const wanted = PROFILES[type];
  if (wanted === undefined) throw new Error(`no profile is told for ${type}`);
  const own = found.filter(one => one.resourceType === type);
  expect(found.flatMap(errorsOf)).toEqual([]);
  expect(own.length, `${type}: nothing was served`).toBeGreaterThan(0);
  if (wanted.length === 0) return;
  // A line of the log about no patient has no profile: ours is for those about one.
  const named = own
    .filter(one => one.resourceType !== 'AuditEvent' || JSON.stringify(one.entity).includes('Patient/'))
    .map(one => one.meta?.profile ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(profiles => !profiles.some(profile => wanted.includes(profile)))).toEqual([]);
}

describe('profiles of what is served', () => {
  test('every type that a service offers has a reader and its profiles here', () => {
    const offered = new Set([...OFFERS.map(([, type]) => type), ...OFFERED_BY_PHR]);
    expect([...offered].filter(type => PROFILES[type] === undefined)).toEqual([]);
    expect(OFFERS.filter(([, type]) => READERS[type] === undefined)).toEqual([]);
  });

  test.each(OFFERS)('%s: %s is valid', async (service, type) => {
    const found = await (READERS[type] ?? (() => Promise.resolve([])))(service);
    // A declaration of the seed has no Provenance: the search itself is then what is checked.
    const isNone = type === 'Provenance' && service === 'tahdonilmaisu' && found.length === 1;
    if (isNone) expect(found.flatMap(errorsOf)).toEqual([]);
    else expectValid(found, type);
  });

  test('Kanta PHR: each type, by its national profile', async () => {
    const phr = await readPermission(practice, SEPPO);
    const found = await phr.get(`Observation?patient=${phr.patient}&_count=100`);
    const bundle = found.json as Bundle;
    const observations = resources<Observation>(found, 'Observation');
    expectValid([bundle, ...observations], 'Observation');
    const kinds = new Set(observations.flatMap(({ meta }) => meta?.profile ?? []));
    expect([...kinds].sort()).toEqual([...(PROFILES['Observation'] ?? [])].sort());
    const person = (await phr.get(`Patient/${phr.patient}`)).json as FhirResource;
    expectValid([person], 'Patient');
    expect(person.meta?.profile).toEqual([`${PHR}fiphr-sd-patient`]);
  });

  test('CapabilityStatements and a refusal are valid too', async () => {
    for (const service of [...SERVICES, 'omatieto'] as const) {
      const told = await practice.ask('GET', `${service}/baseR4/metadata`, null);
      expect(errorsOf(told.json as FhirResource)).toEqual([]);
    }
    const refused = await practice.ask('GET', 'kuva/baseR4/ImagingStudy/none', AINO);
    expect([refused.status, errorsOf(refused.json as OperationOutcome)]).toEqual([404, []]);
  });
});
