import { type DocumentKind } from '../../../shared/domain/documents/content.ts';
import { type Language } from '../../../shared/kernel/language.ts';

type Words = Readonly<Record<Language, string>>;
const word = (fi: string, sv: string, en: string): Words => ({ fi, sv, en });

/** What a document is, for a person. */
export const KIND_WORDS: Readonly<Record<DocumentKind, Words>> = {
  prescription: word('Lääkemääräys', 'Läkemedelsordination', 'Prescription'),
  renewal: word('Uudistettu lääkemääräys', 'Förnyad läkemedelsordination', 'Renewed prescription'),
  prescriptionCorrection: word(
    'Lääkemääräyksen korjaus',
    'Rättelse av läkemedelsordination',
    'Correction of a prescription',
  ),
  prescriptionCancellation: word(
    'Lääkemääräyksen mitätöinti',
    'Makulering av läkemedelsordination',
    'Cancellation of a prescription',
  ),
  dispensing: word('Toimitus', 'Expediering', 'Dispensing'),
  dispensingCorrection: word('Toimituksen korjaus', 'Rättelse av expediering', 'Correction of a dispensing'),
  dispensingCancellation: word('Toimituksen mitätöinti', 'Makulering av expediering', 'Cancellation of a dispensing'),
  lock: word('Lukitus', 'Låsning', 'Lock'),
  unlock: word('Lukituksen purku', 'Upplåsning', 'Unlock'),
  reservation: word('Varaus', 'Reservering', 'Reservation'),
  reservationRelease: word('Varauksen purku', 'Upphävande av reservering', 'Release of a reservation'),
  doseDispensing: word('Annosjakelu', 'Dosdispensering', 'Dose dispensing'),
  doseDispensingRelease: word('Annosjakelun purku', 'Upphävande av dosdispensering', 'Release of dose dispensing'),
  holdRelease: word('Toimitusvarauksen purku', 'Upphävande av expedieringsreservation', 'Release of a dispensing hold'),
  renewalRequest: word('Uusimispyyntö', 'Begäran om förnyelse', 'Renewal request'),
  renewalAnswer: word('Uusimispyynnön vastaus', 'Svar på begäran om förnyelse', 'Answer to a renewal request'),
  renewalStatus: word('Uusimispyynnön tila', 'Status för begäran om förnyelse', 'Status of a renewal request'),
  patientInstruction: word('Potilasohje', 'Patientanvisning', 'Patient instruction'),
  summary: word('Yhteenveto', 'Sammandrag', 'Summary'),
  record: word('Potilaskertomuksen asiakirja', 'Journalhandling', 'Patient record'),
};

/** What a finding means; codes that are not here stand by themselves, with their place. */
const FINDING_WORDS: Readonly<Record<string, Words>> = {
  'xml-not-xml': word('Tiedosto ei ole ehjää XML:ää.', 'Filen är inte hel XML.', 'The file is not whole XML.'),
  'xml-dtd': word(
    'Tiedosto määrittelee omia merkintöjä (DTD). Sellaista ei avata.',
    'Filen definierar egna tecken (DTD). Sådana öppnas inte.',
    'The file defines markup of its own (DTD). Such are not opened.',
  ),
  'xml-too-large': word('Tiedosto on liian suuri.', 'Filen är för stor.', 'The file is too large.'),
  'xml-too-deep': word(
    'Tiedoston rakenne on liian syvä.',
    'Filens struktur är för djup.',
    'The structure of the file is too deep.',
  ),
  'xml-encoding': word(
    'Tiedoston merkistö ei ole se, jonka se ilmoittaa.',
    'Filens teckenkodning är inte den som den uppger.',
    'The encoding of the file is not what it says.',
  ),
  'not-a-document': word(
    'XML-tiedosto ei ole CDA-asiakirja.',
    'XML-filen är inte ett CDA-dokument.',
    'The XML file is no CDA document.',
  ),
  'generation-newer': word(
    'Asiakirja on uudempaa määrittelyä. Tuntemattomat tiedot näkyvät sellaisinaan.',
    'Dokumentet följer en nyare specifikation. Okända uppgifter visas som de är.',
    'The document follows a newer specification. What is unknown is shown as it stands.',
  ),
  'generation-unknown': word(
    'Asiakirjan määrittelyversiota ei tunneta.',
    'Dokumentets specifikationsversion är okänd.',
    'The specification of the document is not known.',
  ),
  'fields-beyond': word(
    'Asiakirjassa on tietoja, joille ei ole omaa kenttää.',
    'Dokumentet har uppgifter utan eget fält.',
    'The document has values without a field of their own.',
  ),
  'signature-missing': word('Asiakirjaa ei ole allekirjoitettu.', 'Dokumentet är inte undertecknat.', 'Not signed.'),
  'signature-not-personal': word(
    'Ammattihenkilön allekirjoitus puuttuu.',
    'Yrkespersonens underskrift saknas.',
    'The signature of a professional is missing.',
  ),
  'signature-misplaced': word(
    'Allekirjoitus on väärässä paikassa.',
    'Underskriften är på fel plats.',
    'A signature stands in the wrong place.',
  ),
  'signature-digest': word(
    'Sisältö on muuttunut allekirjoituksen jälkeen.',
    'Innehållet har ändrats efter underskriften.',
    'The content was changed after signing.',
  ),
  'signature-value': word(
    'Allekirjoituksen arvo ei täsmää varmenteeseen.',
    'Underskriftens värde stämmer inte med certifikatet.',
    'The value of the signature does not fit the certificate.',
  ),
  'signature-old-algorithm': word(
    'Allekirjoitus on tehty vanhentuneella SHA-1-menetelmällä.',
    'Underskriften är gjord med den föråldrade metoden SHA-1.',
    'The signature was made with the outdated SHA-1.',
  ),
  'signature-coverage': word(
    'Allekirjoitus ei kata asiakirjan sisältöä.',
    'Underskriften täcker inte dokumentets innehåll.',
    'The signature does not cover the content.',
  ),
  'signer-not-author': word(
    'Allekirjoittaja on eri henkilö kuin tekijä.',
    'Undertecknaren är en annan än upphovspersonen.',
    'The signer is not the author.',
  ),
  'duplicate-id': word(
    'Sama tunniste on usealla elementillä.',
    'Samma id finns på flera element.',
    'One id stands on several elements.',
  ),
  'DOC-07': word(
    'Otsikko ja sisältö nimeävät eri asiakirjan.',
    'Huvudet och innehållet nämner olika dokument.',
    'Header and body name different documents.',
  ),
  'DOC-08': word(
    'Otsikko ja sisältö nimeävät eri potilaan.',
    'Huvudet och innehållet nämner olika patienter.',
    'Header and body name different patients.',
  ),
  'DOC-09': word(
    'Otsikon tekijää ei ole sisällössä.',
    'Huvudets upphovsperson finns inte i innehållet.',
    'The author of the header is not in the body.',
  ),
  schema: word(
    'Rakenne poikkeaa CDA-skeemasta.',
    'Strukturen avviker från CDA-schemat.',
    'The structure departs from the CDA schema.',
  ),
  'schema-not-checked': word(
    'Rakennetta ei tarkistettu, koska asiakirja on poikkeuksellinen.',
    'Strukturen kontrollerades inte, dokumentet är exceptionellt.',
    'The structure was not checked: the document is out of the ordinary.',
  ),
};

export const findingInWords = (code: string, language: Language): string | null =>
  Object.hasOwn(FINDING_WORDS, code) ? (FINDING_WORDS[code]?.[language] ?? null) : null;
