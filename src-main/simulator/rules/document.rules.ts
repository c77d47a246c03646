import { type CdaAuthor, type CdaBinding, type CdaHeader } from '../cda/cda-types.ts';
import { hetuFault } from '../hetu.ts';
import { KELA_OID } from '../names.ts';
import { type Rule, rule } from './rule.ts';

/** A document with what its signed body repeats of the unsigned header. */
export type BoundDocument = Readonly<{
  header: CdaHeader;
  binding: CdaBinding;
  responsible: CdaAuthor | null;
  organisation: string;
}>;

const CDA = 'Kela CDA library (KantaCDA-API)';
const HL7 = 'HL7 Finland CDA R2 header guide';

const noLeadingZeros = /^1\.2\.246(\.(0|[1-9]\d*))+$/;

/** Header against body and the form of identifiers: the signature does not cover the header. */
export const DOCUMENT_RULES: readonly Rule<BoundDocument>[] = [
  rule(
    'SIM-DOC-001',
    HL7,
    'E-FORM',
    'invariant',
    [
      'Version 1 tunniste ja sarjatunniste eroavat, tai myöhemmässä versiossa ne ovat samat.',
      'Identifieraren och seriens identifierare stämmer inte med versionen.',
      'The identifier and the set identifier do not fit the version.',
    ],
    ({ header }) => (header.version === 1) === (header.documentOid === header.setId),
  ),
  rule(
    'SIM-DOC-002',
    HL7,
    'E-FORM',
    'value',
    [
      'Tunniste ei ole suomalaisen tunnistepuun tunniste.',
      'Identifieraren hör inte till det finländska trädet.',
      'The identifier is not of the Finnish tree.',
    ],
    ({ header }) => noLeadingZeros.test(header.documentOid) && noLeadingZeros.test(header.setId),
  ),
  rule(
    'SIM-DOC-003',
    HL7,
    'E-FORM',
    'required',
    [
      'Korvaava versio ei nimeä korvattavaa.',
      'Den ersättande versionen anger inte vad den ersätter.',
      'A replacing version does not name what it replaces.',
    ],
    ({ header }) => header.version === 1 || (header.related?.kind === 'RPLC' && header.related.oid !== null),
  ),
  rule(
    'SIM-DOC-004',
    'Kela CDA library, signature samples',
    'E-FORM',
    'security',
    [
      'Allekirjoitetun rungon tunniste ei vastaa asiakirjan tunnistetta.',
      'Identifieraren i den undertecknade delen motsvarar inte dokumentets.',
      'The identifier in the signed body is not the document’s.',
    ],
    ({ header, binding }) =>
      binding.sectionIds.length > 0 &&
      binding.sectionIds.every(id => id.startsWith(`${header.documentOid}.`)) &&
      binding.selfReferences.every(r => r.oid === header.documentOid && (r.setId === null || r.setId === header.setId)),
  ),
  rule(
    'SIM-DOC-005',
    'Kela CDA library, signature samples',
    'E-FORM',
    'security',
    [
      'Otsakkeen potilas ei ole allekirjoitetun rungon potilas.',
      'Patienten i rubriken är inte den undertecknade delens patient.',
      'The patient of the header is not the patient of the signed body.',
    ],
    ({ header, binding }) =>
      header.patient.hetu === null
        ? binding.patientCodes.length === 0 &&
          binding.patientBirthDates.length > 0 &&
          binding.patientBirthDates.every(d => d === header.patient.birthDate)
        : binding.patientCodes.length > 0 && binding.patientCodes.every(code => code === header.patient.hetu),
  ),
  rule(
    'SIM-DOC-006',
    'Kela CDA library, signature samples',
    'E-FORM',
    'security',
    [
      'Otsakkeen tekijää ei ole allekirjoitetun rungon tekijöissä.',
      'Rubrikens författare finns inte bland den undertecknade delens.',
      'An author of the signed body is not in the header.',
    ],
    ({ header, binding }) =>
      binding.authorNumbers.every(number => header.authors.some(a => a.registrationNumber === number)),
  ),
  rule(
    'SIM-DOC-007',
    'DVV, form of the personal identity code',
    'E-FORM',
    'code-invalid',
    ['Henkilötunnus ei ole oikein.', 'Personbeteckningen är fel.', 'The personal identity code is wrong.'],
    ({ header }) => header.patient.hetu === null || hetuFault(header.patient.hetu) !== 'form',
  ),
  rule(
    'SIM-DOC-008',
    'Simulator: practice only',
    'E-FORM',
    'code-invalid',
    [
      'Simulaattori ottaa vain harjoitustunnuksia (900-999).',
      'Simulatorn tar endast emot övningsbeteckningar (900-999).',
      'The simulator takes practice codes only (900-999).',
    ],
    ({ header }) => header.patient.hetu === null || hetuFault(header.patient.hetu) !== 'not-for-practice',
  ),
  rule(
    'SIM-DOC-009',
    CDA,
    'E-FORM',
    'required',
    [
      'Potilaan nimi, sukupuoli tai syntymäaika puuttuu.',
      'Patientens namn, kön eller födelsetid saknas.',
      'The patient’s name, sex or date of birth is missing.',
    ],
    ({ header: { patient } }) =>
      patient.name.family !== null &&
      patient.name.given.length > 0 &&
      patient.gender !== null &&
      patient.birthDate !== null,
  ),
  rule(
    'SIM-DOC-010',
    CDA,
    'E-FORM',
    'value',
    ['Luottamuksellisuuden arvo on väärä.', 'Sekretessens värde är fel.', 'The confidentiality is wrong.'],
    ({ header }) => header.confidentiality === '5',
  ),
  rule(
    'SIM-DOC-011',
    CDA,
    'E-FORM',
    'required',
    ['Vastuullinen tekijä puuttuu.', 'Den ansvariga författaren saknas.', 'The responsible author is missing.'],
    ({ responsible }) => typeof responsible?.registrationNumber === 'string',
  ),
  rule(
    'SIM-DOC-012',
    CDA,
    'E-FORM',
    'required',
    ['Palveluyksikkö puuttuu.', 'Serviceenheten saknas.', 'The service unit is missing.'],
    ({ responsible }) => responsible === null || responsible.unit !== null,
  ),
];

