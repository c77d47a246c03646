import { compare, subtract, ZERO, type Decimal } from '../../kernel/decimal.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { readAmount, readWhole } from '../form-number.ts';
import { type KnowledgeContext, type KnowledgeFacts, weightOf } from '../knowledge/knowledge-facts.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { daysOfSupply, sameUnit } from '../prescribing/amounts.ts';
import { greatestPhase } from '../prescribing/dose-amounts.ts';
import { phasesOf } from '../prescribing/dose-structure.ts';
import { type PrescriptionRow, type Quantity } from '../prescribing/prescription.ts';
import { contentOf, packageContent, priceOf } from '../prescribing/product-of-package.ts';
import { type FormText } from '../text.rules.ts';
import { type AccessBasis, type DispensingForm } from './dispensing.ts';
import { type Outage } from './outage.ts';
import { type SaleFacts } from './sale-facts.ts';
import { packageAsWritten } from './written-package.ts';
import { cheapestCentsFor, type PackageChoice } from './package-choices.ts';

/** Everything the dispensing rules look at. */
export type DispensingFacts = Readonly<{
  form: DispensingForm;
  row: PrescriptionRow;
  choices: readonly PackageChoice[];
  patient: Patient;
  dispenser: Professional;
  /** On what basis the customer's prescriptions were opened; null = nobody recorded one. */
  basis: AccessBasis | null;
  today: LocalDate;
  /** Installed knowledge packs, what is known of the patient, and what else is in use or in the basket. */
  knowledge: KnowledgeContext;
  /** Money, history of biologicals and departures; absent = not asked. */
  sale?: SaleFacts;
  /** The Centre cannot be reached and holds nothing for this pharmacy; absent = it can, or it does. */
  outage?: Outage;
  /** The identifiers of the document to be made, once they are known. */
  document?: Readonly<{ oid: Oid; setId: Oid; version: number }>;
}>;

export const DISPENSING_LIMITS = { packages: 9999, label: 1000, remark: 500, refusal: 300, written: 200 } as const;

/** What is going to be dispensed: the package of the database, or the one that was written by hand. */
export function chosenOf({ form, choices }: Pick<DispensingFacts, 'form' | 'choices'>): PackageChoice | null {
  const template = choices.find(({ relation }) => relation === 'written');
  if (template === undefined)
    return choices.find(choice => form.vnr !== null && choice.package.vnr === form.vnr) ?? null;
  return form.written === null ? null : { ...template, package: packageAsWritten(form.written, template.package) };
}

/** The chosen package with the prescription's dose, as the knowledge checks look at it; a SIC mark is the prescriber's. */
export function knowledgeFactsOf(facts: DispensingFacts): KnowledgeFacts {
  const { prescription } = facts.row;
  const chosen = chosenOf(facts)?.package ?? null;
  const phases = phasesOf(prescription.dose);
  return {
    ...facts.knowledge,
    patient: facts.patient,
    today: facts.today,
    weightKg: weightOf(prescription.weightKg, facts.knowledge.health, facts.today),
    medicine:
      chosen === null
        ? null
        : {
            atc: chosen.atc,
            name: chosen.tradeName,
            substances: chosen.substances,
            atcName: chosen.atcName,
            strength: chosen.strength,
            dose: phases === null ? null : greatestPhase(phases),
            sic: prescription.sic,
          },
  };
}

export const packagesOf = (form: DispensingForm): number | null =>
  readWhole(form.packages, 1, DISPENSING_LIMITS.packages);

/** Unit of an amount whose package has no size in numbers. */
const PACKAGE_UNIT = 'pakkaus';

/** What the whole packages hold. */
export function wholeAmount(facts: Pick<DispensingFacts, 'form' | 'choices'>): Quantity | null {
  const [chosen, packages] = [chosenOf(facts), packagesOf(facts.form)];
  if (chosen === null || packages === null) return null;
  const content = packageContent(chosen.package);
  return content === null ? { value: String(packages) as Decimal, unit: PACKAGE_UNIT } : contentOf(content, packages);
}

