/** A code system as documents name it: its OID and the name written beside it. */
export type CodeSystem = Readonly<{ oid: string; name: string }>;

/**
 * Code systems of the prescription documents and the CDA header.
 * Source of OIDs and names: Kela CDA library, resepti.properties and the specification samples of package 4.00.
 */
export const CODE_SYSTEMS = {
  messageType: {
    oid: '1.2.246.537.5.40105.2006',
    name: 'Sähköinen lääkemääräys - Reseptisanoman tyyppi',
  },
  confidentiality: {
    oid: '1.2.246.777.5.99902.2006',
    name: 'KanTa-palvelut - Asiakirjan luottamuksellisuus',
  },
  sex: { oid: '1.2.246.537.5.1.1997', name: 'AR/YDIN - Sukupuoli' },
  personRole: { oid: '1.2.246.537.5.40006.2003', name: 'eArkisto - tekninen CDA R2 henkilötarkennin' },
  cdaStructure: { oid: '1.2.246.537.6.12.999.2003', name: 'KanTa-palvelut - tekninen CDA R2 rakennekoodisto' },
  professionalRight: { oid: '1.2.246.537.6.140.2008', name: 'Valvira - Ammattioikeudet' },
  medicationList: { oid: '1.2.246.537.6.12.2002.126', name: 'Lääkityslista' },
  minorDisclosure: {
    oid: '1.2.246.537.5.40202.201901',
    name: 'THL - Alaikäisen potilastietojen luovuttaminen huoltajille',
  },
  amountMode: {
    oid: '1.2.246.537.5.40100.2006',
    name: 'Sähköinen lääkemääräys - Määrätyn määrän esittämistapa',
  },
  productKind: { oid: '1.2.246.537.6.604.2014', name: 'THL - Valmisteen laji' },
  prescriptionKind: { oid: '1.2.246.537.6.605.2014', name: 'THL - Reseptin laji' },
  treatmentKind: { oid: '1.2.246.537.5.40101.2006', name: 'Sähköinen lääkemääräys - Hoitolaji' },
  changeReason: { oid: '1.2.246.537.6.600.2013', name: 'THL - Lääkehoidon muutoksen syy' },
  identification: {
    oid: '1.2.246.537.5.40109.2006',
    name: 'Potilaan tunnistaminen (huumausainelääkemääräys)',
  },
  controlClass: {
    oid: '1.2.246.537.5.40118.2006',
    name: 'Sähköinen lääkemääräys - Huumausaine / PKV lääkemääräys',
  },
  cancellationType: {
    oid: '1.2.246.537.5.40103.2006',
    name: 'Sähköinen lääkemääräys - Lääkemääräyksen mitätöinnin tyyppi',
  },
  cancellationParty: {
    oid: '1.2.246.537.5.40102.2006',
    name: 'Sähköinen lääkemääräys - Lääkemääräyksen mitätöinnin osapuoli',
  },
  consent: { oid: '1.2.246.537.5.40119.2006', name: 'Sähköinen lääkemääräys - Suostumustyypit' },
  /** Its values are not confirmed. Source: Finnish base profiles, sample resources of Kanta Medication R4. */
  renewalState: { oid: '1.2.246.537.5.40106.2006', name: 'Sähköinen lääkemääräys - Uusimispyynnön tila' },
  substitutionReason: {
    oid: '1.2.246.537.5.40183.2009',
    name: 'Sähköinen lääkemääräys - Lääkevaihtokielto tai lääkevaihdon syy',
  },
  yesNo: { oid: '1.2.246.537.6.112.2007', name: 'AR/YDIN - Kyllä/Ei/Ei tietoa' },
  doseUnit: { oid: '1.2.246.537.6.138.202001', name: 'Sähköinen lääkemääräys - Annosyksikkö' },
  timeOfDay: { oid: '1.2.246.537.6.137.202001', name: 'THL - Vuorokaudenaika' },
  weekday: { oid: '1.2.246.537.6.136.202001', name: 'THL - Viikonpäivä' },
  route: { oid: '1.2.246.537.6.1403.202001', name: 'Fimea - Antoreitti' },
  education: { oid: '1.2.246.537.6.148.2008', name: 'Valvira - Koulutusluokitus' },
  specialClarification: { oid: '1.2.246.537.6.850.202001', name: 'Kela/Lääketietokanta - Erillisselvitys' },
  pharmacyStorage: {
    oid: '1.2.246.537.5.40303.201501',
    name: 'Sähköinen lääkemääräys - Apteekissa tallennettu lääkemääräys',
  },
  pharmacyStorageReason: {
    oid: '1.2.246.537.5.40302.201501',
    name: 'Sähköinen lääkemääräys - Apteekissa tallennetun lääkemääräyksen perustelu',
  },
  atc: { oid: '1.2.246.537.6.32', name: 'Fimea - ATC Luokitus' },
  vnr: { oid: '1.2.246.537.6.55', name: 'VNR' },
  signatureKind: { oid: '1.2.246.537.5.40127.2006', name: 'Sähköisen allekirjoituksen tyyppi' },
  patientRegister: {
    oid: '1.2.246.537.5.40150.2009',
    name: 'KanTa-palvelut - Potilasasiakirjan rekisteritunnus',
  },
  view: { oid: '1.2.246.537.6.12.2002', name: 'AR/YDIN - Näkymät' },
  icd10: { oid: '1.2.246.537.6.1.1999', name: 'THL - Tautiluokitus ICD-10' },
  diagnosisPrimacy: { oid: '1.2.246.537.5.40005', name: 'AR/YDIN - Diagnoosin ensisijaisuus' },
  diagnosisPermanence: { oid: '1.2.246.537.5.40003', name: 'AR/YDIN - Diagnoosin pysyvyys' },
  loinc: { oid: '2.16.840.1.113883.6.1', name: 'LOINC' },
} as const satisfies Record<string, CodeSystem>;

/** Roots of identifiers. Source: Kela CDA library. */
export const ID_ROOTS = {
  identityCode: '1.2.246.21',
  identifierNumber: '1.2.246.537.25',
  registrationNumber: '1.2.246.537.26',
} as const;

/** Kela is the controller of everything stored in the Prescription Centre. Source: Kela CDA library. */
export const PRESCRIPTION_CUSTODIAN = { oid: '1.2.246.10.2462460.19.1', name: 'Kansaneläkelaitos' } as const;

/** True for `oid` itself and for its versions by year: `1.2.246.537.5.40150.2009` is a version of `1.2.246.537.5.40150`. */
export function isVersionOf(oid: string, system: CodeSystem): boolean {
  const stem = system.oid.replace(/\.(19|20)\d{2}(\d{2})?$/, '');
  return (
    oid === stem || oid === system.oid || (oid.startsWith(`${stem}.`) && /^\.\d{4,6}$/.test(oid.slice(stem.length)))
  );
}
