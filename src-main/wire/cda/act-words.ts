import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { CODE_NAMES } from './words.ts';

type Pair = Readonly<Record<PatientLanguage, string>>;
const pair = (fi: string, sv: string): Pair => ({ fi, sv });

/** Words of the readable text of everything but the prescription, the dispensing and the record. */
export const ACT_WORDS = {
  at: pair('Aika', 'Tidpunkt'),
  reason: pair('Syy', 'Orsak'),
  prescription: pair('Lääkemääräys', 'Läkemedelsordination'),
  undoes: pair('Purettava sanoma', 'Meddelande som upphävs'),
  annulledBy: pair('Mitätöijä', 'Makulerad av'),
  annulledAt: pair('Mitätöity', 'Makulerad'),
  firstWrittenBy: pair('Alkuperäinen merkinnän tekijä', 'Ursprunglig antecknare'),
  newVersionReason: pair('Uuden version syy', 'Orsak till den nya versionen'),
  annulmentReason: pair('Mitätöinnin syy', 'Orsak till makuleringen'),
  happenedAt: pair('Tapahtuma-aika (kirjattu jälkikäteen)', 'Händelsetid (antecknad i efterhand)'),
  replaces: pair('Korvattu versio', 'Ersatt version'),
  correctedBy: pair('Korjaaja', 'Rättelsen gjord av'),
  correctedAt: pair('Korjattu', 'Rättat'),
  correctionReason: pair('Korjauksen perustelu', 'Motivering till rättelsen'),
  cancelledBy: pair('Mitätöijä', 'Makuleringen gjord av'),
  cancelledAt: pair('Mitätöity', 'Makulerat'),
  cancellationReason: pair('Mitätöinnin syy', 'Orsak till makuleringen'),
  cancellationType: pair('Mitätöinnin tyyppi', 'Typ av makulering'),
  cancellationParty: pair('Mitätöinnin osapuoli', 'Part i makuleringen'),
  consent: pair('Suostumus', 'Samtycke'),
  renewed: pair('Uudistettu lääkemääräys', 'Förnyad läkemedelsordination'),
  request: pair('Uusimispyyntö', 'Begäran om förnyelse'),
  product: pair('Valmiste', 'Preparat'),
  prescriber: pair('Lääkkeen määrääjä', 'Läkemedelsförskrivare'),
  identifierNumber: pair('yksilöintitunnus', 'identifieringskod'),
  recipient: pair('Vastaanottaja', 'Mottagare'),
  message: pair('Viesti', 'Meddelande'),
  smsPhone: pair('Potilaan matkapuhelin', 'Patientens mobiltelefon'),
  outcome: pair('Uusimispyynnön tila', 'Status för begäran om förnyelse'),
  ground: pair('Lääkkeen määrääjän perustelu', 'Läkemedelsförskrivarens motivering'),
  instruction: pair('Ohje potilaalle', 'Anvisning till patienten'),
  newPrescription: pair('Uusi lääkemääräys', 'Ny läkemedelsordination'),
  listed: pair('Lääkemääräys', 'Läkemedelsordination'),
  remaining: pair('Jäljellä', 'Återstår'),
  from: pair('Ajalta alkaen', 'Från och med'),
  until: pair('Ajalta päättyen', 'Till och med'),
} as const satisfies Record<string, Pair>;

/** Names of coded values as Kela's resepti.properties gives them (fi), and ours in Swedish. */
export const ACT_CODE_NAMES = {
  changeReason: CODE_NAMES.changeReason,
  cancellationType: {
    '1': pair('Hoidollinen syy', 'Vårdorsak'),
    '2': pair('Tekninen syy', 'Teknisk orsak'),
    '3': pair('Potilaan aiheuttama virhe', 'Fel som patienten orsakat'),
    '4': pair('Vanhentuminen', 'Föråldring'),
    '5': pair('Kuolema', 'Död'),
  },
  /** Of 1.2.246.537.5.40102.2006 only 1, the physician, is confirmed: the others travel by these words. */
  cancellationParty: {
    physician: pair('Lääkäri', 'Läkare'),
    pharmacy: pair('Apteekki', 'Apotek'),
    centre: pair('Reseptikeskus', 'Receptcentret'),
  },
  consent: {
    '1': pair('Suullinen suostumus', 'Muntligt samtycke'),
    '2': pair('Allekirjoitettu suostumus', 'Undertecknat samtycke'),
    '3': pair('Suullinen pyyntö', 'Muntlig begäran'),
    '4': pair('Potilas ei anna suostumusta', 'Patienten ger inte samtycke'),
    '5': pair('Suostumusta ei tarvita', 'Samtycke behövs inte'),
  },
  /** The values of 1.2.246.537.5.40106.2006 are not confirmed: states travel by these words. */
  renewalState: {
    none: pair('Ei uusimispyyntöä', 'Ingen begäran om förnyelse'),
    sent: pair('Lähetetty', 'Skickad'),
    received: pair('Vastaanotettu', 'Mottagen'),
    renewed: pair('Uusittu', 'Förnyad'),
    rejected: pair('Hylätty', 'Avslagen'),
    returned: pair('Palautettu', 'Returnerad'),
    expired: pair('Vanhentunut', 'Föråldrad'),
  },
} as const;
