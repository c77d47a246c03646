import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Words = Readonly<{ fi: string; sv: string; en: string }>;

export type PracticeOrganisation = Readonly<{
  id: string;
  kind: 'provider' | 'clinic' | 'pharmacy' | 'social';
  partOf?: string;
  /** First day in the Client Data Repository, where it differs from the law's or is told. */
  socialFrom?: string;
  /** First days of service tasks that begin apart from the others. */
  socialTasks?: Readonly<Record<string, string>>;
  oid: string;
  businessId: string;
  name: Words;
  phone: string;
  street: string;
  postalCode: string;
  city: string;
}>;

export type PracticeProfessional = Readonly<{
  id: string;
  registrationNumber: string;
  /** SV number; null for those who do not prescribe */
  identifierNumber: string | null;
  family: string;
  given: readonly string[];
  profession: string;
  /** code of 1.2.246.537.6.140 (Valvira, professional rights); null without one */
  right: string | null;
  title: Words;
  organisation: string;
  validFrom: string;
  validTo: string | null;
  keys: 'ec-p384' | 'rsa-3072';
  pin1: string;
  pin2: string;
}>;

export type PracticePatient = Readonly<{
  id: string;
  /** personal identity code with an individual number of 900-999; null for a person who has none */
  hetu: string | null;
  family: string;
  given: readonly string[];
  callName: string;
  sex: 'male' | 'female';
  birthDate: string;
  /** day of death */
  deceased?: string;
  language: 'fi' | 'sv';
  municipality: string;
  street: string;
  postalCode: string;
  city: string;
  phone: string | null;
  allergies?: readonly Readonly<{ text: string; severity: 'mild' | 'moderate' | 'severe' }>[];
}>;

export type Practice = Readonly<{
  organisations: readonly PracticeOrganisation[];
  professionals: readonly PracticeProfessional[];
}>;

/**
 * Organisations and professionals of the practice world.
 * @param seedDir the folder `resources/simulator-seed`
 * @throws Error if the files cannot be read: the product is damaged
 */
export function readPractice(seedDir: string): Practice {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(seedDir, name), 'utf8')) as T;
  return {
    organisations: read<readonly PracticeOrganisation[]>('organisations.json'),
    professionals: read<readonly PracticeProfessional[]>('professionals.json'),
  };
}

/** The practice patients; the first ones are the named patients for demonstrations. */
export function readPatients(seedDir: string): readonly PracticePatient[] {
  return readFileSync(join(seedDir, 'patients.ndjson'), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as PracticePatient);
}
