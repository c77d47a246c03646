import { defineTexts } from '../../i18n/texts.ts';

/** What a limited right leaves out. */
export const rightTexts = defineTexts('right', {
  fi: {
    limitedNurse:
      'Rajattu lääkkeenmäärääminen: voit määrätä näitä lääkkeitä: {{medicines}}. Muu ei mene allekirjoitettavaksi.',
    student:
      'Lääketieteen opiskelija: määrää vain tehtävässäsi hoitamillesi potilaille. Kun potilaalla on tänään käynti, perustelua ei kysytä.',
    restricted: 'Oikeuttasi on rajoitettu: {{says}}',
  },
  sv: {
    limitedNurse:
      'Begränsad förskrivning: du kan förskriva dessa läkemedel: {{medicines}}. Annat går inte till underskrift.',
    student:
      'Medicinstuderande: förskriv endast till patienter i din uppgift. När patienten har ett besök i dag frågas ingen motivering.',
    restricted: 'Din rätt är begränsad: {{says}}',
  },
  en: {
    limitedNurse: 'Limited prescribing: you may prescribe these medicines: {{medicines}}. Nothing else can be signed.',
    student:
      'Medical student: prescribe only for patients of your job. When the patient has a visit today, no ground is asked.',
    restricted: 'Your right is restricted: {{says}}',
  },
});
