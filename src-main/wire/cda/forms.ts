import { type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';

/**
 * How each document type of 1.2.246.537.5.40105.2006 is written, and how sure that is.
 * `sample`: as one of Kela's or a vendor's samples shows it. `library`: as Kela's CDA library builds it, without a sample.
 * `unconfirmed`: only the type code is confirmed; the form is ours, after the nearest confirmed one, until the
 * specification is at hand. Change it here and in the writer when it is.
 */
export type DocumentForm = Readonly<{
  name: Readonly<Record<PatientLanguage, string>>;
  form: 'sample' | 'library' | 'unconfirmed';
  note: string;
}>;

const of = (fi: string, sv: string, form: DocumentForm['form'], note: string): DocumentForm => ({
  name: { fi, sv },
  form,
  note,
});
const BOUND = 'the act also repeats patient, author and references, so that the signed body binds the header';

export const DOCUMENT_FORMS = {
  '1': of('Lääkemääräys', 'Läkemedelsordination', 'sample', 'a renewal names the request (APND, REFR)'),
  '2': of('Lääkemääräyksen mitätöinti', 'Makulering av läkemedelsordination', 'sample', 'LL 98, 95, 96, 96.1, 96.2'),
  '3': of('Lääkemääräyksen korjaus', 'Rättelse av läkemedelsordination', 'sample', 'LL 99, 97'),
  '4': of('Lääkemääräyksen lukitus', 'Låsning av läkemedelsordination', 'sample', BOUND),
  '5': of(
    'Lääkemääräyksen lukituksen purku',
    'Upplåsning av läkemedelsordination',
    'library',
    `APND prescription, RPLC lock; ${BOUND}`,
  ),
  '6': of('Lääkemääräyksen varaus', 'Reservering av läkemedelsordination', 'sample', BOUND),
  '7': of(
    'Lääkemääräyksen varauksen purku',
    'Upphävande av reservering av läkemedelsordination',
    'unconfirmed',
    'after type 5',
  ),
  '8': of('Uusimispyyntö', 'Begäran om förnyelse', 'sample', `LL 113, 120; ${BOUND}`),
  '9': of(
    'Uusimispyynnön vastaus',
    'Svar på begäran om förnyelse',
    'unconfirmed',
    'after type 8, with LL 111, 114, 115',
  ),
  '10': of('Lääkemääräyksen toimitus', 'Expediering av läkemedelsordination', 'sample', 'LL 100, 104'),
  '11': of(
    'Lääkemääräyksen toimituksen mitätöinti',
    'Makulering av expediering',
    'unconfirmed',
    'authors LTE and MIT are confirmed; the reason stands in an act as in type 5',
  ),
  '12': of(
    'Lääkemääräyksen toimituksen korjaus',
    'Rättelse av expediering',
    'unconfirmed',
    'authors LTE and KOR are confirmed; the reason stands in an act as in type 5',
  ),
  '13': of('Potilasohje', 'Patientanvisning', 'unconfirmed', 'prescriptions as in type 8, with references'),
  '14': of('Yhteenveto', 'Sammandrag', 'unconfirmed', 'prescriptions as in type 8, with references'),
  '15': of('Uusimispyynnön käsittelyn tila', 'Status för begäran om förnyelse', 'unconfirmed', 'after type 9'),
  '16': of('Annosjakelu', 'Dosdispensering', 'sample', BOUND),
  '17': of('Annosjakelun purku', 'Upphävande av dosdispensering', 'unconfirmed', 'after type 5'),
  '18': of('Toimitusvarauksen purku', 'Upphävande av expedieringsreservation', 'unconfirmed', 'after type 5'),
  '19': of('Katseluloki', 'Visningslogg', 'unconfirmed', 'never written here'),
  '20': of('Tietosuojavastaavan loki', 'Dataskyddsombudets logg', 'unconfirmed', 'never written here'),
} as const satisfies Record<DocumentTypeCode, DocumentForm>;
