import { defineTexts } from '../i18n/texts.ts';

export const placesTexts = defineTexts('places', {
  fi: {
    services: 'Palvelut',
    title: 'Palvelut',
    covid: 'Koronatodistus',
    covidAbout: 'Tarkista todistuksen aitous ja voimassaolo QR-koodista',
  },
  sv: {
    services: 'Tjänster',
    title: 'Tjänster',
    covid: 'Coronaintyg',
    covidAbout: 'Kontrollera ett intygs äkthet och giltighet från QR-koden',
  },
  en: {
    services: 'Services',
    title: 'Services',
    covid: 'COVID certificate',
    covidAbout: 'Check from its QR code that a certificate is genuine and in force',
  },
});
