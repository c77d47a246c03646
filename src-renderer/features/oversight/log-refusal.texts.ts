import { defineTexts } from '../../i18n/texts.ts';

export const logRefusalTexts = defineTexts('logRefusal', {
  fi: {
    back: 'Peruuta',
    refuseTitle: 'Lokiraporttia ei anneta: {{name}}',
    refuseGround: 'Peruste',
    refuse_danger: 'Vakava vaara asiakkaan terveydelle tai hoidolle',
    refuse_others: 'Vakava vaara jonkun muun oikeuksille',
    refuse_old: 'Yli kaksi vuotta vanhat tiedot, erityistä syytä ei ole',
    refuseReason: 'Perustelut',
    refuseReasonHelp: 'Tulostuvat päätökseen ja kirjataan lokiin.',
    refuseReasonMissing: 'Kirjoita perustelut.',
    refuseMore:
      'Asiakas saa päätöksen kirjallisena. Päätöksessä kerrotaan, miten asian voi saattaa tietosuojavaltuutetulle.',
    refusePrint: 'Kirjaa ja tulosta',
  },
  sv: {
    back: 'Avbryt',
    refuseTitle: 'Loggrapporten ges inte: {{name}}',
    refuseGround: 'Grund',
    refuse_danger: 'Allvarlig fara för klientens hälsa eller vård',
    refuse_others: 'Allvarlig fara för någon annans rättigheter',
    refuse_old: 'Uppgifter äldre än två år, ingen särskild orsak',
    refuseReason: 'Motivering',
    refuseReasonHelp: 'Skrivs ut i beslutet och antecknas i loggen.',
    refuseReasonMissing: 'Skriv motiveringen.',
    refuseMore: 'Klienten får beslutet skriftligt. I beslutet står hur ärendet kan föras till dataombudsmannen.',
    refusePrint: 'Anteckna och skriv ut',
  },
  en: {
    back: 'Cancel',
    refuseTitle: 'The log report is not given: {{name}}',
    refuseGround: 'Ground',
    refuse_danger: "Serious danger to the client's health or care",
    refuse_others: "Serious danger to someone else's rights",
    refuse_old: 'Data older than two years, no special reason',
    refuseReason: 'Reasons',
    refuseReasonHelp: 'Printed in the decision and kept in the log.',
    refuseReasonMissing: 'Write the reasons.',
    refuseMore:
      'The client gets the decision in writing. It tells how to bring the matter to the Data Protection Ombudsman.',
    refusePrint: 'Record and print',
  },
});
