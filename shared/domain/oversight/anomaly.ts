import { type CareEvent, type LoggedPatient, type LogRow, type StaffMember } from './log-row.ts';

export const ANOMALY_KINDS = [
  'ownRecord',
  'colleague',
  'sameAddress',
  'sameSurname',
  'noRelationship',
  'emergency',
  'manyPatients',
  'quickOpenings',
  'nightUse',
  'afterDeath',
  'refusedAttempts',
  'willThenSearch',
] as const;
export type AnomalyKind = (typeof ANOMALY_KINDS)[number];

/** Something that a monitor looks at: why it stands on the list is its kind with `inputs`, never a verdict. */
export type Anomaly = Readonly<{
  /** The same again for the same lines of the log: what was decided of it stays with it. */
  id: string;
  kind: AnomalyKind;
  actor: string;
  patientId: string | null;
  /** Lines of the log behind it, oldest first. */
  rows: readonly LogRow[];
  /** Figures that the words name. */
  inputs: Readonly<Record<string, string>>;
}>;

export type AnomalyFacts = Readonly<{
  /** Oldest first, of the period that is looked at. */
  rows: readonly LogRow[];
  staff: ReadonlyMap<string, StaffMember>;
  patients: ReadonlyMap<string, LoggedPatient>;
  events: readonly CareEvent[];
  limits: AnomalyLimits;
}>;

/** What counts as unusual; a controller sets its own. */
export type AnomalyLimits = Readonly<{
  /** An opening is in order when a visit lies within so many days of it. */
  relationshipDays: number;
  /** Patients a day of one person: above this, and above `timesMedian` times the median of the days of the same profession. */
  patientsADay: number;
  timesMedian: number;
  /** So many different patients within so many seconds. */
  quickPatients: number;
  quickSeconds: number;
  /** Hours of Helsinki that are night: from, to. */
  nightFrom: number;
  nightTo: number;
  refusalsADay: number;
  /** Days after a death in which records are still finished. */
  daysAfterDeath: number;
  /** Minutes between recording a will and a search by the same person. */
  willMinutes: number;
}>;

/** Source of the kinds: THL's requirements for logs v1.2 ask for monitoring; the figures are a starting point of our own. */
export const ANOMALY_LIMITS: AnomalyLimits = {
  relationshipDays: 30,
  patientsADay: 20,
  timesMedian: 3,
  quickPatients: 5,
  quickSeconds: 60,
  nightFrom: 22,
  nightTo: 6,
  refusalsADay: 3,
  daysAfterDeath: 30,
  willMinutes: 10,
};
