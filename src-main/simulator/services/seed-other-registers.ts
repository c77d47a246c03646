import { createHash } from 'node:crypto';
import type { Communication, Consent, ConsentProvision, DocumentReference, Organization } from 'fhir/r4.js';
import { profile, SYSTEM } from '../names.ts';
import {
  documentBytes,
  documentOid,
  eventOid,
  type OtherDocument,
  type OtherRegisters,
  type SeedAuthorisation,
  type SeedWill,
} from '../seed/other-registers.ts';
import { fhirDateTime } from '../time.ts';
import { type World } from '../world.ts';
import { keepControllers } from './controllers.ts';
import { urn } from './document-store.ts';
import { patientByHetu } from './patients.ts';
import {
  aimAtController,
  aimAtInstance,
  consentResource,
  denialProvision,
  informingResource,
  logical,
  sectorProvision,
} from './will-resource.ts';

const DAY_MS = 24 * 3_600_000;
const DONE = 'other-registers-done';
/** Controller and arc of wills: Kela (Kanta architecture: register 12). */
const WILL_ARC = '1.2.246.10.2462460.14.2026';

const digest = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes);

/** Puts other controllers, their documents and the patients' wills in, once. */
export function seedOtherRegisters(world: World, seed: OtherRegisters): void {
  const { store, clock } = world;
  if (store.settings.get(DONE) !== null) return;
  const nowMs = clock.nowMs();
  store.write(() => {
    keepControllers(
      store,
      Object.fromEntries(seed.controllers.map(({ oid, publicBody, uusimaa }) => [oid, { publicBody, uusimaa }])),
    );
    for (const controller of seed.controllers) addController(world, controller, nowMs);
    for (const document of seed.documents) addDocument(world, document, nowMs - document.daysAgo * DAY_MS);
    for (const [at, will] of seed.wills.entries()) addWill(world, seed, will, at + 1, nowMs - will.daysAgo * DAY_MS);
    for (const [at, one] of seed.authorisations.entries()) addAuthorisation(world, one, at + 1, nowMs);
    store.settings.set(DONE, String(seed.documents.length));
  });
}

function addController(world: World, { oid, name }: OtherRegisters['controllers'][number], nowMs: number): void {
  const organization = world.repository.create<Organization>(
    {
      resourceType: 'Organization',
      meta: { profile: [profile('sim-organization')] },
      active: true,
      identifier: [{ system: SYSTEM.uri, value: urn(oid) }],
      name: name.fi,
      alias: [name.sv, name.en],
      type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov' }] }],
    },
    nowMs,
  );
  world.store.register.addOrganisation({
    oid,
    resourceId: organization.id,
    kind: 'provider',
    partOf: null,
    name: name.fi,
  });
}

const actor = (role: string, oid: string, name: string) => ({
  role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: role }] },
  reference: { ...logical('Organization', SYSTEM.uri, urn(oid)), display: name },
});

/** In the organiser's own arc: it is the organiser's document. */
function addAuthorisation(world: World, one: SeedAuthorisation, serial: number, nowMs: number): void {
  const patient = patientByHetu(world, one.hetu);
  if (patient === null) return;
  const nameOf = (oid: string): string => world.store.register.organisation(oid)?.name ?? '';
  world.repository.create<Consent>(
    {
      resourceType: 'Consent',
      meta: { profile: ['http://hl7.org/fhir/StructureDefinition/Consent'] },
      identifier: [
        { system: SYSTEM.uri, value: urn(`${one.organiser.replace(/\.10\.\d+$/, '')}.11.2026.${9000 + serial}`) },
      ],
      status: 'active',
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
      category: [{ coding: [{ system: SYSTEM.authorisation, code: 'ostopalvelun-valtuutus' }] }],
      patient: { ...logical('Patient', SYSTEM.hetu, one.hetu), reference: `Patient/${patient.id}` },
      dateTime: fhirDateTime(nowMs + one.fromDay * DAY_MS),
      policyRule: { text: 'Ostopalvelun valtuutus' },
      provision: {
        type: 'permit',
        period: {
          start: fhirDateTime(nowMs + one.fromDay * DAY_MS),
          end: fhirDateTime(nowMs + one.untilDay * DAY_MS),
        },
        action: (one.storing === true ? ['access', 'collect'] : ['access']).map(code => ({
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentaction', code }],
        })),
        class: [{ system: SYSTEM.registerKind, code: '2' }],
        actor: [actor('CST', one.organiser, nameOf(one.organiser)), actor('PRF', one.producer, nameOf(one.producer))],
      },
    },
    nowMs,
  );
}

