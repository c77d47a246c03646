import { type PatientLanguage } from '../../../shared/kernel/language.ts';

/** What prints say, in the patient's language. Terms: Kanta glossary (kanta.fi). */
type Words = Readonly<{
  practice: string;
  practiceNote: string;
  insteadOf: (name: string) => string;
  purpose: string;
  prescriber: string;
  left: string;
  nothingLeft: string;
  validUntil: string;
  notInCentre: string;
  page: (page: number, of: number) => string;
  sheetTitle: string;
  notAPrescription: string;
  howTo: string;
  seeOwnData: string;
  dose: string;
  amount: string;
  substitution: string;
  substitutionAllowed: string;
  substitutionProhibited: string;
  prescribedOn: string;
  printedOn: string;
  packages: string;
  repeats: (count: number) => string;
  forDays: (days: number) => string;
}>;

export const WORDS: Readonly<Record<PatientLanguage, Words>> = {
  fi: {
    practice: 'HARJOITUS',
    practiceNote: 'Harjoitustuloste: ei koske todellista potilasta eikä oikeuta mihinkään.',
    insteadOf: name => `Valmisteen ${name} tilalle`,
    purpose: 'Käyttötarkoitus',
    prescriber: 'Määrääjä',
    left: 'Jäljellä',
    nothingLeft: 'Kokonaan toimitettu',
    validUntil: 'Voimassa',
    notInCentre: 'Odottaa tallennusta Reseptikeskukseen',
    page: (page, of) => `${page}/${of}`,
    sheetTitle: 'Potilasohje',
    notAPrescription: 'Tämä ei ole lääkemääräys.',
    howTo:
      'Lääkkeet voi hakea mistä tahansa apteekista. Näytä tämä ohje tai henkilötodistus: apteekki löytää lääkemääräyksen viivakoodilla.',
    seeOwnData: 'Omat lääkemääräykset näet OmaKannasta: www.kanta.fi',
    dose: 'Annostus',
    amount: 'Määrä',
    substitution: 'Lääkevaihto',
    substitutionAllowed: 'sallittu',
    substitutionProhibited: 'kielletty',
    prescribedOn: 'Määrätty',
    printedOn: 'Tulostettu',
    packages: 'pakkausta',
    repeats: count => `iteroitu ${count} kertaa`,
    forDays: days => `${days} päivän tarve`,
  },
  sv: {
    practice: 'ÖVNING',
    practiceNote: 'Övningsutskrift: gäller ingen verklig patient och ger inte rätt till något.',
    insteadOf: name => `I stället för ${name}`,
    purpose: 'Användningsändamål',
    prescriber: 'Förskrivare',
    left: 'Återstår',
    nothingLeft: 'Helt expedierad',
    validUntil: 'Giltigt till',
    notInCentre: 'Väntar på lagring i Receptcentret',
    page: (page, of) => `${page}/${of}`,
    sheetTitle: 'Patientanvisning',
    notAPrescription: 'Detta är inte ett recept.',
    howTo:
      'Läkemedlen kan hämtas på vilket apotek som helst. Visa denna anvisning eller identitetsbevis: apoteket hittar receptet med streckkoden.',
    seeOwnData: 'Dina recept ser du i MittKanta: www.kanta.fi',
    dose: 'Dosering',
    amount: 'Mängd',
    substitution: 'Läkemedelsutbyte',
    substitutionAllowed: 'tillåtet',
    substitutionProhibited: 'förbjudet',
    prescribedOn: 'Förskrivet',
    printedOn: 'Utskrivet',
    packages: 'förpackningar',
    repeats: count => `itereras ${count} gånger`,
    forDays: days => `behov för ${days} dagar`,
  },
};

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;
/** 22.11.2026, as both languages write it in Finland. */
export const shownDate = (date: string): string => {
  const [, year = '', month = '', day = ''] = DATE.exec(date) ?? [];
  return `${Number(day)}.${Number(month)}.${year}`;
};
/** Decimal comma, unit after a space that does not break. */
export const shownQuantity = ({ value, unit }: Readonly<{ value: string; unit: string }>): string =>
  `${value.replace('.', ',')}\u00a0${unit}`;
export const shownMoney = (cents: number): string =>
  `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}\u00a0€`;
