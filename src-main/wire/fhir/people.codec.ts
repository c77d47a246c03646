import type { Organization, Patient as FhirPatient, PractitionerRole } from 'fhir/r4.js';
import { type Limitation } from '../../../shared/domain/people/limitation.ts';
import { type Patient, type Sex } from '../../../shared/domain/people/person.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { localDateOf } from './fhir-time.ts';
import { oidUnder } from './resources.ts';
import { SYSTEM } from './systems.ts';

const ORGANISATION_TYPE = 'http://terminology.hl7.org/CodeSystem/organization-type';
const SEXES: Readonly<Record<string, Sex>> = { male: 'male', female: 'female', other: 'unspecified' };

/**
 * A person of the service as a patient; null when name or birth date is missing. `id` is empty: the own register gives it.
 * Allergies are null, because this resource says nothing of them.
 */
export function readPatient(resource: FhirPatient): Patient | null {
  const name = resource.name?.find(({ use }) => use === 'official') ?? resource.name?.[0];
  const birthDate = localDateOf(resource.birthDate);
  if (name?.family === undefined || birthDate === null) return null;
  const given = name.given ?? [];
  const nickname = resource.name?.find(({ use }) => use === 'nickname')?.given?.[0];
  const address = resource.address?.[0];
  const speaks = resource.communication?.flatMap(({ language }) => language.coding ?? []).map(({ code }) => code);
  return {
    id: '',
    identityCode: resource.identifier?.find(({ system }) => system === SYSTEM.identityCode)?.value ?? null,
    family: name.family,
    given,
    callName: nickname ?? given[0] ?? '',
    sex: SEXES[resource.gender ?? ''] ?? 'unknown',
    birthDate,
    language: speaks?.some(code => code?.startsWith('sv')) ? 'sv' : 'fi',
    phone: resource.telecom?.find(({ system }) => system === 'phone')?.value ?? '',
    street: address?.line?.[0] ?? '',
    postalCode: address?.postalCode ?? '',
    city: address?.city ?? '',
    deceasedOn: localDateOf(resource.deceasedDateTime),
    allergies: null,
  };
}

export type RolePeriod = Readonly<{
  right: string | null;
  inForce: boolean;
  from: LocalDate;
  until: LocalDate | null;
  limitations: readonly Limitation[];
}>;

/** A role with its right on `today`; a role without a beginning has always been. */
export function readRolePeriod(role: PractitionerRole, today: LocalDate): RolePeriod {
  const from = localDateOf(role.period?.start) ?? ('0001-01-01' as LocalDate);
  const until = localDateOf(role.period?.end);
  const right = role.code
    ?.flatMap(({ coding }) => coding ?? [])
    .find(({ system }) => system === SYSTEM.professionalRight)?.code;
  const inForce = role.active !== false && from <= today && (until === null || today <= until);
  const limitations = (role.code ?? []).flatMap(({ coding = [], text = '' }) =>
    coding.flatMap(({ system, code }) => (system === SYSTEM.rightLimitation && code ? [{ code, says: text }] : [])),
  );
  return { right: right ?? null, inForce, from, until, limitations };
}

/** Type of an organisation that gives care (HL7 organization-type), standing under no other: it controls registers. */
export const isController = ({ type, partOf }: Organization): boolean =>
  partOf === undefined &&
  (type ?? []).some(({ coding }) =>
    coding?.some(({ code, system }) => code === 'prov' && system === ORGANISATION_TYPE),
  );

/** The OID of an organisation, of its identifiers the one written as such. */
export function readOrganisation(resource: Organization): Readonly<{ oid: Oid; name: string; phone: string }> | null {
  const oid = oidUnder(resource.identifier, SYSTEM.uri);
  const phone = resource.telecom?.find(({ system }) => system === 'phone')?.value ?? '';
  return oid === null ? null : { oid, name: resource.name ?? '', phone };
}
