import { type Localized, type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Coded } from '../../../shared/domain/coded.ts';
import { type Organisation, type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type Quantity } from '../../../shared/domain/prescribing/product.ts';
import { writtenText } from '../xml/write.ts';
import { trimmed } from './fields.ts';
import { businessIdOf, inEveryLanguage, professionOf } from './header.read.ts';

// What documents carry of the parts that all of them have; see `carried`.

export const text = (value: string): string => trimmed(writtenText(value));

/** A part with a text that is there only where it says something. */
export function saying<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  const says = text(value ?? '');
  return says === '' ? {} : ({ [key]: says } as { [P in K]?: string });
}

export const inLanguage = (value: Localized, language: PatientLanguage): Localized =>
  inEveryLanguage(text(value[language]));
export const names = (given: readonly string[]): readonly string[] => given.map(text).filter(name => name !== '');
export const quantity = ({ value, unit }: Quantity): Quantity => ({ value, unit: text(unit) || '1' });
export const codeOf = ({ code, system, name }: Coded): Coded => ({ code, system, name: text(name) });

export function patient(of: Patient, language: PatientLanguage): Patient {
  const callName = text(of.callName);
  const given = names(of.given);
  return {
    ...of,
    id: '',
    language,
    family: text(of.family),
    given: given.length === 0 && callName !== '' ? [callName] : given,
    callName,
    phone: '',
    street: '',
    postalCode: '',
    city: '',
    deceasedOn: null,
    allergies: null,
  };
}

const packed = (phone: string): string => phone.replace(/\s/g, '');

function providerOf(of: Organisation, language: PatientLanguage): Organisation['provider'] {
  const { provider } = of;
  if (provider.oid === of.oid) return { oid: of.oid, name: inLanguage(of.name, language) };
  return {
    oid: provider.oid,
    name: inLanguage(provider.name, language),
    ...saying('phone', packed(provider.phone ?? '')),
    ...saying('street', provider.street),
    ...saying('postalCode', provider.postalCode),
    ...saying('city', provider.city),
  };
}

export function organisation(of: Organisation, language: PatientLanguage, kind: Organisation['kind']): Organisation {
  const phone = packed(of.phone);
  return {
    oid: of.oid,
    kind,
    businessId: businessIdOf(of.oid),
    name: inLanguage(of.name, language),
    phone,
    ...(of.switchboard && phone !== '' ? { switchboard: true } : {}),
    street: text(of.street),
    postalCode: text(of.postalCode),
    city: text(of.city),
    provider: providerOf(of, language),
  };
}

/** Where a document was written: the encounter has no phone of the unit. */
export function place(of: Organisation, language: PatientLanguage): Organisation {
  const { switchboard: _, ...unit } = organisation(of, language, 'clinic');
  return { ...unit, phone: '' };
}

export function professional(of: Professional, language: PatientLanguage, kind: 'clinic' | 'pharmacy'): Professional {
  const { speciality, callName, suffix, ...rest } = of;
  return {
    ...rest,
    family: text(of.family),
    given: names(of.given),
    profession: professionOf(of.right, kind === 'clinic' ? 'physician' : 'bachelorPharmacist'),
    title: inLanguage(of.title, language),
    ...(speciality ? { speciality: codeOf(speciality) } : {}),
    ...saying('callName', callName),
    ...saying('suffix', suffix),
    organisation: organisation(of.organisation, language, kind),
  };
}
