import { isPositive } from '../../kernel/decimal.ts';
import { type Oid } from '../../kernel/oid.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { storedText } from '../../kernel/text.ts';
import { type Instant } from '../../kernel/time.ts';
import { type Finding } from '../finding.ts';
import { priceOf } from '../prescribing/product-of-package.ts';
import { blocksOf } from '../rule.ts';
import { type Dispensing, type DispensingForm, type SubstitutionRefusal } from './dispensing.ts';
import {
  chosenOf,
  dispensedAmount,
  isSplit,
  packagesOf,
  remainingAfterDispensing,
  type DispensingFacts,
} from './dispensing-facts.ts';
import { checkDispensing } from './dispensing-table.rules.ts';
import { dispensedProduct } from './written-package.ts';

/** What the form does not hold. `today` is the Finnish calendar date of `at`; `releaseId` the database in use. */
export type DispensingContext = Omit<DispensingFacts, 'form' | 'document'> &
  Readonly<{ oid: Oid; setId: Oid; version: number; at: Instant; releaseId: string }>;

const written = (typed: string): string => storedText(typed).trim();

/** Why the cheapest was not dispensed: the prescriber's ban speaks for itself. */
function refusalOf(form: DispensingForm, { row }: DispensingContext, inPriceBand: boolean): SubstitutionRefusal | null {
  if (inPriceBand) return null;
  return row.prescription.substitutionProhibited ? 'prescriberProhibits' : form.substitutionRefusal;
}

const DEPARTS = {
  fi: 'Poikkeava toimitus (lääkelaki 57 f §)',
  sv: 'Avvikande expediering (läkemedelslagen 57 f §)',
} as const;

/**
 * The reason of a dispensing that departs from the prescription. Neither the codes of 1.2.246.537.6.2025.5 (THL – Poikkeavan
 * lääketoimituksen syy, in force from 1.1.2026) nor their place in the document are confirmed, so it travels in words in the
 * pharmacy's remark (LL 106).
 */
const departure = ({ departureReason }: DispensingForm, { patient }: DispensingContext): string =>
  departureReason === null ? '' : `${DEPARTS[patient.language]}: ${written(departureReason)}`;

/** The dispensing that a form stands for. Refused with its blocking findings. */
export function dispensingFromForm(
  form: DispensingForm,
  context: DispensingContext,
): Result<Dispensing, readonly Finding[]> {
  const document = { oid: context.oid, setId: context.setId, version: context.version };
  const facts: DispensingFacts = { ...context, form, document };
  const blocks = blocksOf(checkDispensing(facts));
  if (blocks.length > 0) return fail(blocks);

  const [chosen, packages, amount] = [chosenOf(facts), packagesOf(form), dispensedAmount(facts)];
  const product =
    chosen === null ? null : dispensedProduct(context.row.prescription.product, chosen, context.releaseId);
  if (chosen === null || packages === null || amount === null || product === null)
    throw new Error('the dispensing rules let an incomplete dispensing through');
  const { prescription } = context.row;
  const remaining = remainingAfterDispensing(facts);
  // Nothing is changed for a product outside the database, so nothing can be refused.
  const refusal = refusalOf(form, context, chosen.inPriceBand || chosen.relation === 'written');
  return ok({
    ...document,
    language: context.patient.language,
    patient: context.patient,
    dispenser: context.dispenser,
    prescription: { oid: prescription.oid, setId: prescription.setId, version: prescription.version },
    dispensedAt: context.at,
    product,
    packages,
    split: isSplit(form),
    preparedBy: null,
    pharmacyMade: product.kind === '7',
    doseDispensed: form.doseDispensed,
    copayments: null,
    noteToKela: '',
    amount,
    remaining,
    substituted: chosen.relation === 'interchangeable',
    substitutionRefusal: refusal,
    substitutionRefusalText: refusal === 'other' ? written(form.substitutionRefusalText) : '',
    priceCents: priceOf(chosen.package.retailPriceCents, packages),
    fullyDispensed: form.markFullyDispensed || (remaining !== null && !isPositive(remaining.value)),
    labelDoseText: written(form.labelDoseText),
    remark: [written(form.remark), departure(form, context)].filter(part => part !== '').join(' '),
  });
}
