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

/** Phases of care by the names that professionals use; of their codes only 99 is confirmed. */
export const RECORD_PHASES = {
  arrival: { code: null, fi: 'Tulotilanne', sv: 'Ankomstsituation', en: 'Arrival' },
  planning: { code: null, fi: 'Hoidon suunnittelu', sv: 'Planering av vården', en: 'Planning' },
  implementation: { code: null, fi: 'Hoidon toteutus', sv: 'Genomförande av vården', en: 'Implementation' },
  evaluation: { code: null, fi: 'Hoidon arviointi', sv: 'Utvärdering av vården', en: 'Evaluation' },
  unspecified: { ...UNSPECIFIED_PHASE, en: 'Unspecified phase' },
} as const;
export type RecordPhase = keyof typeof RECORD_PHASES;
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
  riskInformation: { code: null, fi: 'Riskitiedot', sv: 'Riskuppgifter' },
  procedures: { code: null, fi: 'Toimenpiteet', sv: 'Åtgärder' },
  laboratory: { code: null, fi: 'Laboratoriotutkimukset', sv: 'Laboratorieundersökningar' },
  vaccinations: { code: null, fi: 'Rokotukset', sv: 'Vaccinationer' },
  imaging: { code: null, fi: 'Kuvantamistutkimukset', sv: 'Bilddiagnostiska undersökningar' },
  certificate: { code: null, fi: 'Todistuksen tiedot', sv: 'Intygets uppgifter' },
} as const satisfies Record<string, RecordHeadingCode>;

/** Under which phase a heading stands. Which headings fit which phase, THL's guide says; this table is our reading of it. */
export const PHASE_OF_HEADING: Readonly<Record<keyof typeof RECORD_HEADING_CODES, RecordPhase>> = {
  reasonForArrival: 'arrival',
  anamnesis: 'arrival',
  currentStatus: 'arrival',
  riskInformation: 'arrival',
  measurements: 'implementation',
  procedures: 'implementation',
  laboratory: 'implementation',
  vaccinations: 'implementation',
  imaging: 'implementation',
  certificate: 'unspecified',
  diagnosis: 'evaluation',
  plan: 'planning',
  finalAssessment: 'evaluation',
  otherEntry: 'unspecified',
};

/** The phase of a heading that is known by its name in a document; null for headings of others. */
export function phaseOfHeadingName(name: string): RecordPhase | null {
  const found = Object.entries(RECORD_HEADING_CODES).find(([, { fi, sv }]) => fi === name || sv === name);
  return found === undefined ? null : PHASE_OF_HEADING[found[0] as keyof typeof RECORD_HEADING_CODES];
}
