import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { notNow, type NotNow } from '../../../shared/domain/dispensing/dispensable-now.ts';
import { packageChoices, type PackageRelation } from '../../../shared/domain/dispensing/package-choices.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';

/** What the pack in the hand is good for. */
export type Fit =
  | Readonly<{ kind: 'one'; row: PrescriptionRow; relation: PackageRelation }>
  | Readonly<{ kind: 'several'; rows: readonly PrescriptionRow[] }>
  /** It fits a prescription that cannot be dispensed now. */
  | Readonly<{ kind: 'notNow'; row: PrescriptionRow; because: NotNow }>
  | Readonly<{ kind: 'none' }>;

const NEARNESS: readonly PackageRelation[] = ['prescribed', 'sameProduct', 'interchangeable', 'sameSubstance'];

function relationOf(
  row: PrescriptionRow,
  pack: MedicinePackage,
  prescribed: ReadonlyMap<string, MedicinePackage>,
): PackageRelation | null {
  const choices = packageChoices(row.prescription, {
    byVnr: vnr => (vnr === pack.vnr ? pack : (prescribed.get(vnr) ?? null)),
    byGroup: group => (pack.substitutionGroup === group ? [pack] : []),
    byAtc: atc => (atc !== '' && pack.atc.startsWith(atc.toUpperCase()) ? [pack] : []),
  });
  return choices.find(choice => choice.package.vnr === pack.vnr)?.relation ?? null;
}

/**
 * Finds the prescriptions that a pack may be dispensed on, by the same rule that lists the packages of one prescription.
 * @param prescribed the packages that the prescriptions name, by VNR, as far as the register knows them
 */
export function fitPack(
  pack: MedicinePackage,
  rows: readonly PrescriptionRow[],
  prescribed: ReadonlyMap<string, MedicinePackage>,
  today: LocalDate,
): Fit {
  const fits = rows.flatMap(row => {
    const relation = relationOf(row, pack, prescribed);
    return relation === null ? [] : [{ row, relation, because: notNow(row, today) }];
  });
  // An interval that has not passed may be dispensed with a reason: the form asks for it.
  const open = fits.filter(({ because }) => because === null || because.because === 'interval');
  const nearest = NEARNESS.map(relation => open.filter(fit => fit.relation === relation)).find(some => some.length > 0);
  const due = nearest?.filter(({ because }) => because === null) ?? [];
  const best = due.length > 0 ? due : (nearest ?? []);
  const [only] = best;
  if (only !== undefined && best.length === 1) return { kind: 'one', row: only.row, relation: only.relation };
  if (best.length > 1) return { kind: 'several', rows: best.map(({ row }) => row) };
  const closed = fits.find(({ because }) => because !== null);
  return closed === undefined || closed.because === null
    ? { kind: 'none' }
    : { kind: 'notNow', row: closed.row, because: closed.because };
}
