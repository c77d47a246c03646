import { defineTexts } from '../../i18n/texts.ts';

/** Terms: kanta.fi on delaying in MyKanta and on minors. */
export const citizenViewTexts = defineTexts('recordCitizen', {
  fi: {
    heading: 'Näkyminen OmaKannassa',
    delay: 'Viivästä näkymistä potilaalle',
    delayHelp: 'Vain perustellusta syystä. Ammattilaiset näkevät kirjauksen heti.',
    until: 'Näkyy alkaen',
    reason: 'Viivästämisen peruste',
    reasonHelp: 'Jää omaan lokiin, ei lähde Kantaan.',
    minor: 'Alaikäisen päätöskyky ja tiedot huoltajille',
    choose: 'Valitse',
  },
  sv: {
    heading: 'Visning i MittKanta',
    delay: 'Fördröj visningen för patienten',
    delayHelp: 'Bara på motiverad grund. Yrkespersoner ser anteckningen genast.',
    until: 'Visas från och med',
    reason: 'Grund för fördröjningen',
    reasonHelp: 'Blir i den egna loggen, sänds inte till Kanta.',
    minor: 'Den minderårigas beslutsförmåga och vårdnadshavarna',
    choose: 'Välj',
  },
  en: {
    heading: 'Showing in MyKanta',
    delay: 'Delay showing to the patient',
    delayHelp: 'On a justified ground only. Professionals see the entry at once.',
    until: 'Shown from',
    reason: 'Ground of the delay',
    reasonHelp: 'Stays in the own log, is not sent to Kanta.',
    minor: "The minor's capacity and the guardians",
    choose: 'Choose',
  },
});