/** What every document of the Prescription Centre has. */
export const CENTRE_RULES: readonly Rule<BoundDocument>[] = [
  rule(
    'SIM-RX-001',
    CDA,
    'E-FORM',
    'value',
    ['Rekisterinpitäjä ei ole Kela.', 'Den personuppgiftsansvarige är inte FPA.', 'The controller is not Kela.'],
    ({ header }) => header.custodian === KELA_OID,
  ),
  rule(
    'SIM-RX-002',
    CDA,
    'E-FORM',
    'value',
    [
      'Asiakirjan tunniste ei ole 93-solmuluokassa.',
      'Dokumentets identifierare är inte i nodklass 93.',
      'The document identifier is not of node class 93.',
    ],
    ({ header }) => /\.93\d{0,3}\.\d{4}\.\d/.test(header.documentOid),
  ),
  rule(
    'SIM-RX-003',
    CDA,
    'E-FORM',
    'required',
    [
      'Rungosta puuttuu viittaus asiakirjaan itseensä.',
      'Hänvisningen till dokumentet självt saknas.',
      'The body lacks the reference to the document itself.',
    ],
    ({ binding }) => binding.selfReferences.length > 0,
  ),
  rule(
    'SIM-RX-004',
    CDA,
    'E-FORM',
    'value',
    [
      'Palvelutapahtuman tunniste ei ole 14-solmuluokassa.',
      'Servicehändelsens identifierare är inte i nodklass 14.',
      'The service event identifier is not of node class 14.',
    ],
    ({ header }) => header.encounter === null || /\.14\d*\./.test(header.encounter),
  ),
];

/** What every document of the Patient Data Repository has. */
export const RECORD_RULES: readonly Rule<BoundDocument>[] = [
  rule(
    'SIM-REC-001',
    'Kela, Patient Data Repository: service event in every message',
    'E-FORM',
    'required',
    ['Palvelutapahtuman tunniste puuttuu.', 'Servicehändelsens identifierare saknas.', 'The service event is missing.'],
    ({ header }) => header.encounter !== null,
  ),
  rule(
    'SIM-REC-002',
    HL7,
    'E-FORM',
    'required',
    ['Rekisterinpitäjä puuttuu.', 'Den personuppgiftsansvarige saknas.', 'The controller is missing.'],
    ({ header }) => header.custodian !== null,
  ),
  rule(
    'SIM-REC-003',
    HL7,
    'E-FORM',
    'value',
    [
      'Rekisterin laji puuttuu tai on tuntematon.',
      'Registrets slag saknas eller är okänt.',
      'The register type is missing or unknown.',
    ],
    ({ header }) => /^1\.2\.246\.537\.5\.40150(\.|$)/.test(header.type.system),
  ),
];
