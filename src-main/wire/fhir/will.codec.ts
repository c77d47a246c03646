import type { Communication, Consent, ConsentProvision, FhirResource, Reference } from 'fhir/r4.js';
import {
  INFORMING_VERSIONS,
  type Declaration,
  type DeclarationRow,
} from '../../../shared/domain/consent/declaration.ts';
import { type DenialScope, type Register } from '../../../shared/domain/consent/will.ts';
import { fullName, type Professional } from '../../../shared/domain/people/person.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { base64, bytesOfBase64, decodeText, encodeUtf8 } from '../xml/utf8.ts';
import { instantOf } from './fhir-time.ts';
import { oidOf, ofType } from './resources.ts';
import { oidUri, profileUrl, SYSTEM } from './systems.ts';

/** The simulator's own code systems for what the national profiles leave to their unpublished forms. */
const WILL = {
  category: 'https://kantasim.example/fhir/CodeSystem/will-category',
  sector: 'https://kantasim.example/fhir/CodeSystem/will-sector',
  scope: 'https://kantasim.example/fhir/CodeSystem/denial-scope',
  informing: 'https://kantasim.example/fhir/CodeSystem/sim-communication-category',
  serviceTask: 'https://kantasim.example/fhir/CodeSystem/service-task',
  registerKind: 'urn:oid:1.2.246.537.5.40150.2009',
  reason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
} as const;
/** HL7 v3 ActReason: emergency treatment. */
const EMERGENCY = 'ETREAT';

const CATEGORIES = {
  consent: 'luovutuslupa',
  crossSector: 'sote-luovutuslupa',
  denial: 'luovutuskielto',
  livingWill: 'hoitotahto',
  organDonation: 'elinluovutus',
} as const satisfies Readonly<Record<Exclude<Declaration['kind'], 'informing'>, string>>;
/** 1.2.246.537.5.40150; social welfare has a storage of its own and no code there. */
const REGISTER_KINDS: Readonly<Partial<Record<Register['kind'], string>>> = {
  publicHealth: '2',
  privateHealth: '3',
  occupationalHealth: '4',
};

export type Declared = Readonly<{
  oid: Oid;
  declaration: Declaration;
  givenAt: Instant;
  act: 'give' | 'withdraw';
  identityCode: string;
  author: Professional;
}>;

const instance = (type: string, oid: Oid): ConsentProvision['data'] => [
  { meaning: 'instance', reference: { type, identifier: { system: SYSTEM.uri, value: oidUri(oid) } } },
];
const custodian = (oid: Oid, display?: string): ConsentProvision['actor'] => [
  {
    role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'CST' }] },
    reference: {
      type: 'Organization',
      identifier: { system: SYSTEM.uri, value: oidUri(oid) },
      ...(display === undefined ? {} : { display }),
    },
  },
];
const scoped = (code: string, more: Partial<ConsentProvision> = {}): ConsentProvision => ({
  type: 'deny',
  class: [{ system: WILL.scope, code }],
  ...more,
});

function aimed(scope: DenialScope): ConsentProvision {
  switch (scope.at) {
    case 'allHealth':
      return scoped('all-health');
    case 'uusimaa':
      return scoped('uusimaa');
    case 'serviceEvent':
      return scoped('service-event', { data: instance('Encounter', scope.oid) });
    case 'socialDocument':
      return scoped('social-document', { data: instance('DocumentReference', scope.oid) });
    case 'provider':
      return scoped('provider', { actor: custodian(scope.controllerOid) });
    case 'socialController':
      return scoped('social-controller', { actor: custodian(scope.controllerOid) });
    case 'socialService':
      return scoped('social-service', {
        code: [{ coding: [{ system: WILL.serviceTask, code: scope.serviceTask }] }],
      });
    case 'register':
      return {
        type: 'deny',
        class: [
          { system: WILL.scope, code: 'register' },
          { system: WILL.registerKind, code: REGISTER_KINDS[scope.kind] ?? '' },
        ],
        actor: custodian(scope.controllerOid, scope.specifier ?? undefined),
      };
  }
}

function provisionOf(declaration: Exclude<Declaration, { kind: 'informing' }>): ConsentProvision {
  const permit = (code: string): ConsentProvision => ({ type: 'permit', class: [{ system: WILL.sector, code }] });
  switch (declaration.kind) {
    case 'consent':
      return permit(declaration.sector);
    case 'crossSector':
      return permit(declaration.direction === 'healthToSocial' ? 'health-to-social' : 'social-to-health');
    case 'livingWill':
      return { type: 'permit' };
    case 'organDonation':
      return { type: declaration.allowed ? 'permit' : 'deny' };
    case 'denial':
      return {
        type: 'permit',
        provision: [
          aimed(declaration.scope),
          ...(declaration.emergencyUse
            ? [{ type: 'permit' as const, purpose: [{ system: WILL.reason, code: EMERGENCY }] }]
            : []),
        ],
      };
  }
}

