import { type Oid } from '../../kernel/oid.ts';
import { type PatientLanguage } from '../../kernel/language.ts';
import { type Instant } from '../../kernel/time.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type DocumentReference } from './reference.ts';

/**
 * What a pharmacy says of a prescription without changing it. Finnish term and document type of 1.2.246.537.5.40105.2006:
 * `lock` lukitus 4 · `unlock` lukituksen purku 5 · `reservation` varaus 6 · `reservationRelease` varauksen purku 7 ·
 * `doseDispensing` annosjakelu 16 · `doseDispensingRelease` annosjakelun purku 17 · `holdRelease` toimitusvarauksen purku 18.
 */
export const PHARMACY_MESSAGE_TYPES = {
  lock: '4',
  unlock: '5',
  reservation: '6',
  reservationRelease: '7',
  doseDispensing: '16',
  doseDispensingRelease: '17',
  holdRelease: '18',
} as const;
export type PharmacyMessageKind = keyof typeof PHARMACY_MESSAGE_TYPES;
export const PHARMACY_MESSAGE_KINDS = Object.keys(PHARMACY_MESSAGE_TYPES) as readonly PharmacyMessageKind[];

/** A message of any of these kinds. */
export type PharmacyMessage = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
  /** A pharmacist (right 005 or 006); an unlocking may also be the prescriber's. */
  by: Professional;
  at: Instant;
  /** The prescription that is meant (relatedDocument APND). */
  prescription: DocumentReference;
  /** Syy or selitys, free text. */
  reason: string;
  /** The message that is undone (lock, reservation, dose dispensing, hold), when there is one with an id. */
  undoes: DocumentReference | null;
}>;
