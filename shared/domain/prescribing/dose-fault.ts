import { type Localized } from '../../kernel/language.ts';

/** Why a typed dose was not understood. The reader never guesses: what can be read two ways is a fault. */
export type DoseFaultCode =
  | 'empty'
  | 'not-understood'
  | 'missing'
  | 'said-twice'
  | 'ambiguous'
  | 'contradiction'
  | 'cannot-combine'
  | 'out-of-range'
  | 'range-reversed'
  | 'not-whole'
  | 'other-unit'
  | 'mass-unit'
  | 'no-such-date'
  | 'past-date'
  | 'max-below-dose';

/** What would have been understood at that place. */
export type DoseExpectation =
  | 'amount'
  | 'times'
  | 'timing'
  | 'unit'
  | 'days'
  | 'perDay'
  | 'interval'
  | 'fourParts'
  | 'date'
  | 'number'
  | 'maximum'
  | 'freeText';

/** `at` and `length` in UTF-16 code units of the typed text; `length` 0 means that something is missing there. */
export type DoseFault = Readonly<{
  code: DoseFaultCode;
  at: number;
  length: number;
  expected: readonly DoseExpectation[];
}>;

const said = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

export const DOSE_FAULT_TEXTS: Readonly<Record<DoseFaultCode, Localized>> = {
  empty: said('Annostus puuttuu.', 'Doseringen saknas.', 'The dose is missing.'),
  'not-understood': said('Tätä kohtaa ei ymmärretty.', 'Detta ställe förstods inte.', 'This part was not understood.'),
  missing: said('Annostuksesta puuttuu jotakin.', 'Något saknas i doseringen.', 'Something is missing from the dose.'),
  'said-twice': said(
    'Sama asia on sanottu kahdesti.',
    'Samma sak har sagts två gånger.',
    'The same thing is said twice.',
  ),
  ambiguous: said(
    'Tämän voi ymmärtää kahdella tavalla.',
    'Detta kan förstås på två sätt.',
    'This can be understood in two ways.',
  ),
  contradiction: said(
    'Annostuksen osat ovat ristiriidassa.',
    'Doseringens delar motsäger varandra.',
    'Parts of the dose contradict each other.',
  ),
  'cannot-combine': said(
    'Näitä ei voi yhdistää rakenteiseksi annostukseksi.',
    'Dessa kan inte förenas till en strukturerad dosering.',
    'These cannot be combined into a structured dose.',
  ),
  'out-of-range': said(
    'Luku ei ole sallituissa rajoissa.',
    'Talet är utanför de tillåtna gränserna.',
    'The number is out of bounds.',
  ),
  'range-reversed': said(
    'Vaihteluvälin alku on loppua suurempi.',
    'Intervallets början är större än dess slut.',
    'The range begins above its end.',
  ),
  'not-whole': said('Tässä tarvitaan kokonaisluku.', 'Här behövs ett heltal.', 'A whole number is needed here.'),
  'other-unit': said(
    'Yksikkö ei sovi tähän lääkemuotoon.',
    'Enheten passar inte denna läkemedelsform.',
    'The unit does not fit this dosage form.',
  ),
  'mass-unit': said(
    'Annos kirjoitetaan kappaleina, millilitroina tai muina annosyksikköinä, ei painona.',
    'Dosen skrivs i stycken, milliliter eller andra dosenheter, inte som vikt.',
    'The dose is written in pieces, millilitres or other dose units, not as a mass.',
  ),
  'no-such-date': said('Päivää ei ole olemassa.', 'Datumet finns inte.', 'There is no such date.'),
  'past-date': said('Päivä on mennyt.', 'Datumet har passerats.', 'The date has passed.'),
  'max-below-dose': said(
    'Vuorokauden enimmäismäärä on pienempi kuin yksi annos.',
    'Dygnets största mängd är mindre än en dos.',
    'The daily maximum is less than one dose.',
  ),
};

export const DOSE_EXPECTATION_TEXTS: Readonly<Record<DoseExpectation, Localized>> = {
  amount: said('kerta-annos, esim. 1 tai 0,5', 'engångsdos, t.ex. 1 eller 0,5', 'a single dose, such as 1 or 0.5'),
  times: said('kertojen määrä, esim. x3', 'antal gånger, t.ex. x3', 'how many times, such as x3'),
  timing: said('ottoajat, esim. x3 tai ilt', 'tidpunkter, t.ex. x3 eller kväll', 'when, such as x3 or evening'),
  unit: said('lääkemuodon annosyksikkö', 'läkemedelsformens dosenhet', 'the dose unit of the form'),
  days: said('hoidon kesto, esim. 7 pv', 'behandlingens längd, t.ex. 7 dagar', 'the length, such as 7 d'),
  perDay: said('/vrk', '/dygn', '/d'),
  interval: said('väli, esim. 4 h välein', 'intervall, t.ex. var 4:e timme', 'an interval, such as every 4 h'),
  fourParts: said(
    'aamu+päivä+ilta tai aamu+päivä+ilta+yö',
    'morgon+middag+kväll eller morgon+middag+kväll+natt',
    'morning+noon+evening or morning+noon+evening+night',
  ),
  date: said('päivä, esim. 1.12.2026', 'datum, t.ex. 1.12.2026', 'a date, such as 1.12.2026'),
  number: said('luku', 'tal', 'a number'),
  maximum: said(
    'enimmäismäärä vuorokaudessa, esim. max 6/vrk',
    'största mängd per dygn, t.ex. max 6/dygn',
    'a daily maximum, such as max 6/d',
  ),
  freeText: said('annostus tekstinä', 'dosering som text', 'the dose as free text'),
};