/** @param paper what the document is to an imaging study */
export function addDocument(
  world: World,
  document: OtherDocument,
  atMs: number,
  paper: Pick<DocumentReference, 'type' | 'context'> = {},
): void {
  const patient = patientByHetu(world, document.hetu);
  if (patient === null) return;
  const bytes = documentBytes(document, document.hetu);
  const oid = documentOid(document);
  const binaryId = world.repository.newId();
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
      type: { text: document.title, ...paper.type },
      category: [
        {
          coding: [{ system: SYSTEM.registerKind, code: document.kind }],
          ...(document.specifier === undefined ? {} : { text: document.specifier }),
        },
      ],
      subject: { ...logical('Patient', SYSTEM.hetu, document.hetu), reference: `Patient/${patient.id}` },
      date: fhirDateTime(atMs),
      author: [{ type: 'Practitioner', display: document.author }],
      custodian: {
        ...logical('Organization', SYSTEM.uri, urn(document.controller)),
        display: world.store.register.organisation(document.controller)?.name ?? '',
      },
      content: [
        {
          attachment: {
            contentType: 'text/xml',
            language: 'fi',
            url: `Binary/${binaryId}`,
            size: bytes.length,
            hash: digest('sha1', bytes).digest('base64'),
          },
        },
      ],
      context: { encounter: [logical('Encounter', SYSTEM.uri, urn(eventOid(document)))], ...paper.context },
    },
    atMs,
  );
  world.store.documents.insert({
    oid,
    setId: oid,
    version: 1,
    service: 'potilastieto',
    typeCode: document.kind,
    patientId: patient.id,
    author: '',
    organisation: document.controller,
    encounter: eventOid(document),
    sha256: digest('sha256', bytes).digest('hex'),
    bytes,
    referenceId: reference.id,
    binaryId,
    storedMs: atMs,
  });
}

export function addWill(
  world: World,
  seed: Pick<OtherRegisters, 'documents'>,
  will: SeedWill,
  serial: number,
  atMs: number,
): void {
  const patient = patientByHetu(world, will.hetu);
  if (patient === null) return;
  const written = { oid: `${WILL_ARC}.${serial}`, atMs, person: { id: patient.id, hetu: will.hetu } };
  if (will.kind === 'informing') {
    world.repository.create<Communication>(informingResource(written, will.version), atMs);
    return;
  }
  const text = will.kind === 'livingWill' || will.kind === 'organDonation' ? will.text : '';
  world.repository.create<Consent>(consentResource(written, CATEGORY[will.kind], provisionOf(seed, will), text), atMs);
}

const CATEGORY = {
  consent: 'luovutuslupa',
  crossing: 'sote-luovutuslupa',
  denial: 'luovutuskielto',
  livingWill: 'hoitotahto',
  organDonation: 'elinluovutus',
} as const;

function provisionOf(
  seed: Pick<OtherRegisters, 'documents'>,
  will: Exclude<SeedWill, { kind: 'informing' }>,
): ConsentProvision {
  switch (will.kind) {
    case 'consent':
      return sectorProvision(will.sector);
    case 'crossing':
      return sectorProvision(will.to === 'social' ? 'health-to-social' : 'social-to-health');
    case 'livingWill':
      return { type: 'permit' };
    case 'organDonation':
      return { type: will.allowed ? 'permit' : 'deny' };
    case 'denial':
      return denialProvision(will.scope, will.emergency, aimOf(seed, will));
  }
}

function aimOf(
  seed: Pick<OtherRegisters, 'documents'>,
  will: Extract<SeedWill, { kind: 'denial' }>,
): Partial<ConsentProvision> {
  if (will.scope === 'provider') return aimAtController(will.controller);
  if (will.scope !== 'service-event') return {};
  const document = seed.documents.find(one => documentOid(one) === will.document);
  if (document === undefined) throw new Error('a seeded denial names an unknown document');
  return aimAtInstance('Encounter', SYSTEM.uri, urn(eventOid(document)));
}