export const isSplit = (form: DispensingForm): boolean => form.splitAmount.trim() !== '';

/** Last day of use on the label: as typed, else the first of the packs that were read where one is split. */
export function lastDayOfUse(form: DispensingForm): LocalDate | null {
  if (form.useBefore !== null || !isSplit(form)) return form.useBefore;
  return form.packs.flatMap(({ expiresOn }) => expiresOn ?? []).toSorted()[0] ?? null;
}

/** What is dispensed now: the packages, or less of them when one is split; null while the form does not say. */
export function dispensedAmount(facts: Pick<DispensingFacts, 'form' | 'choices'>): Quantity | null {
  const whole = wholeAmount(facts);
  if (whole === null || !isSplit(facts.form)) return whole;
  const value = readAmount(facts.form.splitAmount, whole.value);
  return value === null ? null : { value, unit: whole.unit };
}

/** One package, and no smaller one of the product is on the market. */
export function isSmallestLot(facts: DispensingFacts): boolean {
  const chosen = chosenOf(facts)?.package;
  const content = chosen === undefined ? null : packageContent(chosen);
  if (chosen === undefined || content === null) return true;
  const smaller = facts.choices.some(({ package: other }) => {
    const size = packageContent(other);
    return (
      other.tradeName === chosen.tradeName &&
      other.strength === chosen.strength &&
      other.marketed &&
      size !== null &&
      sameUnit(size.unit, content.unit) &&
      compare(size.value, content.value) < 0
    );
  });
  return !smaller && packagesOf(facts.form) === 1;
}

/** What is left afterwards; null where it was not known before or the units do not meet. */
export function remainingAfterDispensing(facts: Pick<DispensingFacts, 'form' | 'choices' | 'row'>): Quantity | null {
  const [amount, before] = [dispensedAmount(facts), facts.row.remaining];
  if (amount === null || before === null || !sameUnit(amount.unit, before.unit)) return null;
  const left = subtract(before.value, amount.value);
  return { value: compare(left, ZERO) < 0 ? ZERO : left, unit: before.unit };
}

export type DispensingFigures = Readonly<{
  amount: Quantity | null;
  remaining: Quantity | null;
  daysSupply: number | null;
  priceCents: number | null;
  cheapestCents: number | null;
  /** The greatest single dose, in its own unit; null for a free text dose. */
  unitDose: Decimal | null;
}>;

/** The numbers beside the form: dispensed, left, days of supply at the greatest use, prices of all packages in cents. */
export function dispensingFigures(facts: Pick<DispensingFacts, 'form' | 'choices' | 'row'>): DispensingFigures {
  const [chosen, packages, amount] = [chosenOf(facts), packagesOf(facts.form), dispensedAmount(facts)];
  const dose = phasesOf(facts.row.prescription.dose);
  return {
    amount,
    remaining: remainingAfterDispensing(facts),
    daysSupply: amount === null || dose === null ? null : daysOfSupply(amount, dose),
    priceCents: chosen === null || packages === null ? null : priceOf(chosen.package.retailPriceCents, packages),
    cheapestCents: chosen === null || packages === null ? null : priceOf(cheapestCentsFor(chosen), packages),
    unitDose: dose?.map(({ high }) => high).reduce((one, other) => (compare(one, other) < 0 ? other : one)) ?? null,
  };
}

export const textsOf = (form: DispensingForm): readonly FormText[] => [
  ['labelDoseText', form.labelDoseText, DISPENSING_LIMITS.label],
  ['remark', form.remark, DISPENSING_LIMITS.remark],
  ['substitutionRefusalText', form.substitutionRefusalText, DISPENSING_LIMITS.refusal],
  ['departureReason', form.departureReason ?? '', DISPENSING_LIMITS.refusal],
  ...(form.written === null
    ? []
    : (['name', 'strength', 'form', 'holder', 'unit'] as const).map(
        field => [field, form.written?.[field] ?? '', DISPENSING_LIMITS.written] as const,
      )),
];
