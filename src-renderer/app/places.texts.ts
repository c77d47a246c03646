import { defineTexts } from '../i18n/texts.ts';

export const placesTexts = defineTexts('places', {
  fi: {
    services: 'Palvelut',
    title: 'Palvelut',
    covid: 'Koronatodistus',
    covidAbout: 'Tarkista todistuksen aitous ja voimassaolo QR-koodista',
    documents: 'Asiakirjan tarkastelu',
    documentsAbout: 'Avaa Kanta-asiakirja tiedostosta: lue, tarkista allekirjoitus, vertaa toiseen',
  },
  sv: {
    services: 'Tjänster',
    title: 'Tjänster',
    covid: 'Coronaintyg',
    covidAbout: 'Kontrollera ett intygs äkthet och giltighet från QR-koden',
    documents: 'Granskning av dokument',
    documentsAbout: 'Öppna ett Kanta-dokument ur en fil: läs, kontrollera underskriften, jämför med ett annat',
  },
  en: {
    services: 'Services',
    title: 'Services',
    covid: 'COVID certificate',
    covidAbout: 'Check from its QR code that a certificate is genuine and in force',
    documents: 'Examine a document',
    documentsAbout: 'Open a Kanta document from a file: read it, verify its signature, compare it with another',
  },
});
