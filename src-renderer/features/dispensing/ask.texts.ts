import { defineTexts } from '../../i18n/texts.ts';

/** A renewal request that the pharmacy sends for the customer. */
export const askTexts = defineTexts('renewal-ask', {
  fi: {
    recipient: 'Pyyntö lähtee yksikölle',
    address: 'Yhteystiedot',
    prescriber: 'Määrääjä',
    consent: 'Kenen pyynnöstä',
    consent1: 'Suullinen suostumus',
    consent2: 'Allekirjoitettu suostumus',
    consent3: 'Asiakkaan suullinen pyyntö',
    phone: 'Asiakkaan matkapuhelin tekstiviestiä varten',
    phoneHelp: 'Tyhjä: asiakas ei saa tekstiviestiä.',
    confirmed: 'Numero on varmistettu, ja asiakas tietää, että viestissä on lääkkeen nimi',
  },
  sv: {
    recipient: 'Begäran går till enheten',
    address: 'Kontaktuppgifter',
    prescriber: 'Förskrivare',
    consent: 'På vems begäran',
    consent1: 'Muntligt samtycke',
    consent2: 'Undertecknat samtycke',
    consent3: 'Kundens muntliga begäran',
    phone: 'Kundens mobiltelefon för textmeddelande',
    phoneHelp: 'Tom: kunden får inget textmeddelande.',
    confirmed: 'Numret är bekräftat, och kunden vet att meddelandet nämner läkemedlet',
  },
  en: {
    recipient: 'The request goes to',
    address: 'Contact data',
    prescriber: 'Prescriber',
    consent: 'On whose request',
    consent1: 'Oral consent',
    consent2: 'Signed consent',
    consent3: 'The customer’s oral request',
    phone: 'The customer’s mobile phone for a text message',
    phoneHelp: 'Empty: the customer gets no text message.',
    confirmed: 'The number is confirmed, and the customer knows that the message names the medicine',
  },
});
