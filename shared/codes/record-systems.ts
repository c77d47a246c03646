import { type CodeSystem } from './code-systems.ts';

/**
 * Code systems of record documents beside those of the header. Sources of OIDs: Finnish base profiles (fhir-fi), Kela's
 * specification sample of a purchased-service authorisation (record status). The laboratory OID is unconfirmed.
 */
export const RECORD_SYSTEMS = {
  icpc2: { oid: '1.2.246.537.6.31.2007', name: 'ICPC-2' },
  procedures: { oid: '1.2.246.537.6.2', name: 'THL - Toimenpideluokitus' },
  laboratory: { oid: '1.2.246.537.6.3', name: 'Kuntaliitto - Laboratoriotutkimusnimikkeistö' },
  recordStatus: { oid: '1.2.246.537.5.40154.2008', name: 'eArkisto - Asiakirjan valmistumisen tila' },
} as const satisfies Record<string, CodeSystem>;

/**
 * Registers of patient documents, 1.2.246.537.5.40150, that notes of this version are written into. Source: Kela's CDA
 * library (KantaCDAConstants).
 */
export const PATIENT_REGISTERS = {
  '2': 'Julkinen terveydenhuolto',
  '3': 'Yksityinen terveydenhuolto',
} as const;
export type PatientRegister = keyof typeof PATIENT_REGISTERS;
/** Where nothing else is configured, the own register is that of a wellbeing services county. */
export const OWN_REGISTER: PatientRegister = '2';

/** Of the states of a document only "ready for the archive" is confirmed; an annulled one travels by its name. */
export const RECORD_STATUS = {
  ready: { code: '3', name: 'Arkistointivalmis' },
  annulled: { code: null, name: 'Mitätöity' },
} as const;
