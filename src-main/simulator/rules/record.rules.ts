import { type CdaHeader } from '../cda/cda-types.ts';
import { type CdaRecord } from '../cda/record.codec.ts';
import { KNOWN_FORMS } from './certificate.rules.ts';
import { type Rule, rule } from './rule.ts';

/** A record document by itself: header and what stands in its body. */
export type RecordSubject = Readonly<{ header: CdaHeader; body: CdaRecord }>;

const HL7 = 'HL7 Finland CDA R2 header guide';
const roles = ({ header }: RecordSubject): readonly (string | null)[] => header.authors.map(({ role }) => role);

/** Versions, annulment and structured entries, by our own reading of the archive documents. */
export const RECORD_CONTENT_RULES: readonly Rule<RecordSubject>[] = [
  rule(
    'SIM-REC-004',
    HL7,
    'E-FORM',
    'invariant',
    [
      'Rakenteisella tiedolla ei ole luettavaa tekstiä.',
      'En strukturerad uppgift saknar läsbar text.',
      'A structured entry has no readable text.',
    ],
    ({ body }) => body.unreadableEntries === 0,
  ),
  rule(
    'SIM-REC-005',
    'Kela, author roles KOR and MIT (1.2.246.537.5.40006)',
    'E-FORM',
    'required',
    [
      'Korvaavasta versiosta puuttuu korjaaja tai mitätöijä.',
      'Den ersättande versionen anger inte vem som rättar eller makulerar.',
      'A replacing version does not name who corrects or voids it.',
    ],
    subject => subject.header.version === 1 || roles(subject).some(role => role === 'KOR' || role === 'MIT'),
  ),
  rule(
    'SIM-REC-006',
    HL7,
    'E-FORM',
    'invariant',
    [
      'Korvattavan versionumero ei ole yhtä pienempi.',
      'Den ersatta versionens nummer är inte ett mindre.',
      'The number of the replaced version is not one less.',
    ],
    ({ header, body }) =>
      header.version === 1 || body.replacedVersion === null || body.replacedVersion === header.version - 1,
  ),
  rule(
    'SIM-REC-007',
    'HL7 Finland, annulled archive document: emptied body',
    'E-FORM',
    'invariant',
    [
      'Mitätöidyssä asiakirjassa on sisältöä tai siitä puuttuu mitätöijä.',
      'Den makulerade handlingen har innehåll, eller den som makulerar saknas.',
      'A void document has content, or nobody who voids it.',
    ],
    subject =>
      subject.body.annulled
        ? subject.header.version > 1 &&
          roles(subject).includes('MIT') &&
          subject.body.entries === 0 &&
          subject.body.headings === 1 &&
          subject.body.textLength > 0
        : !roles(subject).includes('MIT'),
  ),
  rule(
    'SIM-REC-010',
    'kanta.fi, authorisation for the outsourcing service provider: the data belong to the organiser’s register',
    'E-FORM',
    'invariant',
    [
      'Palvelun järjestäjä ei ole asiakirjan rekisterinpitäjä.',
      'Serviceanordnaren är inte handlingens personuppgiftsansvariga.',
      'The organiser of the service is not the controller of the document.',
    ],
    ({ header, body }) => body.organiser === null || body.organiser === header.custodian,
  ),
  rule(
    'SIM-REC-008',
    'kanta.fi, Delivery of Medical Certificates: a certificate is a document of its own',
    'E-FORM',
    'invariant',
    [
      'Asiakirjassa on useampi kuin yksi todistus.',
      'Handlingen innehåller mer än ett intyg.',
      'The document holds more than one certificate.',
    ],
    ({ body }) => body.forms.length <= 1,
  ),
  rule(
    'SIM-REC-009',
    'kela.fi and traficom.fi: what stands on each form',
    'E-FORM',
    'required',
    [
      'Todistuksen pakollinen kohta puuttuu.',
      'En obligatorisk punkt i intyget saknas.',
      'A mandatory part of the certificate is missing.',
    ],
    ({ body: { certificate, hasDiagnosis } }) => {
      const known = certificate === null ? undefined : KNOWN_FORMS.get(certificate.form);
      if (certificate === null || known === undefined) return true;
      return known.wanted.every(name => certificate.fields.has(name)) && (!known.diagnosis || hasDiagnosis);
    },
  ),
];
