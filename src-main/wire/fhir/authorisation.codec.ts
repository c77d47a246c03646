import type { Consent, ConsentProvision } from 'fhir/r4.js';
import { type PatientRegister, PATIENT_REGISTERS } from '../../../shared/codes/record-systems.ts';
import {
  type Authorisation,
  AUTHORISED_RIGHTS,
  type AuthorisedRight,
} from '../../../shared/domain/records/authorisation.ts';
import { dateInHelsinki, instantMs, type LocalDate } from '../../../shared/kernel/time.ts';
import { instantOf, localDateOf } from './fhir-time.ts';
import { oidOf } from './resources.ts';
import { oidUri, SYSTEM } from './systems.ts';

/** The simulator's own code: the national form of an authorisation is a CDA document whose codes are not public. */
const CATEGORY = {
  system: 'https://kantasim.example/fhir/CodeSystem/authorisation-category',
  code: 'ostopalvelun-valtuutus',
};
/** HL7 v3 ParticipationType: custodian of the register, performer of the service. */
const ROLES = { organiser: 'CST', producer: 'PRF' } as const;
const ROLE_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
/** FHIR R4 consent actions, as the simulator understands them: access is the search, collect the storing. */
const ACTIONS: Readonly<Record<AuthorisedRight, string>> = { search: 'access', store: 'collect' };
const ACTION_SYSTEM = 'http://terminology.hl7.org/CodeSystem/consentaction';

export type Authorised = Readonly<{ authorisation: Authorisation; act: 'grant' | 'end'; identityCode: string }>;

const actor = (side: keyof typeof ROLES, oid: string, name: string) => ({
  role: { coding: [{ system: ROLE_SYSTEM, code: ROLES[side] }] },
  reference: {
    type: 'Organization',
    identifier: { system: SYSTEM.uri, value: oidUri(oid) },
    ...(name === '' ? {} : { display: name }),
  },
});

export function authorisationResource({ authorisation, act, identityCode }: Authorised): Consent {
  const { oid, organiserOid, organiserName, producerOid, producerName, from, until, serviceEvents } = authorisation;
  const { rights, register } = authorisation;
  return {
    resourceType: 'Consent',
    meta: { profile: ['http://hl7.org/fhir/StructureDefinition/Consent'] },
    identifier: [{ system: SYSTEM.uri, value: oidUri(oid) }],
    status: act === 'grant' ? 'active' : 'inactive',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [CATEGORY] }],
    patient: { type: 'Patient', identifier: { system: SYSTEM.identityCode, value: identityCode } },
    dateTime: authorisation.grantedAt,
    policyRule: { text: 'Ostopalvelun valtuutus' },
    provision: {
      type: 'permit',
      period: { start: from, end: until },
      actor: [actor('organiser', organiserOid, organiserName), actor('producer', producerOid, producerName)],
      action: rights.map(right => ({ coding: [{ system: ACTION_SYSTEM, code: ACTIONS[right] }] })),
      class: [{ system: SYSTEM.patientRegister, code: register }],
      ...(serviceEvents === null
        ? {}
        : {
            data: serviceEvents.map(event => ({
              meaning: 'instance' as const,
              reference: { type: 'Encounter', identifier: { system: SYSTEM.uri, value: oidUri(event) } },
            })),
          }),
    },
  };
}

const partyOf = ({ actor: actors }: ConsentProvision, side: keyof typeof ROLES) =>
  actors?.find(({ role }) => role.coding?.some(({ code }) => code === ROLES[side]))?.reference;

/** What stood here before the right to store is the right to search alone. */
function rightsOf({ action }: ConsentProvision): readonly AuthorisedRight[] {
  if (action === undefined) return ['search'];
  const codes = action.flatMap(({ coding }) => coding ?? []).map(({ code }) => code);
  return AUTHORISED_RIGHTS.filter(right => codes.includes(ACTIONS[right]));
}

const registerOf = ({ class: registers }: ConsentProvision): PatientRegister | null => {
  const code = registers?.find(({ system }) => system === SYSTEM.patientRegister)?.code ?? '2';
  return code in PATIENT_REGISTERS ? (code as PatientRegister) : null;
};

/** A day, or the Finnish day of a moment. */
function dayOf(text: string | undefined): LocalDate | null {
  const at = instantOf(text);
  return at === null ? localDateOf(text) : dateInHelsinki(instantMs(at));
}

/** Null for what is no authorisation, or one that does not say who, whom and how long. */
export function readAuthorisation(consent: Consent): Authorisation | null {
  const { identifier, category, provision, dateTime, status } = consent;
  if (!category.some(({ coding }) => coding?.some(({ system }) => system === CATEGORY.system)) || !provision)
    return null;
  const [organiser, producer] = [partyOf(provision, 'organiser'), partyOf(provision, 'producer')];
  const oid = oidOf(identifier?.[0]);
  const [organiserOid, producerOid] = [oidOf(organiser?.identifier), oidOf(producer?.identifier)];
  const [from, until] = [dayOf(provision.period?.start), dayOf(provision.period?.end)];
  const grantedAt = instantOf(dateTime);
  const register = registerOf(provision);
  if (!oid || !organiserOid || !producerOid || !from || !until || !grantedAt || !register) return null;
  return {
    oid,
    organiserOid,
    organiserName: organiser?.display ?? '',
    producerOid,
    producerName: producer?.display ?? '',
    from,
    until,
    rights: rightsOf(provision),
    register,
    serviceEvents: provision.data?.flatMap(({ reference }) => oidOf(reference.identifier) ?? []) ?? null,
    grantedAt,
    isEnded: status !== 'active',
  };
}