/** Communication for an informing, Consent for everything else. */
export function willResource({
  oid,
  declaration,
  givenAt,
  act,
  identityCode,
  author,
}: Declared): Communication | Consent {
  const person: Reference = { type: 'Patient', identifier: { system: SYSTEM.identityCode, value: identityCode } };
  const identifier = [{ system: SYSTEM.uri, value: oidUri(oid) }];
  if (declaration.kind === 'informing')
    return {
      resourceType: 'Communication',
      meta: { profile: [profileUrl('sim-informing')] },
      identifier,
      status: 'completed',
      category: [{ coding: [{ system: WILL.informing, code: 'kanta-informointi' }] }],
      subject: person,
      sent: givenAt,
      sender: {
        type: 'Practitioner',
        identifier: { system: SYSTEM.registrationNumber, value: author.registrationNumber },
        display: fullName(author),
      },
      recipient: [person],
      payload: [{ contentString: declaration.version }],
    };
  const text = 'text' in declaration ? declaration.text : '';
  return {
    resourceType: 'Consent',
    meta: { profile: [profileUrl('sim-will')] },
    identifier,
    status: act === 'give' ? 'active' : 'inactive',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: WILL.category, code: CATEGORIES[declaration.kind] }] }],
    patient: person,
    dateTime: givenAt,
    performer: [person],
    ...(text === '' ? {} : { sourceAttachment: { contentType: 'text/plain', data: base64(encodeUtf8(text)) } }),
    policyRule: { text: 'Laki 703/2023' },
    provision: provisionOf(declaration),
  };
}

const codeIn = (codings: ConsentProvision['class'], system: string): string | null =>
  codings?.find(coding => coding.system === system)?.code ?? null;
const oidIn = (reference: Reference | undefined): Oid | null => oidOf(reference?.identifier);

function scopeOf(part: ConsentProvision): DenialScope | null {
  const actor = part.actor?.[0]?.reference;
  const controllerOid = oidIn(actor);
  const oid = oidIn(part.data?.[0]?.reference);
  const serviceTask = part.code?.[0]?.coding?.[0]?.code;
  switch (codeIn(part.class, WILL.scope)) {
    case 'all-health':
      return { at: 'allHealth' };
    case 'uusimaa':
      return { at: 'uusimaa' };
    case 'service-event':
      return oid === null ? null : { at: 'serviceEvent', oid };
    case 'social-document':
      return oid === null ? null : { at: 'socialDocument', oid };
    case 'provider':
      return controllerOid === null ? null : { at: 'provider', controllerOid };
    case 'social-controller':
      return controllerOid === null ? null : { at: 'socialController', controllerOid };
    case 'social-service':
      return serviceTask === undefined ? null : { at: 'socialService', serviceTask };
    case 'register': {
      const code = codeIn(part.class, WILL.registerKind);
      const kind = (Object.keys(REGISTER_KINDS) as Register['kind'][]).find(key => REGISTER_KINDS[key] === code);
      return controllerOid === null || kind === undefined
        ? null
        : { at: 'register', controllerOid, kind, specifier: actor?.display ?? null };
    }
    default:
      return null;
  }
}

function declarationOf({ category, provision, sourceAttachment }: Consent): Declaration | null {
  const bytes = bytesOfBase64(sourceAttachment?.data ?? '');
  const text = (bytes === null ? null : decodeText(bytes)) ?? '';
  const sector = codeIn(provision?.class, WILL.sector);
  switch (codeIn(category[0]?.coding, WILL.category)) {
    case 'luovutuslupa':
      return sector === 'health' || sector === 'social' ? { kind: 'consent', sector } : null;
    case 'sote-luovutuslupa':
      return sector === 'health-to-social'
        ? { kind: 'crossSector', direction: 'healthToSocial' }
        : sector === 'social-to-health'
          ? { kind: 'crossSector', direction: 'socialToHealth' }
          : null;
    case 'luovutuskielto': {
      const deny = provision?.provision?.find(({ type }) => type === 'deny');
      const scope = deny === undefined ? null : scopeOf(deny);
      const emergencyUse =
        provision?.provision?.some(
          ({ type, purpose }) => type === 'permit' && codeIn(purpose, WILL.reason) === EMERGENCY,
        ) ?? false;
      return scope === null ? null : { kind: 'denial', scope, emergencyUse };
    }
    case 'hoitotahto':
      return { kind: 'livingWill', text };
    case 'elinluovutus':
      return { kind: 'organDonation', allowed: provision?.type !== 'deny', text };
    default:
      return null;
  }
}

/** What the service holds, newest first. Declarations of kinds that are not known here are left out. */
export function readDeclarations(resources: readonly FhirResource[]): readonly DeclarationRow[] {
  const informings = ofType(resources, 'Communication').flatMap((one): readonly DeclarationRow[] => {
    const oid = oidOf(one.identifier?.[0]);
    const givenAt = instantOf(one.sent);
    const version = INFORMING_VERSIONS.find(known => known === one.payload?.[0]?.contentString);
    return oid === null || givenAt === null || version === undefined
      ? []
      : [
          {
            oid,
            declaration: { kind: 'informing', version },
            givenAt,
            withdrawnAt: null,
            state: 'accepted',
            attested: null,
          },
        ];
  });
  const consents = ofType(resources, 'Consent').flatMap((one): readonly DeclarationRow[] => {
    const oid = oidOf(one.identifier?.[0]);
    const givenAt = instantOf(one.dateTime);
    const declaration = declarationOf(one);
    const isKnown = one.status === 'active' || one.status === 'inactive';
    if (oid === null || givenAt === null || declaration === null || !isKnown) return [];
    const withdrawnAt = one.status === 'inactive' ? (instantOf(one.meta?.lastUpdated) ?? givenAt) : null;
    return [{ oid, declaration, givenAt, withdrawnAt, state: 'accepted', attested: null }];
  });
  return [...informings, ...consents].sort((a, b) => b.givenAt.localeCompare(a.givenAt));
}
