import { defineTexts } from './texts.ts';

export const twoWindowsTexts = defineTexts('two-windows', {
  fi: { mine: 'Pidä nämä', theirs: 'Hae toisen ikkunan' },
  sv: { mine: 'Behåll dessa', theirs: 'Hämta det andra fönstrets' },
  en: { mine: 'Keep these', theirs: 'Fetch the other window’s' },
});
