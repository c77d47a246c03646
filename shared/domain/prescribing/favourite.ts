import { EMPTY_PRESCRIPTION_FORM, type PrescriptionForm } from './prescription-form.ts';
import { type Instant, instantMs } from '../../kernel/time.ts';
import { type PrescribedProduct } from './prescription.ts';

/** What a prescriber writes often: medicine, dose, amount and purpose in one. It belongs to one person and to no patient. */
export type Favourite = Readonly<{
  id: string;
  /** The prescriber's own name for it; empty where the medicine and its dose say enough. */
  name: string;
  /** False: nobody asked to keep it, it was only counted. It is offered as a suggestion when it has been used often enough. */
  kept: boolean;
  /** A form without anything that concerns one patient. */
  form: PrescriptionForm;
  uses: number;
  lastUsedAt: Instant | null;
}>;

/** Signed so many times with the same words, it is worth a suggestion. Our own choice. */
export const SUGGESTED_FROM_USES = 3;
export const FAVOURITE_NAME_LIMIT = 60;
/** Use of this long ago weighs half of today's: what is written nowadays stands first. Our own choice. */
const HALF_LIFE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The part of a form that may serve another patient: medicine, dose, amount, iteration, purpose and kind of treatment. Weight,
 * identification, disclosure, messages, validity, bans and confirmations are asked anew each time.
 */
export const favouriteForm = (form: PrescriptionForm): PrescriptionForm => ({
  ...EMPTY_PRESCRIPTION_FORM,
  product: form.product,
  doseTyped: form.doseTyped,
  doseTextOnly: form.doseTextOnly,
  amountMode: form.amountMode,
  packages: form.packages,
  totalAmount: form.totalAmount,
  totalUnit: form.totalUnit,
  durationDays: form.durationDays,
  repeats: form.repeats,
  repeatIntervalDays: form.repeatIntervalDays,
  indication: form.indication,
  indicationNotStated: form.indicationNotStated,
  sic: form.sic,
  // A work accident is one patient's.
  treatmentKind: form.treatmentKind === 'T' ? 'S' : form.treatmentKind,
  permanentMedication: form.permanentMedication,
  substitutionProhibited: form.substitutionProhibited,
});

const identityOf = (product: PrescribedProduct): readonly string[] =>
  product.kind === '9'
    ? ['9', product.atc, product.form.fi, product.strength]
    : [product.kind, product.vnr ?? '', product.tradeName, product.form.fi, product.strength, product.sizeText];

/** Two forms with the same key say the same: medicine, dose, amount and purpose. Null where no medicine is chosen. */
export function favouriteKey(form: PrescriptionForm): string | null {
  if (form.product === null) return null;
  const { product: _product, confirmations: _confirmations, ...rest } = favouriteForm(form);
  const said = Object.entries(rest)
    .filter(([, value]) => value !== '' && value !== null)
    .map(([field, value]) => `${field}=${String(value).trim().toLowerCase()}`);
  return [...identityOf(form.product), ...said.sort()].join('\u001f');
}

const halfLives = (at: Instant): number => instantMs(at) / DAY_MS / HALF_LIFE_DAYS;

/**
 * The place in the order after one more use: the logarithm of all uses, each halved every `HALF_LIFE_DAYS`. It needs no
 * reckoning as time goes by, because all ranks fade alike.
 * @param rank before this use; null for the first
 */
export function rankAfterUse(rank: number | null, at: Instant): number {
  const now = halfLives(at);
  return rank === null ? now : now + Math.log2(1 + 2 ** Math.min(rank - now, 60));
}

/** The place of something that is kept and was never used: below today's first use, above what was used months ago. */
export const rankUnused = (at: Instant): number => halfLives(at) - 1;
