/** Decoders of patients, professionals and the organisations they work for. */
import { z } from 'zod';
import {
  PROFESSIONS,
  type Allergy,
  type Organisation,
  type Patient,
  type Professional,
} from '../domain/people/person.ts';
import { coded, id, localDate, localized, oid, patientLanguage, short, text } from './basic.values.ts';

const allergy: z.ZodType<Allergy> = z.strictObject({ text: short, severity: z.enum(['critical', 'risk']) });

export const patient: z.ZodType<Patient> = z.strictObject({
  id,
  identityCode: z.string().length(11).nullable(),
  family: short,
  given: z.array(short).max(10),
  callName: short,
  sex: z.enum(['male', 'female', 'unknown', 'unspecified']),
  birthDate: localDate,
  language: patientLanguage,
  phone: short,
  street: short,
  postalCode: short,
  city: short,
  deceasedOn: localDate.nullable(),
  allergies: z.array(allergy).max(100).nullable(),
});

export const organisation: z.ZodType<Organisation> = z.strictObject({
  oid,
  kind: z.enum(['provider', 'clinic', 'pharmacy', 'social']),
  businessId: text(16),
  name: localized,
  phone: short,
  street: short,
  postalCode: short,
  city: short,
  provider: z.strictObject({
    oid,
    name: localized,
    phone: short.exactOptional(),
    street: short.exactOptional(),
    postalCode: short.exactOptional(),
    city: short.exactOptional(),
  }),
  switchboard: z.literal(true).exactOptional(),
});

export const professional: z.ZodType<Professional> = z.strictObject({
  registrationNumber: text(20),
  identifierNumber: text(20).nullable(),
  family: short,
  given: z.array(short).max(10),
  profession: z.enum(PROFESSIONS),
  right: text(10).nullable(),
  title: localized,
  speciality: coded.exactOptional(),
  callName: short.exactOptional(),
  suffix: short.exactOptional(),
  organisation,
});
