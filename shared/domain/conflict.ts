import { type ConflictField, type ConflictRow, type ConflictValue, CONFLICT_FIELDS } from './attention.ts';
import { type Dispensing } from './dispensing/dispensing.ts';
import { expiresOn } from './prescribing/amounts.ts';
import { type Prescription, type PrescriptionRow, type Quantity } from './prescribing/prescription.ts';

export type Facts = Readonly<Partial<Record<ConflictField, ConflictValue>>>;

const text = (value: string): ConflictValue => (value === '' ? { kind: 'nothing' } : { kind: 'text', text: value });
const quantity = (value: Quantity | null): ConflictValue =>
  value === null ? { kind: 'nothing' } : { kind: 'quantity', ...value };

const medicineOf = ({ product, language }: Prescription): ConflictValue =>
  text(
    [product.kind === '1' ? product.tradeName : product.atcName[language], product.strength]
      .filter(part => part !== '')
      .join(' '),
  );

function amountOf({ amount }: Prescription): ConflictValue {
  switch (amount.mode) {
    case '1':
      return { kind: 'packages', count: amount.packages, size: amount.sizeText };
    case '2':
      return quantity(amount.total);
    case '3':
      return { kind: 'days', count: amount.lengthDays };
    case '9':
      return { kind: 'nothing' };
  }
}

/** What a prescription says of itself, without what the Centre knows of it. */
export const factsOfPrescription = (prescription: Prescription): Facts => ({
  medicine: medicineOf(prescription),
  amount: amountOf(prescription),
  dose: text(prescription.dose.text),
  version: { kind: 'count', count: prescription.version },
  validUntil: { kind: 'on', on: expiresOn(prescription) },
  substitution: { kind: 'flag', yes: !prescription.substitutionProhibited },
});

/** A prescription as the Centre has it. */
export const factsOfRow = (row: PrescriptionRow): Facts => ({
  ...factsOfPrescription(row.prescription),
  state: { kind: 'state', state: row.state },
  holder: row.holder === null ? { kind: 'nothing' } : text(row.holder.organisationName),
  remaining: quantity(row.remaining),
  lots: { kind: 'count', count: row.dispensedLots },
  lastDispensed: row.lastDispensedAt === null ? { kind: 'nothing' } : { kind: 'at', at: row.lastDispensedAt },
  validUntil: { kind: 'on', on: row.expiresOn },
});

/** What the prescription would be after our dispensing, as far as the dispensing says so. */
export const factsOfDispensing = (dispensing: Dispensing): Facts => ({
  state: { kind: 'state', state: dispensing.fullyDispensed ? 'fullyDispensed' : 'partlyDispensed' },
  remaining: quantity(dispensing.remaining),
  medicine: text([dispensing.product.tradeName, dispensing.product.strength].filter(part => part !== '').join(' ')),
  dispensedNow: quantity(dispensing.amount),
  dose: text(dispensing.labelDoseText),
  version: { kind: 'count', count: dispensing.prescription.version },
  lastDispensed: { kind: 'at', at: dispensing.dispensedAt },
});

const same = (a: ConflictValue | null, b: ConflictValue | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The fields in which the three sides are not alike, what changed elsewhere first. Sides that say nothing of a field do not
 * make it differ.
 * @param base null when none was kept; @param theirs null when the service could not be asked or does not know the object
 */
export function differingFields(base: Facts | null, ours: Facts, theirs: Facts | null): readonly ConflictRow[] {
  const rows = CONFLICT_FIELDS.map((field): ConflictRow => {
    const [b, o, t] = [base?.[field] ?? null, ours[field] ?? null, theirs?.[field] ?? null];
    return { field, base: b, ours: o, theirs: t, changedElsewhere: b !== null && t !== null && !same(b, t) };
  });
  const differing = rows.filter(({ field, base: b, ours: o, theirs: t }) => {
    const said = [b, o, t].filter(value => value !== null);
    // Only our act says how much it dispensed; without it the amounts left could not be judged.
    return field === 'dispensedNow' ? o !== null : said.some(value => !same(value, said[0] ?? null));
  });
  return [...differing.filter(row => row.changedElsewhere), ...differing.filter(row => !row.changedElsewhere)];
}
