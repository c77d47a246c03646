import { type PatientRegister } from '../../codes/record-systems.ts';
import { type Decimal } from '../../kernel/decimal.ts';
import { type Localized, type PatientLanguage } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Confirmation } from '../finding.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type MinorDisclosure } from '../prescribing/prescription.ts';
import { type CertificateContent } from './certificate-forms.ts';
import { type CoreEntry } from './core-data.ts';

/** A visit of a treatment series: an encounter of the provider's own that chains to the service event. */
export type SeriesVisit = Readonly<{ oid: Oid; startedAt: Instant; endedAt: Instant | null }>;

/**
 * Palvelutapahtuma: ties documents of one visit, ward period or series together; FHIR Encounter with an official identifier.
 * A series of treatments is one service event however many visits it has (HL7 Finland base profiles, Encounter.partOf).
 */
export type ServiceEvent = Readonly<{
  oid: Oid;
  patientId: string;
  kind: 'visit' | 'remoteContact';
  /** Where it goes on. */
  unitOid: Oid;
  /** Of a series that another unit of the provider began: that unit, which its own data name for good. */
  begunAtOid?: Oid;
  startedAt: Instant;
  endedAt: Instant | null;
  acceptance: 'accepted' | 'queued' | 'rejected';
  /** Only of a treatment series: what it is of and its visits, oldest first. */
  series?: Readonly<{ name: string; visits: readonly SeriesVisit[] }>;
}>;

/** Diagnosis (physician) or reason for visit (nurse): ICD-10 Finnish edition, 1.2.246.537.6.1.1999. */
export type DiagnosisEntry = Readonly<{
  kind: 'diagnosis';
  code: string;
  name: string;
  /** 1.2.246.537.5.40005: PAA main, SIVU other. */
  primacy: 'PAA' | 'SIVU';
  /** 1.2.246.537.5.40003: PYS permanent; null = not stated. */
  permanence: 'PYS' | null;
}>;

/** LOINC codes in use with their UCUM units; blood pressure has two values in one entry. */
export const MEASUREMENTS = {
  bloodPressure: { loinc: '85354-9', unit: 'mm[Hg]', shown: 'mmHg', parts: ['8480-6', '8462-4'], low: 30, high: 300 },
  heartRate: { loinc: '8867-4', unit: '/min', shown: '/min', parts: null, low: 10, high: 350 },
  bodyTemperature: { loinc: '8310-5', unit: 'Cel', shown: '°C', parts: null, low: 25, high: 45 },
  bodyWeight: { loinc: '29463-7', unit: 'kg', shown: 'kg', parts: null, low: 0.2, high: 500 },
  bodyHeight: { loinc: '8302-2', unit: 'cm', shown: 'cm', parts: null, low: 20, high: 260 },
  oxygenSaturation: { loinc: '59408-5', unit: '%', shown: '%', parts: null, low: 30, high: 100 },
  bloodGlucose: { loinc: '15074-8', unit: 'mmol/L', shown: 'mmol/l', parts: null, low: 0.5, high: 60 },
} as const satisfies Record<
  string,
  Readonly<{
    loinc: string;
    unit: string;
    shown: string;
    parts: readonly [string, string] | null;
    low: number;
    high: number;
  }>
>;
export type MeasurementKind = keyof typeof MEASUREMENTS;

export type MeasurementEntry = Readonly<{
  kind: 'measurement';
  measurement: MeasurementKind;
  value: Decimal;
  /** Diastolic pressure; null for all other kinds. */
  secondValue: Decimal | null;
  measuredAt: Instant;
}>;

export type RecordEntry = DiagnosisEntry | MeasurementEntry | CoreEntry;

/** Headings of a note. Of their codes only 76 (other entry) is confirmed: `shared/codes/record-headings.ts`. */
export const RECORD_HEADINGS = [
  'reasonForArrival',
  'anamnesis',
  'currentStatus',
  'diagnosis',
  'measurements',
  'plan',
  'finalAssessment',
  'otherEntry',
  'riskInformation',
  'procedures',
  'laboratory',
  'vaccinations',
  'imaging',
  'certificate',
] as const;
export type RecordHeading = (typeof RECORD_HEADINGS)[number];

export type RecordSection = Readonly<{ heading: RecordHeading; text: string; entries: readonly RecordEntry[] }>;

/** A template: which headings a note of this kind offers, in order, and the phrases at hand. */
export type RecordTemplate = Readonly<{
  id: string;
  name: Localized;
  headings: readonly RecordHeading[];
  phrases: Readonly<Partial<Record<RecordHeading, readonly Localized[]>>>;
  professions: readonly ('physician' | 'nurse')[];
  view: RecordView;
  /** The form that a document of this template is; left out of notes. */
  certificate?: CertificateContent;
}>;

