import { createHash } from 'node:crypto';
import type { DocumentReference, Provenance } from 'fhir/r4.js';
import { ok } from '../../../shared/kernel/result.ts';
import { type Problem } from '../rest/refusal.ts';
import { KELA_OID, SYSTEM, profile } from '../names.ts';
import { type SeedDocument } from '../seed/index.ts';
import { fhirDateTime } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { type Submitted } from './bundle.ts';
import { actOnDispensing } from './dispensing-acts.ts';
import { storeDocument } from './document-store.ts';
import { type Examined, examine } from './intake.ts';
import { type Acted, actOnPrescription } from './prescription-acts.ts';

const logical = (type: string, system: string, value: string) => ({ type, identifier: { system, value } });
const urn = (oid: string): string => `urn:oid:${oid}`;

/**
 * Takes one document of the practice seed as if it had been sent when it was made: the same signature check, the same rules of
 * content and state, the same storing. A document that is there already is left alone, so that an interrupted seed goes on.
 * @throws Error when the seed breaks a rule: a fault of ours, seen at the first start in tests
 */
export function takeSeedDocument(world: World, seed: SeedDocument): void {
  const { store } = world;
  if (store.documents.head(seed.oid)) return;
  const madeMs = Date.parse(seed.createdAt);
  const call = callOf(seed, madeMs);
  const examined = examine(world, call, seed.bytes);
  if (!examined.ok) throw brokenSeed(seed, examined.error);
  const document = examined.value;
  const done = store.attempt<null, readonly Problem[]>(() => {
    const acted = act(world, call, document, seed.patientId);
    if (!acted.ok) return acted;
    storeDocument(world, 'resepti', document, envelope(document, seed), acted.value, seed.organisationOid, madeMs);
    return ok(null);
  });
  if (!done.ok) throw brokenSeed(seed, done.error);
}

const brokenSeed = (seed: SeedDocument, problems: readonly Problem[]): Error =>
  new Error(`seed document ${seed.oid} breaks ${problems.map(p => p.diagnostics ?? p.code).join(', ')}`);

function act(world: World, call: Call, document: Examined, patientId: string): Acted {
  const { content } = document;
  if (content.kind === 'prescription') return actOnPrescription(world, call, { ...document, content }, patientId);
  if (content.kind === 'dispensing') return actOnDispensing(world, call, { ...document, content });
  throw new Error('the seed holds prescriptions and dispensings only');
}

const callOf = (seed: SeedDocument, nowMs: number): Call => ({
  service: 'resepti',
  base: '',
  method: 'POST',
  path: [],
  header: () => undefined,
  body: new Uint8Array(),
  caller: {
    organisation: seed.organisationOid,
    unit: seed.organisationOid,
    person: seed.authorRegistrationNumber,
    right: null,
    reason: '99',
    relation: null,
    system: null,
  },
  language: 'fi',
  requestId: null,
  correlationId: null,
  nowMs,
});

function envelope({ header, bytes }: Examined, seed: SeedDocument): Submitted {
  const author = logical('Practitioner', SYSTEM.registrationNumber, seed.authorRegistrationNumber);
  const reference: DocumentReference = {
    resourceType: 'DocumentReference',
    meta: { profile: [profile('sim-document-reference')] },
    masterIdentifier: { system: SYSTEM.uri, value: urn(seed.oid) },
    identifier: [
      { system: SYSTEM.prescriptionId, value: urn(seed.oid) },
      { system: SYSTEM.prescriptionSetId, value: urn(seed.setId) },
    ],
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: SYSTEM.messageType, code: seed.type }] },
    subject: header.patient.hetu
      ? logical('Patient', SYSTEM.hetu, header.patient.hetu)
      : { type: 'Patient', reference: `Patient/${seed.patientId}` },
    date: fhirDateTime(header.createdAt.ms),
    author: [author],
    custodian: logical('Organization', SYSTEM.uri, urn(KELA_OID)),
    securityLabel: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }],
    content: [
      {
        attachment: {
          contentType: 'text/xml',
          language: header.language,
          size: bytes.length,
          hash: createHash('sha1').update(bytes).digest('base64'),
        },
      },
    ],
    ...(header.encounter ? { context: { encounter: [logical('Encounter', SYSTEM.uri, urn(header.encounter))] } } : {}),
  };
  const provenance: Provenance = {
    resourceType: 'Provenance',
    meta: { profile: [profile('sim-provenance')] },
    target: [{ reference: '' }],
    recorded: fhirDateTime(header.createdAt.ms),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }] },
    agent: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }],
        },
        who: author,
      },
    ],
  };
  return { at: 0, binaryAt: 0, provenanceAt: 0, reference, binaryUrl: '', bytes, provenance };
}
