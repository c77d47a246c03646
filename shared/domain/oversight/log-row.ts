import { addMonths, type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Profession } from '../people/person.ts';

/** A line of the log with its number in the chain. */
export type LogRow = Readonly<{
  n: number;
  at: Instant;
  /** Registration number, or `system`, `command`. */
  actor: string;
  organisationOid: string | null;
  act: string;
  patientId: string | null;
  subject: string | null;
  reason: string | null;
  outcome: string;
}>;

/** Somebody who works here, as the employer's list knows them. */
export type StaffMember = Readonly<{
  registrationNumber: string;
  family: string;
  given: readonly string[];
  profession: Profession;
  unitKind: 'provider' | 'clinic' | 'pharmacy' | 'social';
  /** Home address; empty where the list has none. */
  street: string;
  postalCode: string;
}>;

/** What a comparison needs of a patient. */
export type LoggedPatient = Readonly<{
  id: string;
  family: string;
  given: readonly string[];
  street: string;
  postalCode: string;
  deceasedOn: LocalDate | null;
}>;

/** A visit or contact: proof of a care relationship around its time. */
export type CareEvent = Readonly<{ patientId: string; startedAt: Instant; endedAt: Instant | null }>;

/**
 * On what ground a line stands (kanta-records 9.2: use, consent, emergency, statute): `care` treatment, `customer` the word of
 * a pharmacy's customer, `authorisation` the organiser's register in a purchased service, `disclosure` another register by
 * consent, `emergency`, `declaration` the person's own wish, `duty` a
 * task by law that shows no care, `none` where no patient is concerned.
 */
export const LOG_BASES = [
  'care',
  'customer',
  'authorisation',
  'disclosure',
  'emergency',
  'declaration',
  'duty',
  'none',
] as const;
export type LogBasis = (typeof LOG_BASES)[number];

/** Log data of so many months is the person's without a further ground (tietosuoja.fi, log data: two years). */
const REPORTED_MONTHS = 24;
/** Does a report from this day on hold what only a special reason gives? */
export const isOlderThanReported = (from: LocalDate, today: LocalDate): boolean =>
  from < addMonths(today, -REPORTED_MONTHS);

const DISCLOSURES: readonly string[] = ['disclosureSearch', 'openDisclosed'];
const EMERGENCIES: readonly string[] = ['emergency', 'reviewEmergency'];
const WILLS: readonly string[] = ['maintainWills'];
const DUTIES: readonly string[] = [
  'logReview',
  'logReport',
  'logRefusal',
  'logSearch',
  'logExport',
  'logCheck',
  'export',
  'decide',
];

/** Query reason of a dispensing, 1.2.246.537.5.40110.2006. */
const DISPENSING_REASON = '6';

export function basisOf({ act, patientId, reason }: Pick<LogRow, 'act' | 'patientId' | 'reason'>): LogBasis {
  if (DUTIES.includes(act)) return 'duty';
  if (patientId === null) return 'none';
  if (EMERGENCIES.includes(act)) return 'emergency';
  if (DISCLOSURES.includes(act)) return 'disclosure';
  if (WILLS.includes(act)) return 'declaration';
  if (act === 'storeForOrganiser') return 'authorisation';
  return reason === DISPENSING_REASON ? 'customer' : 'care';
}
