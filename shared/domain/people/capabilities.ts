import { UNCONFIRMED_RIGHTS } from '../../codes/unconfirmed-rights.ts';
import { type Profession } from './person.ts';

/**
 * What a role may do. Checked in the host for every call; screens read the same table. `findPersons` opens a person with
 * name and contact data; `readPatients` adds what is known of their health; `readMedication` their medication list, with what they tell of it: what
 * stands in it is decided with `recordEntry`.
 */
export const ALL_CAPABILITIES = [
  'prescribe',
  'dispense',
  'recordEntry',
  'annulRecords',
  'readRecords',
  'findPersons',
  'readPatients',
  'readMedication',
  'arrangeVisits',
  'maintainWills',
  'socialWork',
  'seeQueue',
  'reviewLogs',
  'checkReadiness',
] as const;
export type Capability = (typeof ALL_CAPABILITIES)[number];

const CLINICIAN: readonly Capability[] = [
  'recordEntry',
  'annulRecords',
  'readRecords',
  'findPersons',
  'readPatients',
  'readMedication',
  'arrangeVisits',
  'maintainWills',
  'seeQueue',
];
const PRESCRIBER: readonly Capability[] = ['prescribe', ...CLINICIAN];
const DISPENSER: readonly Capability[] = ['dispense', 'findPersons', 'readPatients', 'readMedication', 'seeQueue'];

/**
 * Who may do what: the column of a role against the need that each call of the contract states is the table role by call.
 * Sources: Act 61/2007 (prescribing, dispensing); Kela CDA library (rights 001, 003, 005, 006, 034 in
 * 1.2.246.537.6.140.2008); decree 825/2022 (the most that a task class may use: support tasks and patient administration
 * write no entries, a controller may narrow it); Act 703/2023 and THL's requirements for logs v1.2 (the controller's monitor
 * reads the logs, and no records).
 */
export const CAPABILITIES: Readonly<Record<Profession, readonly Capability[]>> = {
  physician: PRESCRIBER,
  specialistPhysician: PRESCRIBER,
  dentist: PRESCRIBER,
  pharmacist: [...DISPENSER, 'checkReadiness'],
  bachelorPharmacist: DISPENSER,
  nurse: CLINICIAN,
  /** Support tasks of a pharmacy: the state of the desk, no customers. */
  pharmacyTechnician: ['checkReadiness'],
  /** Patient administration: who comes and what they have declared, no records. */
  secretary: ['findPersons', 'arrangeVisits', 'maintainWills'],
  /** Clients, their declarations and the documents of social welfare; never health records. */
  socialWorker: ['findPersons', 'maintainWills', 'socialWork', 'seeQueue'],
  /** Checks and annuls documents of the own controller (kanta.fi, archivist's interface); writes no entries. */
  archivist: ['findPersons', 'readPatients', 'readRecords', 'annulRecords', 'seeQueue'],
  dataProtectionOfficer: ['reviewLogs', 'checkReadiness'],
};

/**
 * What a right adds to the profession: a nurse with the limited right prescribes (decree 1088/2010); what, the rules say (R26,
 * R27).
 */
const ADDED: Readonly<Record<string, readonly Capability[]>> = { [UNCONFIRMED_RIGHTS.limitedNurse]: ['prescribe'] };

/** Who somebody is, as far as what they may do rests on it. */
export type Holder = Readonly<{ profession: Profession; right: string | null }>;

/** Everything that the profession and the right allow, before any limitation. */
export const capabilitiesBy = ({ profession, right }: Holder): readonly Capability[] => [
  ...CAPABILITIES[profession],
  ...(right !== null && Object.hasOwn(ADDED, right) ? (ADDED[right] ?? []) : []),
];

export const may = (holder: Holder, capability: Capability): boolean => capabilitiesBy(holder).includes(capability);
