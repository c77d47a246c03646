import { type PatientLanguage } from '../kernel/language.ts';

/** `code: null` = not confirmed; the heading then travels by its name, never under a guessed code. */
export type RecordHeadingCode = Readonly<{ code: string | null } & Record<PatientLanguage, string>>;

/** Phase 99 (unspecified) and heading 76 (other entry): confirmed by the HL7 Finland purchase-service document sample. */
export const UNSPECIFIED_PHASE = {
  code: '99',
  fi: 'Määrittelemätön hoidon vaihe',
  sv: 'Ospecificerad vårdfas',
} as const;
export const PHASE_SYSTEM_NAME = 'AR/YDIN - Hoitoprosessin vaihe';
export const HEADING_SYSTEM_NAME = 'AR/YDIN - Otsikot';

/**
 * Headings of a visit note. The OID of the two code systems is not confirmed either, so documents carry their names only.
 */
export const RECORD_HEADING_CODES = {
  reasonForArrival: { code: null, fi: 'Tulosyy', sv: 'Ankomstorsak' },
  anamnesis: { code: null, fi: 'Esitiedot (anamneesi)', sv: 'Anamnes' },
  currentStatus: { code: null, fi: 'Nykytila (status)', sv: 'Nuvarande tillstånd (status)' },
  diagnosis: { code: null, fi: 'Diagnoosi', sv: 'Diagnos' },
  measurements: { code: null, fi: 'Fysiologiset mittaukset', sv: 'Fysiologiska mätningar' },
  plan: { code: null, fi: 'Suunnitelma', sv: 'Plan' },
  finalAssessment: { code: null, fi: 'Loppuarvio', sv: 'Slutbedömning' },
  otherEntry: { code: '76', fi: 'Muu merkintä', sv: 'Annan anteckning' },
} as const satisfies Record<string, RecordHeadingCode>;
