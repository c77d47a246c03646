import {
  CHANGE_REASONS,
  IDENTIFICATION_METHODS,
  MINOR_DISCLOSURES,
  TREATMENT_KINDS,
} from '../../codes/prescription-values.ts';
import { type Language, type Localized } from '../../kernel/language.ts';
import { finnishDate } from './dose-sentence-words.ts';
import { type PrescriptionForm } from './prescription-form.ts';
import { productName } from './product.ts';
import { writtenIngredients } from './written-product.ts';

/** One thing that a correction changes, in words; an empty value means that nothing is said. */
export type FormChange = Readonly<{ field: string; label: Localized; before: Localized; after: Localized }>;

const words = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });
const same = (text: string): Localized => words(text, text, text);
const NOTHING = same('');
const yes = (is: boolean): Localized => (is ? words('kyllä', 'ja', 'yes') : words('ei', 'nej', 'no'));
const inEach = (say: (language: Language) => string): Localized => words(say('fi'), say('sv'), say('en'));

function medicineOf({ product }: PrescriptionForm): Localized {
  if (product === null) return NOTHING;
  return inEach(language =>
    [
      productName(product, language),
      product.strength,
      product.form[language],
      product.kind === '9' ? '' : product.sizeText,
      writtenIngredients([...(product.ingredients ?? []), ...(product.otherIngredients ?? [])]).replaceAll('\n', ', '),
      product.preparation ?? '',
      product.extraInformation ?? '',
    ]
      .filter(part => part !== '')
      .join(' '),
  );
}

function amountOf(form: PrescriptionForm): Localized {
  const { product } = form;
  switch (form.amountMode) {
    case '1': {
      const size = product === null || product.kind === '9' ? '' : product.sizeText;
      return same([form.packages, size].filter(part => part !== '').join(' x '));
    }
    case '2':
      return same(`${form.totalAmount} ${form.totalUnit}`.trim());
    case '3':
      return words(`${form.durationDays} vrk`, `${form.durationDays} dygn`, `${form.durationDays} days`);
  }
}

function repeatsOf({ repeats, repeatIntervalDays: days }: PrescriptionForm): Localized {
  const [many, gap] = [repeats.trim(), days.trim()];
  if (many === '' || many === '0') return NOTHING;
  return gap === ''
    ? words(`${many} kertaa`, `${many} gånger`, `${many} times`)
    : words(
        `${many} kertaa, väli ${gap} vrk`,
        `${many} gånger, intervall ${gap} dygn`,
        `${many} times, every ${gap} days`,
      );
}

function banOf({ renewalProhibited, renewalBanCode: code, renewalBanText: text }: PrescriptionForm): Localized {
  if (!renewalProhibited || code === '') return yes(renewalProhibited);
  return inEach(language => [CHANGE_REASONS[code][language], text].filter(part => part !== '').join(': '));
}

function identificationOf({ narcoticIdentificationCode: code, ...form }: PrescriptionForm): Localized {
  if (code === '') return NOTHING;
  return inEach(language =>
    [IDENTIFICATION_METHODS[code][language], form.narcoticIdentificationText].filter(part => part !== '').join(': '),
  );
}

const FIELDS: readonly (readonly [field: string, label: Localized, says: (form: PrescriptionForm) => Localized])[] = [
  ['product', words('Lääke', 'Läkemedel', 'Medicine'), medicineOf],
  ['doseTyped', words('Annostus', 'Dosering', 'Dose'), form => same(form.doseTyped.trim())],
  ['amount', words('Määrä', 'Mängd', 'Amount'), amountOf],
  ['repeats', words('Iterointi', 'Iterering', 'Repeats'), repeatsOf],
  [
    'indication',
    words('Käyttötarkoitus', 'Användningsändamål', 'Indication'),
    form => (form.indicationNotStated ? NOTHING : same(form.indication.trim())),
  ],
  [
    'validUntil',
    words('Voimassa enintään', 'Giltigt högst till', 'Valid at most until'),
    ({ validUntil }) => (validUntil === null ? NOTHING : same(finnishDate(validUntil))),
  ],
  [
    'permanentMedication',
    words('Pysyvä lääkitys', 'Stående medicinering', 'Permanent medication'),
    f => yes(f.permanentMedication),
  ],
  [
    'substitutionProhibited',
    words('Lääkevaihtokielto', 'Utbytesförbud', 'No substitution'),
    f => yes(f.substitutionProhibited),
  ],
  ['startOfUse', words('Käytön aloitus', 'Insättning', 'Start of use'), f => yes(f.startOfUse)],
  ['renewalBanCode', words('Uudistamiskielto', 'Förnyelseförbud', 'No renewal'), banOf],
  ['sic', words('SIC-merkintä', 'SIC-anteckning', 'SIC mark'), f => yes(f.sic)],
  ['treatmentKind', words('Hoitolaji', 'Typ av vård', 'Kind of treatment'), f => TREATMENT_KINDS[f.treatmentKind]],
  ['employer', words('Työnantaja', 'Arbetsgivare', 'Employer'), f => same((f.employer ?? '').trim())],
  ['insurer', words('Vakuutusyhtiö', 'Försäkringsbolag', 'Insurer'), f => same((f.insurer ?? '').trim())],
  [
    'biologicalJustification',
    words('Biologisen lääkkeen perustelu', 'Motivering för biologiskt läkemedel', 'Reason for the biological'),
    f => same((f.biologicalJustification ?? '').trim()),
  ],
  [
    'weightKg',
    words('Paino', 'Vikt', 'Weight'),
    f => (f.weightKg.trim() === '' ? NOTHING : same(`${f.weightKg.trim()} kg`)),
  ],
  [
    'messageToPharmacy',
    words('Viesti apteekille', 'Meddelande till apoteket', 'Message to the pharmacy'),
    f => same(f.messageToPharmacy.trim()),
  ],
  [
    'narcoticIdentificationCode',
    words('Potilaan tunnistaminen', 'Identifiering av patienten', 'Identification'),
    identificationOf,
  ],
  [
    'minorDisclosure',
    words('Alaikäisen tiedot huoltajille', 'Minderårigs uppgifter till vårdnadshavare', 'Disclosure to guardians'),
    f => (f.minorDisclosure === null ? NOTHING : MINOR_DISCLOSURES[f.minorDisclosure]),
  ],
];

/** What the second form says otherwise than the first, in the order of the form. */
export const formChanges = (before: PrescriptionForm, after: PrescriptionForm): readonly FormChange[] =>
  FIELDS.flatMap(([field, label, says]) => {
    const change = { field, label, before: says(before), after: says(after) };
    return change.before.fi === change.after.fi ? [] : [change];
  });
