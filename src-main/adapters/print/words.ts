import { type PrescriptionState } from '../../../shared/domain/prescribing/prescription.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';

/** What prints say, in the patient's language. Terms: Kanta glossary (kanta.fi). */
export type Words = Readonly<{
  practice: string;
  practiceNote: string;
  purpose: string;
  prescriber: string;
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
  nothingToDispense: string;
  summaryTitle: string;
  howToSummary: string;
  left: string;
  lastDispensed: string;
  state: Readonly<Record<PrescriptionState, string>>;
}>;

export const WORDS: Readonly<Record<PatientLanguage, Words>> = {
  fi: {
    practice: 'HARJOITUS',
    practiceNote: 'Harjoitustuloste: ei koske todellista potilasta eikä oikeuta mihinkään.',
    purpose: 'Käyttötarkoitus',
    prescriber: 'Määrääjä',
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
    nothingToDispense: 'ei toimitettavaa',
    summaryTitle: 'Yhteenveto lääkemääräyksistä',
    howToSummary:
      'Lääkkeet voi hakea mistä tahansa apteekista, kun määräys on voimassa ja lääkettä on jäljellä. Apteekki löytää määräyksen viivakoodilla.',
    left: 'Jäljellä',
    lastDispensed: 'Viimeksi toimitettu',
    state: {
      notDispensed: 'Toimittamatta',
      partlyDispensed: 'Osittain toimitettu',
      fullyDispensed: 'Kokonaan toimitettu',
      cancelled: 'Mitätöity',
      expired: 'Vanhentunut',
    },
  },
  sv: {
    practice: 'ÖVNING',
    practiceNote: 'Övningsutskrift: gäller ingen verklig patient och ger inte rätt till något.',
    purpose: 'Användningsändamål',
    prescriber: 'Förskrivare',
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
    nothingToDispense: 'inget att expediera',
    summaryTitle: 'Sammandrag av recept',
    howToSummary:
      'Läkemedlen kan hämtas på vilket apotek som helst när receptet är giltigt och läkemedel återstår. Apoteket hittar receptet med streckkoden.',
    left: 'Återstår',
    lastDispensed: 'Senast expedierat',
    state: {
      notDispensed: 'Inte expedierat',
      partlyDispensed: 'Delvis expedierat',
      fullyDispensed: 'Helt expedierat',
      cancelled: 'Makulerat',
      expired: 'Föråldrat',
    },
  },
};
