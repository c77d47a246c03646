import { type Confirmation, type Finding } from '../../../shared/domain/finding.ts';
import { suggestedPackages } from '../../../shared/domain/prescribing/amounts.ts';
import { type DosePhases } from '../../../shared/domain/prescribing/dose.ts';
import { amountForPhases, phasesLength } from '../../../shared/domain/prescribing/dose-amounts.ts';
import { phasesSentence, type DoseFault } from '../../../shared/domain/prescribing/dose-language.ts';
import { packageUnitOf, unitsAgree } from '../../../shared/domain/prescribing/dose-unit.ts';
import { packageSizeOf } from '../../../shared/domain/prescribing/form-supply.ts';
import { doseOf } from '../../../shared/domain/prescribing/prescribing-facts.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { signingStops } from '../../../shared/domain/prescribing/prescription.rules.ts';
import { type PrescribedProduct, type Quantity } from '../../../shared/domain/prescribing/prescription.ts';
import { type Localized } from '../../../shared/kernel/language.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';

/** The dose line as read while it is typed; the host reads it again. */
export type DoseReading =
  | Readonly<{ at: 'none' }>
  | Readonly<{ at: 'text' }>
  | Readonly<{ at: 'read'; phases: DosePhases; sentence: Localized }>
  | Readonly<{ at: 'fault'; fault: DoseFault }>;

export function readingOf(form: PrescriptionForm, today: LocalDate): DoseReading {
  if (form.doseTextOnly) return { at: 'text' };
  if (form.doseTyped.trim() === '') return { at: 'none' };
  const dose = doseOf({ form, today });
  if (dose === null) return { at: 'none' };
  if (!dose.ok) return { at: 'fault', fault: dose.error };
  const sentence = {
    fi: phasesSentence(dose.value, 'fi'),
    sv: phasesSentence(dose.value, 'sv'),
    en: phasesSentence(dose.value, 'en'),
  };
  return { at: 'read', phases: dose.value, sentence };
}

/** What the dose asks for, in each way of giving an amount; null where it cannot be computed. */
export type Suggestion = Readonly<{ packages: number | null; total: Quantity | null; days: number | null }>;

export function suggestionOf(form: PrescriptionForm, phases: DosePhases, today: LocalDate): Suggestion {
  const size = packageSizeOf(form);
  const [{ unit: doseUnit, startsOn }, length] = [phases[0], phasesLength(phases)];
  const unit = size !== null && unitsAgree(size.unit, doseUnit) ? size.unit : packageUnitOf(doseUnit);
  return {
    packages: size === null ? null : suggestedPackages(size, phases),
    total:
      length === null || unit === null ? null : { value: amountForPhases(phases, startsOn ?? today, length), unit },
    days: length,
  };
}

/** The suggestion written into the form, in the way of giving the amount that the form has chosen. */
export function suggestedChange(form: PrescriptionForm, suggestion: Suggestion): Partial<PrescriptionForm> {
  switch (form.amountMode) {
    case '1':
      return suggestion.packages === null ? {} : { packages: String(suggestion.packages) };
    case '2':
      return suggestion.total === null
        ? {}
        : { totalAmount: suggestion.total.value.replace('.', ','), totalUnit: suggestion.total.unit };
    case '3':
      return suggestion.days === null ? {} : { durationDays: String(suggestion.days) };
  }
}

/** What a medicine brings into a form: packages by trade name, a duration by substance; the total's unit. */
export function withProduct(form: PrescriptionForm, product: PrescribedProduct): PrescriptionForm {
  const unit = product.kind === '9' ? '' : (product.packageSize?.unit ?? '');
  const hasPackages = product.kind !== '9' && product.sizeText.trim() !== '';
  const mode = form.amountMode === '1' && !hasPackages ? (product.kind === '9' ? '3' : '2') : form.amountMode;
  return {
    ...form,
    product,
    amountMode: mode,
    totalUnit: form.totalUnit === '' ? unit : form.totalUnit,
    confirmations: [],
  };
}

export type Readiness = 'checking' | 'blocked' | 'look' | 'ready';

/** `null` findings: the check is on its way. */
export function readinessOf(findings: readonly Finding[] | null, confirmations: readonly Confirmation[]): Readiness {
  if (findings === null) return 'checking';
  if (findings.some(finding => finding.severity === 'block')) return 'blocked';
  return signingStops(findings, confirmations).length > 0 ? 'look' : 'ready';
}

/** The reason with which a finding was taken on. */
export const reasonOf = (confirmations: readonly Confirmation[], rule: string): string | undefined =>
  confirmations.find(confirmation => confirmation.rule === rule && confirmation.reason.trim() !== '')?.reason;

/** `reason` empty takes the confirmation back. */
export const withReason = (
  confirmations: readonly Confirmation[],
  rule: string,
  reason: string,
): readonly Confirmation[] => [
  ...confirmations.filter(confirmation => confirmation.rule !== rule),
  ...(reason.trim() === '' ? [] : [{ rule, reason: reason.trim() }]),
];

/** The field of the form that a finding leads to; null where no field of the form can mend it. */
export function fieldOf(finding: Finding): string | null {
  if (finding.field !== null) return finding.field;
  const named = finding.inputs['fields']?.split(', ')[0];
  return named === undefined || named === '' ? null : named;
}

/** Allergies that a check which did not run would have looked at; empty where there are none on record. */
export const allergiesUnchecked = ({ severity, inputs }: Finding): string =>
  severity === 'notChecked' && inputs['allergies'] !== 'not recorded' ? (inputs['allergies'] ?? '') : '';

/**
 * What stands in the reason field at first. A check that did not run is taken on with one key only where nothing on record
 * speaks against it; everything else is written by hand.
 */
export const proposedReason = (finding: Finding, usual: string): string =>
  finding.severity === 'notChecked' && allergiesUnchecked(finding) === '' ? usual : '';