/** Views of this version by their customary abbreviations; the codes of 1.2.246.537.6.12.2002 are not confirmed. */
export const RECORD_VIEWS = {
  general: { fi: 'YLE Yleislääketiede', sv: 'YLE Allmänmedicin', en: 'YLE General medicine' },
  nursing: { fi: 'HOI Hoitotyö', sv: 'HOI Vårdarbete', en: 'HOI Nursing' },
  certificates: { fi: 'Todistukset ja lausunnot', sv: 'Intyg och utlåtanden', en: 'Certificates and statements' },
} as const satisfies Record<string, Localized>;
export type RecordView = keyof typeof RECORD_VIEWS;

/** A version of a document: its own OID, and the set that it is a version of. */
export type VersionOf = Readonly<{ oid: Oid; setId: Oid; version: number }>;

/**
 * What a later version does to the one it was made from: `newVersion` says everything anew, `annulment` empties the
 * document for good. Only the newest version can be the base.
 */
export type Revision = Readonly<{
  act: 'newVersion' | 'annulment';
  base: VersionOf;
  /** In the author's words; shown in the readable text of the new version. */
  reason: string;
}>;

/**
 * Made by a producer of a purchased service: the document belongs to the register of the organiser, which keeps it, and the
 * author's unit is the producer (kanta.fi, authorisation for the outsourcing service provider).
 */
export type PurchasedService = Readonly<{ organiserOid: Oid; organiserName: string; register: PatientRegister }>;

/** A record document: entries of one service event, archived as one signed CDA R2 file. */
export type RecordDocument = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
  author: Professional;
  serviceEventOid: Oid;
  /**
   * The one document that stands for the event's own data (HL7 Finland header, encompassingEncounterMasterCode): the first
   * that is written in it. A later version of it stays primary.
   */
  isPrimary?: true;
  /** Of a treatment series: its name, and the visit in which this was written; null between visits. */
  series?: Readonly<{ name: string; visitOid: Oid | null }>;
  /** Left out: it belongs to the register of the author's own provider. */
  purchased?: PurchasedService;
  templateId: string;
  title: string;
  createdAt: Instant;
  sections: readonly RecordSection[];
  /** When that happened which is written of, where it is written down afterwards (late entry). */
  happenedAt?: Instant;
  /** From version 2 on: what this version does. `author` stays who wrote the first version; `by` made this one. */
  revision?: Revision & Readonly<{ by: Professional }>;
  /** Left out: shown at once, of an adult. */
  citizen?: CitizenView;
}>;

/**
 * What the citizens' service shows of a document. A delay hides nothing from professionals; of a minor the capacity is judged
 * each time: 1 none, guardians see; 2 has it and allows; 3 has it and denies; 4 not known, guardians do not see
 * (1.2.246.537.5.40202; kanta.fi, delaying and minors).
 */
export type CitizenView = Readonly<{
  /** First day on which the person sees it; the ground stays at the desk and is never sent. */
  delay: Readonly<{ until: LocalDate; reason: string }> | null;
  minorDisclosure: MinorDisclosure | null;
}>;
export const SHOWN_AT_ONCE: CitizenView = { delay: null, minorDisclosure: null };

/** What the writer has typed so far. */
export type RecordForm = Readonly<{
  templateId: string;
  sections: readonly RecordSection[];
  confirmations: readonly Confirmation[];
  /** Only of a late entry. */
  happenedAt?: Instant;
  /** Only of a new version or an annulment. */
  revision?: Revision;
  /** Left out: shown at once, of an adult. */
  citizen?: CitizenView;
  /** The authorisation on which it goes into the organiser's register; left out, into the own one. */
  purchased?: Readonly<{ authorisationOid: Oid; organiserName: string }>;
}>;

/** Who keeps a document: its register is of one controller, whoever wrote into it. */
export const keeperOf = ({ purchased, author }: Pick<RecordDocument, 'purchased' | 'author'>): Oid =>
  purchased?.organiserOid ?? author.organisation.provider.oid;

/** The row of a patient's record list. */
export type RecordRow = Readonly<{
  oid: Oid;
  serviceEventOid: Oid;
  title: string;
  authorName: string;
  createdAt: Instant;
  version: number;
  acceptance: 'accepted' | 'queued' | 'rejected';
  setId: Oid;
  /** The view that it belongs to and the headings in it, as their names stand in the document. */
  view: string;
  headings: readonly string[];
  /** An annulled document has no content any more; a replaced one is history. */
  state: 'current' | 'annulled' | 'replaced';
  /** It stands for the data of its service event. */
  isPrimary?: true;
  /** Whose register it was written into, where that is another's than the author's own. */
  organiserName?: string;
}>;
