import { type RecordRow } from '../../../shared/domain/records/record.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type LogBasis } from '../../../shared/domain/oversight/log-row.ts';
import { type RefusalGround } from '../../../shared/domain/oversight/report-refusal.ts';
import { type DeclarationRow } from '../../../shared/domain/consent/declaration.ts';
import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type KeptSale, type SettledPurchase } from '../../../shared/domain/dispensing/purchase-report.ts';
import { type EndOfDay } from '../../../shared/domain/attention.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import { type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type Prescription, type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type RegisterName } from '../../../shared/domain/records/core-fields.ts';

/** Keeps the key of the database outside the database. */
export interface Secrets {
  kind: 'osKeystore' | 'keyFile' | 'memory';
  /** 32 bytes; made at first use and the same ever after for this data folder. */
  databaseKey(): Uint8Array;
}

/** A log without patients: ids, codes and counts only. */
export interface Log {
  info(what: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(what: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(what: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
}

export type LabelContent = Readonly<{
  dispensing: Dispensing;
  prescription: Prescription;
  runningNumber: number;
  accepted: boolean;
  useBefore: LocalDate | null;
  practice: boolean;
}>;
export type SheetContent = Readonly<{
  patient: Patient;
  rows: readonly PrescriptionRow[];
  printedBy: Professional;
  printedOn: string;
  largePrint: boolean;
  practice: boolean;
  /** The sheet for the medicines prescribed this time, or the summary of what the patient has. */
  kind: 'instruction' | 'summary';
}>;
export type ReceiptContent = Readonly<{
  patient: Patient;
  lines: readonly Readonly<{
    dispensing: Dispensing;
    /** Null where the prescription as it was dispensed is no longer known here. */
    prescription: Prescription | null;
    /** Null where no price was known. */
    sale: KeptSale | null;
    settled: SettledPurchase | null;
  }>[];
  printedBy: Professional;
  at: Instant;
  practice: boolean;
}>;
export type EndOfDayContent = Readonly<{
  list: EndOfDay;
  unit: string;
  workstation: string;
  language: Language;
  practice: boolean;
}>;
/** An archived document, or one on its way, as its readers see it. */
export type RecordPrintContent = Readonly<{
  row: RecordRow;
  readable: readonly ReadableBlock[];
  patient: Patient;
  printedBy: Professional;
  printedOn: LocalDate;
  practice: boolean;
}>;
export type DeclarationContent = Readonly<{
  row: DeclarationRow;
  patient: Patient;
  /** Name of what a denial covers; null where its scope names nothing. */
  target: string | null;
  printedBy: Professional;
  printedOn: LocalDate;
  practice: boolean;
}>;
/** Who used a person's data and on what ground (Act 703/2023, section 11): the answer of the controller to the person. */
export type LogReportContent = Readonly<{
  patient: Patient;
  from: LocalDate;
  to: LocalDate;
  lines: readonly Readonly<{ at: Instant; who: string; unit: string; act: string; basis: LogBasis }>[];
  /** Number and link of the newest line of the log: the report is of this log and of no other. */
  head: Readonly<{ n: number; hash: string }>;
  printedBy: Professional;
  printedOn: LocalDate;
  practice: boolean;
}>;
/** The controller's refusal to give it, in writing. */
export type LogRefusalContent = Readonly<{
  patient: Patient;
  from: LocalDate;
  to: LocalDate;
  ground: RefusalGround;
  reason: string;
  decidedBy: Professional;
  decidedOn: LocalDate;
  practice: boolean;
}>;
export type PrintedPdf = Readonly<{ bytes: Uint8Array; pages: number }>;

/** Prints speak the patient's language and are black on white. */
export interface Printer {
  /** Overflow goes to a second label, never below 8 pt, never cut. */
  label(content: LabelContent): Promise<PrintedPdf>;
  /** The same label in ZPL II for a label printer of so many dots a millimetre (203 or 300 dpi). */
  zplLabel(content: LabelContent, dotsPerMm: 8 | 12): Promise<Uint8Array>;
  /** @param practice the word that marks practice; empty in a real profile */
  zplTest(practice: string, dotsPerMm: 8 | 12): Promise<Uint8Array>;
  patientSheet(content: SheetContent): Promise<PrintedPdf>;
  /** A declaration of will for the person to confirm and keep. */
  declaration(content: DeclarationContent): Promise<PrintedPdf>;
  /** A record document or a certificate: what stands in the archive, for the person to take along. */
  record(content: RecordPrintContent): Promise<PrintedPdf>;
  logReport(content: LogReportContent): Promise<PrintedPdf>;
  logRefusal(content: LogRefusalContent): Promise<PrintedPdf>;
  /** Receipt first, then the written account of what was handed over and what is left. */
  receipt(content: ReceiptContent): Promise<PrintedPdf>;
  /** For the people of the workplace, in the language of the interface. */
  endOfDay(content: EndOfDayContent): Promise<PrintedPdf>;
}

/** A row of a code register; what the register does not have is empty. */
export type CodeRow = Readonly<{
  code: string;
  /** Abbreviation, of laboratory examinations. */
  short: string;
  fi: string;
  sv: string;
  en: string;
  /** Latin name, of diagnoses. */
  other: string;
  unit: string;
}>;

/** Searches a code register by code, abbreviation or words of any of its languages; misspelt words are forgiven. */
export interface CodeRegister {
  /** @param on codes that were out of use on this day are not found */
  search(text: string, limit: number, on: LocalDate): readonly CodeRow[];
  /** Codes out of use as well: older documents name them. */
  byCode(code: string): CodeRow | null;
  info(): Readonly<{ name: string; release: string; rows: number; origin: string; licence: string }>;
}
export type CodeRegisters = Readonly<Record<RegisterName, CodeRegister>>;

/** Faults of the simulated services, practice profile only. */
export interface PracticeFaults {
  set(fault: 'none' | 'lineDown' | 'slow' | 'errors' | 'loseAnswers'): Promise<boolean>;
}
