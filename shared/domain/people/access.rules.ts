import { says, type Rule } from '../rule.ts';
import { type Profession } from './person.ts';

/** What a query of the Prescription Centre rests on. */
export type AccessFacts = Readonly<{
  profession: Profession;
  /** Code of 1.2.246.537.5.40110.2006, as chosen; empty = none. */
  queryReason: string;
  /** How old the answer of the role service is, in milliseconds; null = there is none. Below zero: the clock was put back. */
  rightAgeMs: number | null;
  rightInForce: boolean;
  rightMaxAgeMs: number;
}>;

/** A clock set right by a time server goes back by less; beyond it an age means nothing. */
const CLOCK_SLACK_MS = 10 * 60_000;

const CARE = ['1', '2', '5', '10', '28', '99'] as const;
const ADMINISTRATION = ['1', '99'] as const;
const PRESCRIBING = [...CARE, '3', '4', '11', '16', '20', '21', '23', '25', '26'] as const;
const PHARMACY = [
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '10',
  '11',
  '17',
  '18',
  '20',
  '22',
  '24',
  '25',
  '26',
  '28',
  '29',
  '99',
] as const;

/** Query reasons by profession: codes of the Kela CDA library, their division our own reading until the search rules are public. */
export const REASONS_FOR: Readonly<Record<Profession, readonly string[]>> = {
  physician: PRESCRIBING,
  specialistPhysician: PRESCRIBING,
  dentist: PRESCRIBING,
  nurse: CARE,
  pharmacist: PHARMACY,
  bachelorPharmacist: PHARMACY,
  pharmacyTechnician: [],
  // Opens a person for appointments and declarations; the Centre itself is closed to those without a right.
  secretary: ADMINISTRATION,
  socialWorker: ADMINISTRATION,
  archivist: ADMINISTRATION,
  dataProtectionOfficer: [],
};

/** Whether a stored answer may stand in for a fresh one. */
export const isRightYoung = (ageMs: number, maxAgeMs: number): boolean => ageMs <= maxAgeMs && ageMs >= -CLOCK_SLACK_MS;

/** Rule R04. */
export const REASON_RULE: Rule<Pick<AccessFacts, 'profession' | 'queryReason'>> = {
  id: 'R04',
  severity: 'block',
  source: 'Kela CDA library, 1.2.246.537.5.40110.2006',
  field: 'reason',
  says: says(
    'Kyselyn syy puuttuu tai ei kuulu tälle ammattiryhmälle. Valitse syy.',
    'Orsaken till förfrågan saknas eller hör inte till denna yrkesgrupp. Välj en orsak.',
    'The reason of the query is missing, or not one of this profession. Choose a reason.',
  ),
  holds: ({ profession, queryReason }) => REASONS_FOR[profession].includes(queryReason),
  inputs: ({ profession, queryReason }) => ({ profession, queryReason }),
};

/** Rule R05. */
export const RIGHT_RULE: Rule<Pick<AccessFacts, 'rightAgeMs' | 'rightInForce' | 'rightMaxAgeMs'>> = {
  id: 'R05',
  severity: 'block',
  source: 'Pharmacy use cases 2.5 (role and attribute service); age of a stored answer: own choice',
  field: null,
  says: says(
    'Ammattioikeus ei ole voimassa, tai sitä ei ole tarkistettu riittävän äskettäin.',
    'Yrkesrättigheten gäller inte eller har inte kontrollerats tillräckligt nyligen.',
    'The professional right is not in force, or was not checked recently enough.',
  ),
  holds: ({ rightAgeMs, rightInForce, rightMaxAgeMs }) =>
    rightInForce && rightAgeMs !== null && isRightYoung(rightAgeMs, rightMaxAgeMs),
  inputs: ({ rightAgeMs, rightMaxAgeMs }) => ({
    ageMinutes: rightAgeMs === null ? 'unknown' : String(Math.round(rightAgeMs / 60_000)),
    mostMinutes: String(Math.round(rightMaxAgeMs / 60_000)),
  }),
};

export const ACCESS_RULES: readonly Rule<AccessFacts>[] = [REASON_RULE, RIGHT_RULE];
