import { type Localized } from '../kernel/language.ts';

const reason = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/**
 * Why prescription data are asked for, 1.2.246.537.5.40110.2006: mandatory in each query, and logged. Codes from the Kela
 * CDA library; the words are ours, the Swedish ones to be compared with the code server. 9 and 19 are not in the source.
 */
export const QUERY_REASONS = {
  '1': reason('Hoito', 'Vård', 'Treatment'),
  '2': reason('Kiireellinen hoito', 'Brådskande vård', 'Urgent treatment'),
  '3': reason('Mitätöinti', 'Makulering', 'Cancellation'),
  '4': reason('Korjaus', 'Rättelse', 'Correction'),
  '5': reason('Yhteenveto', 'Sammandrag', 'Summary'),
  '6': reason('Toimittaminen', 'Expediering', 'Dispensing'),
  '7': reason(
    'Toimituksen korjaus tai mitätöinti',
    'Rättelse eller makulering av expediering',
    'Correcting or cancelling a dispensing',
  ),
  '8': reason('Sairausvakuutuskorvaus', 'Sjukförsäkringsersättning', 'Sickness insurance reimbursement'),
  '10': reason('Potilasohje', 'Patientanvisning', 'Patient instruction'),
  '11': reason('Uudistamisen tila', 'Förnyelsens status', 'Renewal status'),
  '12': reason('Kansalaisen katselu', 'Medborgarens visning', 'Citizen’s view'),
  '13': reason('Kansalaisen lokikatselu', 'Medborgarens loggvisning', 'Citizen’s log view'),
  '14': reason('Käytön valvonta', 'Övervakning av användning', 'Supervision of use'),
  '15': reason('Eräajot', 'Satskörningar', 'Batch runs'),
  '16': reason('Uudistamispyyntöjen haku', 'Hämtning av begäranden om förnyelse', 'Fetching renewal requests'),
  '17': reason(
    'Muuttuneet annosjakelun lääkemääräykset',
    'Ändrade recept i dosdispensering',
    'Changed dose-dispensing prescriptions',
  ),
  '18': reason(
    'Annosjakeluasiakkaan uudet lääkemääräykset',
    'Nya recept för doskund',
    'New prescriptions of dose patients',
  ),
  '20': reason('PKV- ja huumausainekysely', 'Förfrågan om CNS- och narkotiska läkemedel', 'CNS and narcotic query'),
  '21': reason(
    'Haku uudistamispyynnön käsittelyyn',
    'Hämtning för behandling av begäran om förnyelse',
    'Fetch for handling a renewal request',
  ),
  '22': reason('Osto ulkomailta', 'Köp utomlands', 'Purchase abroad'),
  '23': reason('Jäljennös matkalle', 'Kopia för resa', 'Copy for travel'),
  '24': reason('Uudistamispyynnön lähetys', 'Sändning av begäran om förnyelse', 'Sending a renewal request'),
  '25': reason('Tekninen häiriö', 'Teknisk störning', 'Technical fault'),
  '26': reason(
    'Kielletyn lääkemääräyksen korjaus',
    'Rättelse av förbjudet recept',
    'Denied prescription for correction',
  ),
  '27': reason('Kieltojen ylläpito', 'Upprätthållande av förbud', 'Denial maintenance'),
  '28': reason('Potilasohjeen myöhempi tulostus', 'Senare utskrift av anvisning', 'Printing the instruction later'),
  '29': reason('Annosjakeluasiakkaan lääkemääräykset', 'Doskundens recept', 'Prescriptions of dose patients'),
  '99': reason('Muu', 'Annan', 'Other'),
} as const satisfies Record<string, Localized>;
