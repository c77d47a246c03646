import { row, type Refusal } from './refusal.ts';

/** Certificates and their forwarding. */
export const CERTIFICATE_REFUSALS = {
  'CER-0001': row(
    'person',
    [
      'Asiakirja ei ole todistus, jonka voi välittää.',
      'Handlingen är inget intyg som kan förmedlas.',
      'The document is no certificate that can be forwarded.',
    ],
    [
      'Valitse todistus tai anna asiakkaalle tuloste.',
      'Välj ett intyg eller ge klienten en utskrift.',
      'Choose a certificate, or give the client a print.',
    ],
  ),
  'CER-0002': row(
    'person',
    [
      'Tämä versio on jo välitetty tai sen välitys on kesken.',
      'Den här versionen har redan förmedlats eller är på väg.',
      'This version has been forwarded already, or is on its way.',
    ],
    [
      'Katso välityksen tila todistuksen kohdalta.',
      'Se förmedlingens tillstånd vid intyget.',
      'See its state beside the certificate.',
    ],
  ),
  'CER-0003': row(
    'person',
    [
      'Välitystä ei voi enää perua: vastaanottaja on jo saanut todistuksen tai välitys on päättynyt.',
      'Förmedlingen kan inte längre återtas: mottagaren har redan fått intyget eller så har den upphört.',
      'It can no longer be taken back: the receiver has the certificate already, or the forwarding has ended.',
    ],
    [
      'Korjaa todistus uudella versiolla ja välitä se.',
      'Rätta intyget med en ny version och förmedla den.',
      'Correct the certificate by a new version and forward that.',
    ],
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
