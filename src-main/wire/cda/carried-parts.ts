import { type Localized, type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Organisation, type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type Quantity } from '../../../shared/domain/prescribing/prescription.ts';
import { writtenText } from '../xml/write.ts';
import { trimmed } from './fields.ts';
import { businessIdOf, inEveryLanguage, professionOf } from './header.read.ts';

// What documents carry of the parts that all of them have; see `carried`.

export const text = (value: string): string => trimmed(writtenText(value));
export const inLanguage = (value: Localized, language: PatientLanguage): Localized =>
  inEveryLanguage(text(value[language]));
export const names = (given: readonly string[]): readonly string[] => given.map(text).filter(name => name !== '');
export const quantity = ({ value, unit }: Quantity): Quantity => ({ value, unit: text(unit) || '1' });

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

function organisation(of: Organisation, language: PatientLanguage, kind: Organisation['kind']): Organisation {
  const name = inLanguage(of.name, language);
  const provider =
    of.provider.oid === of.oid
      ? { oid: of.oid, name }
      : { oid: of.provider.oid, name: inLanguage(of.provider.name, language) };
  return {
    oid: of.oid,
    kind,
    businessId: businessIdOf(of.oid),
    name,
    phone: of.phone.replace(/\s/g, ''),
    street: text(of.street),
    postalCode: text(of.postalCode),
    city: text(of.city),
    provider,
  };
}

export function professional(of: Professional, language: PatientLanguage, kind: 'clinic' | 'pharmacy'): Professional {
  return {
    ...of,
    family: text(of.family),
    given: names(of.given),
    profession: professionOf(of.right, kind === 'clinic' ? 'physician' : 'bachelorPharmacist'),
    title: inLanguage(of.title, language),
    organisation: organisation(of.organisation, language, kind),
  };
}
