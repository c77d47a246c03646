/**
 * Makes the practice patients, `patients.ndjson`. Run by hand:
 *
 *     node resources/simulator-seed/generate-patients.ts
 *
 * Nobody in it exists: names are combined at random, towns and streets are invented, and the individual numbers of the
 * identity codes are 900-999, which are never given to a person (DVV). Without randomness: every run writes the same
 * bytes, so the file changes only with this program.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FINNISH, PYRAMID, STREETS, SWEDISH, TOWNS, type NameList } from './patient-names.ts';
import { NAMED_PATIENTS } from './named-patients.ts';

const COUNT = 5000;
/** Ages are counted on this day, not on the day of the run. */
const REFERENCE_YEAR = 2026;
const REFERENCE_DAY_OF_YEAR = 300;
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
/** Century signs of decree 690/2022: the old ones are still the common ones. */
const SIGNS_1900 = ['-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', 'Y', 'X', 'W', 'V', 'U'];
const SIGNS_2000 = ['A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'B', 'C', 'D', 'E', 'F'];
const ALLERGIES = [
  { fi: 'Penisilliini', sv: 'Penicillin', severity: 'severe' },
  { fi: 'Koivun siitepöly', sv: 'Björkpollen', severity: 'mild' },
  { fi: 'Asetyylisalisyylihappo', sv: 'Acetylsalicylsyra', severity: 'moderate' },
  { fi: 'Maapähkinä', sv: 'Jordnöt', severity: 'severe' },
  { fi: 'Sulfavalmisteet', sv: 'Sulfapreparat', severity: 'moderate' },
  { fi: 'Nikkeli', sv: 'Nickel', severity: 'mild' },
  { fi: 'Ampiaisen pisto', sv: 'Getingstick', severity: 'severe' },
  { fi: 'Lateksi', sv: 'Latex', severity: 'moderate' },
  { fi: 'Kefalosporiini, ihottuma', sv: 'Cefalosporin, utslag', severity: 'moderate' },
  { fi: 'Eläinpöly', sv: 'Djurepitel', severity: 'mild' },
] as const;

export type Patient = {
  id: string;
  hetu: string | null;
  family: string;
  given: string[];
  callName: string;
  sex: 'male' | 'female';
  birthDate: string;
  deceased?: string;
  language: 'fi' | 'sv';
  municipality: string;
  street: string;
  postalCode: string;
  city: string;
  phone: string | null;
  allergies?: { text: string; severity: 'mild' | 'moderate' | 'severe' }[];
};

/** mulberry32 with a fixed seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = seeded(20261122);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const two = (value: number): string => String(value).padStart(2, '0');
const taken = new Set<string>();

function uuidOf(index: number): string {
  const hex = createHash('sha256').update(`kantele practice patient ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function identityCode(birthDate: string, sign: string, number: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const date = day + month + year.slice(2);
  return `${date}${sign}${number}${CHECK[Number(`${date}${number}`) % 31]}`;
}

function newIdentityCode(birthDate: string, sex: Patient['sex']): string {
  const year = Number(birthDate.slice(0, 4));
  for (;;) {
    const sign = year < 1900 ? '+' : pick(year < 2000 ? SIGNS_1900 : SIGNS_2000);
    // Odd numbers are men's, even ones women's.
    const number = 900 + below(50) * 2 + (sex === 'male' ? 1 : 0);
    const code = identityCode(birthDate, sign, number);
    if (taken.has(code)) continue;
    taken.add(code);
    return code;
  }
}

function newBirthDate(): string {
  let left = random() * PYRAMID.reduce((sum, weight) => sum + weight, 0);
  let band = PYRAMID.findIndex(weight => (left -= weight) < 0);
  if (band < 0) band = PYRAMID.length - 1;
  const age = band * 5 + below(5);
  const born = new Date(Date.UTC(REFERENCE_YEAR - age, 0, REFERENCE_DAY_OF_YEAR - below(365)));
  return born.toISOString().slice(0, 10);
}

/** Women outlive men: the share of women rises from one half to three quarters. */
function newSex(birthDate: string): Patient['sex'] {
  const age = REFERENCE_YEAR - Number(birthDate.slice(0, 4));
  return random() < (age < 65 ? 0.49 : 0.49 + (age - 65) * 0.008) ? 'female' : 'male';
}

function newGiven(names: NameList, sex: Patient['sex'], birthDate: string): { given: string[]; callName: string } {
  const year = Number(birthDate.slice(0, 4));
  const list = year < 1965 ? names[sex].old : names[sex].young;
  const count = random() < 0.25 ? 1 : random() < 0.85 ? 2 : 3;
  const given: string[] = [];
  while (given.length < count) {
    const name = pick(list);
    if (!given.includes(name)) given.push(name);
  }
  return { given, callName: random() < 0.9 ? (given[0] ?? '') : pick(given) };
}

function newFamily(names: NameList): string {
  const family = pick(names.family);
  if (family.includes(' ') || random() > 0.04) return family;
  const second = pick(names.family);
  return second === family || second.includes(' ') ? family : `${family}-${second}`;
}

function newDeath(birthDate: string): string {
  const days = 30 + below(600);
  const death = new Date(Date.UTC(REFERENCE_YEAR, 0, REFERENCE_DAY_OF_YEAR - days)).toISOString().slice(0, 10);
  return death > birthDate ? death : `${REFERENCE_YEAR}-10-27`;
}

function newPatient(index: number): Patient {
  const language = random() < 0.052 ? 'sv' : 'fi';
  const names = language === 'sv' ? SWEDISH : FINNISH;
  const birthDate = newBirthDate();
  const sex = newSex(birthDate);
  const { given, callName } = newGiven(names, sex, birthDate);
  const town = pick(TOWNS);
  const age = REFERENCE_YEAR - Number(birthDate.slice(0, 4));
  const allergies = random() < 0.12 ? [pick(ALLERGIES), ...(random() < 0.2 ? [pick(ALLERGIES)] : [])] : [];
  const deceased = age > 40 && random() < 0.006 ? newDeath(birthDate) : undefined;
  return {
    id: uuidOf(index),
    hetu: random() < 0.01 ? null : newIdentityCode(birthDate, sex),
    family: newFamily(names),
    given,
    callName,
    sex,
    birthDate,
    ...(deceased === undefined ? {} : { deceased }),
    language,
    municipality: town.name[language],
    street: `${pick(STREETS[language])} ${1 + below(98)}${random() < 0.4 ? ` ${pick(['A', 'B', 'C', 'as.'])} ${1 + below(60)}` : ''}`,
    postalCode: town.postalCode,
    city: town.name[language].toUpperCase(),
    // 0100 numbers are paid service numbers, never a person's own.
    phone: age < 10 || random() < 0.1 ? null : `0100${two(below(100))}${two(below(100))}${two(below(100))}`,
    ...(allergies.length === 0
      ? {}
      : { allergies: [...new Set(allergies)].map(item => ({ text: item[language], severity: item.severity })) }),
  };
}

const patients: Patient[] = NAMED_PATIENTS.map(({ sign, number, ...person }, index) => {
  const hetu = sign === null ? null : identityCode(person.birthDate, sign, number);
  if (hetu !== null) taken.add(hetu);
  return { id: uuidOf(index), hetu, ...person };
});
while (patients.length < COUNT) patients.push(newPatient(patients.length));
const file = join(dirname(fileURLToPath(import.meta.url)), 'patients.ndjson');
writeFileSync(file, patients.map(patient => `${JSON.stringify(patient)}\n`).join(''));
