import { type Oid } from '../../kernel/oid.ts';
import { type PatientLanguage } from '../../kernel/language.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type RenewablePrescription } from './renewal-request.ts';

/** A prescription as the patient reads of it. */
export type ListedPrescription = RenewablePrescription &
  Readonly<{
    doseText: string;
    validUntil: LocalDate | null;
    /** What is left, as words: `2 x 100 fol`; empty where it is not told. */
    remaining: string;
  }>;

type Common = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
  by: Professional;
  at: Instant;
  /** At least one. */
  prescriptions: readonly ListedPrescription[];
}>;

/** Potilasohje, document type 13: what the patient takes along, with the identifications by which a pharmacy finds it. */
export type PatientInstruction = Common;

/** Yhteenveto, document type 14: the prescriptions of a time. */
export type PrescriptionSummary = Common & Readonly<{ from: LocalDate | null; until: LocalDate | null }>;
