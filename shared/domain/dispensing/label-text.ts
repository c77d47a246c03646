import { type PatientLanguage } from '../../kernel/language.ts';
import { dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { fullName } from '../people/person.ts';
import { expiresOn } from '../prescribing/validity.ts';
import { type Prescription, type Quantity } from '../prescribing/prescription.ts';
import { productName } from '../prescribing/product.ts';
import { writtenIngredients } from '../prescribing/written-product.ts';
import { type Dispensing } from './dispensing.ts';

/** What a line of the label is: the dose is set biggest. */
export type LabelRole = 'patient' | 'medicine' | 'dose' | 'note' | 'mark';
export type LabelLine = Readonly<{ role: LabelRole; text: string }>;

/** What a label tells. The number is given when the dispensing is signed; null before that. */
export type LabelFacts = Readonly<{
  dispensing: Pick<
    Dispensing,
    | 'language'
    | 'patient'
    | 'dispenser'
    | 'dispensedAt'
    | 'product'
    | 'substituted'
    | 'remaining'
    | 'priceCents'
    | 'fullyDispensed'
    | 'labelDoseText'
  >;
  prescription: Prescription;
  runningNumber: number | null;
  /** Whether the Prescription Centre has the dispensing. */
  accepted: boolean;
  /** Last day of use; null where the pack itself says it. */
  useBefore: LocalDate | null;
}>;

type Words = Readonly<{
  insteadOf: (name: string) => string;
  made: string;
  composition: string;
  purpose: string;
  useBefore: string;
  prescriber: string;
  left: string;
  nothingLeft: string;
  validUntil: string;
  notInCentre: string;
}>;

/** In the patient's language. Terms: Kanta glossary (kanta.fi). */
const WORDS: Readonly<Record<PatientLanguage, Words>> = {
  fi: {
    insteadOf: name => `Valmisteen ${name} tilalle`,
    made: 'Apteekissa valmistettu lääke',
    composition: 'Koostumus',
    purpose: 'Käyttötarkoitus',
    useBefore: 'Käytettävä viimeistään',
    prescriber: 'Määrääjä',
    left: 'Jäljellä',
    nothingLeft: 'Kokonaan toimitettu',
    validUntil: 'voimassa',
    notInCentre: 'Ei vielä Reseptikeskuksessa',
  },
  sv: {
    insteadOf: name => `I stället för ${name}`,
    made: 'Läkemedel berett på apotek',
    composition: 'Sammansättning',
    purpose: 'Användningsändamål',
    useBefore: 'Används senast',
    prescriber: 'Förskrivare',
    left: 'Återstår',
    nothingLeft: 'Helt expedierat',
    validUntil: 'giltigt till',
    notInCentre: 'Ännu inte i Receptcentret',
  },
};

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;
/** 22.11.2026, as both languages write it in Finland. */
export const printedDate = (date: string): string => {
  const [, year = '', month = '', day = ''] = DATE.exec(date) ?? [];
  return `${Number(day)}.${Number(month)}.${year}`;
};
/** Decimal comma, unit after a space that does not break. */
export const printedQuantity = ({ value, unit }: Quantity): string => `${value.replace('.', ',')}\u00a0${unit}`;
export const printedMoney = (cents: number): string =>
  `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}\u00a0€`;

/** The register writes `0.5 mg`; people read `0,5 mg`. */
export const printedStrength = (strength: string): string => strength.replace(/(\d)\.(\d)/gu, '$1,$2');

/** First letters of the dispenser's names, hyphenated names included. */
const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map(part => [...part][0] ?? '')
    .join('');

/** What a pharmacy-made medicine holds: nothing else on its jar says it. Without ingredients the instruction speaks. */
function compositionOf({ product }: Prescription): string | null {
  if (product.kind !== '7') return null;
  const parts = writtenIngredients([...(product.ingredients ?? []), ...(product.otherIngredients ?? [])]);
  const written = parts === '' ? (product.preparation ?? '') : parts.replaceAll('; ', ' ').replaceAll('\n', ', ');
  return printedStrength(written.replace(/\s+/gu, ' ').trim());
}

/**
 * The dispensing label (ohjelippu) line by line, as screen and paper show it. Order and content: Fimea's regulation 2/2016 on
 * dispensing, and what an earlier package has to prove in an outage (name, medicine, dose, what is left, date).
 */
export function labelText({
  dispensing,
  prescription,
  runningNumber,
  accepted,
  useBefore,
}: LabelFacts): readonly LabelLine[] {
  const words = WORDS[dispensing.language];
  const { product } = dispensing;
  const prescribed = productName(prescription.product, dispensing.language);
  const composition = compositionOf(prescription);
  const isClosed = dispensing.fullyDispensed || dispensing.remaining === null;
  const note = (text: string): LabelLine => ({ role: 'note', text });
  const parts = (...texts: readonly string[]): string => texts.filter(text => text !== '').join(' · ');
  const { organisation } = dispensing.dispenser;
  return [
    { role: 'patient', text: fullName(dispensing.patient) },
    {
      role: 'medicine',
      text: [product.tradeName, printedStrength(product.strength), product.form[dispensing.language]]
        .filter(t => t !== '')
        .join(' '),
    },
    ...(dispensing.substituted ? [note(words.insteadOf(prescribed))] : []),
    ...(composition === null ? [] : [note(words.made)]),
    ...(composition === null || composition === '' ? [] : [note(`${words.composition}: ${composition}`)]),
    { role: 'dose', text: dispensing.labelDoseText },
    ...(prescription.indication === '' ? [] : [note(`${words.purpose}: ${prescription.indication}`)]),
    ...(useBefore === null ? [] : [note(`${words.useBefore} ${printedDate(useBefore)}`)]),
    note(`${words.prescriber}: ${fullName(prescription.prescriber)}`),
    note(
      isClosed
        ? words.nothingLeft
        : `${words.left} ${printedQuantity(dispensing.remaining)}, ${words.validUntil} ${printedDate(expiresOn(prescription))}`,
    ),
    ...(accepted ? [] : [{ role: 'mark' as const, text: words.notInCentre }]),
    note(
      parts(
        printedDate(dateInHelsinki(instantMs(dispensing.dispensedAt))),
        runningNumber === null ? '' : String(runningNumber),
        initials(fullName(dispensing.dispenser)),
        dispensing.priceCents === null ? '' : printedMoney(dispensing.priceCents),
      ),
    ),
    note([organisation.name[dispensing.language], organisation.phone].filter(t => t !== '').join(', ')),
  ];
}
