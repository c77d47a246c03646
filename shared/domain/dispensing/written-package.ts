import { isDecimal, type Decimal } from '../../kernel/decimal.ts';
import { storedText } from '../../kernel/text.ts';
import { readAmount } from '../form-number.ts';
import { type MedicinePackage, type MedicineTerm } from '../medicine.ts';
import { sameUnit } from '../prescribing/amounts.ts';
import { type PrescribedProduct, type PrescriptionRow, type Quantity } from '../prescribing/prescription.ts';
import { packageContent, productOfPackage } from '../prescribing/product-of-package.ts';
import { FORMED_KINDS, isWritten, NUMBERED_KINDS } from '../prescribing/written-product.ts';
import { type Dispensing, type DispensedProduct, type WrittenPackage } from './dispensing.ts';

/** Most that one package holds and costs; more is a slip of the finger. */
const MOST_CONTENT = '99999' as Decimal;
const MOST_EUROS = 99_999;

const EUROS = /^(\d{1,5})(?:[.,](\d{1,2}))?$/;

/** Euros as typed in cents; null where it is no price. */
export function readPrice(typed: string): number | null {
  const [, whole, part = ''] = EUROS.exec(typed.trim()) ?? [];
  if (whole === undefined || Number(whole) > MOST_EUROS) return null;
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

const shownDecimal = (value: string): string => value.replace('.', ',');
const written = (typed: string): string => storedText(typed).trim();

/** The number of a kind that is named by one, e.g. a base ointment of the database. */
export const needsNumber = ({ kind }: Pick<PrescribedProduct, 'kind'>): boolean => NUMBERED_KINDS.includes(kind);
export const needsForm = ({ kind }: Pick<PrescribedProduct, 'kind'>): boolean => FORMED_KINDS.includes(kind);

/**
 * The prescribed product as a package to be completed by hand: what the Pharmaceutical Database does not have. Null for a
 * kind that is dispensed from the database alone, and for those that are not in use (5 and 8).
 */
export function templateOf(product: PrescribedProduct): MedicinePackage | null {
  if (!isWritten(product)) return null;
  return {
    vnr: product.vnr === '' ? null : product.vnr,
    packageNumber: '',
    tradeName: product.tradeName === '' ? product.atcName.fi : product.tradeName,
    strength: product.strength,
    form: product.form,
    sizeText: product.sizeText,
    size: product.packageSize?.value ?? null,
    sizeFactor: 1,
    unit: product.packageSize?.unit ?? null,
    container: null,
    holder: product.holder,
    atc: product.atc,
    atcName: product.atcName,
    substances: product.substances,
    ddd: null,
    dddUnit: null,
    prescriptionOnly: true,
    human: true,
    narcotic: product.narcotic,
    controlClass: product.controlClass,
    trafficWarning: false,
    prescribingConditions: [],
    biological: product.biological,
    substitutionGroup: null,
    marketed: true,
    validFrom: null,
    validTo: null,
    retailPriceCents: null,
    referencePriceCents: null,
    reimbursement: 'none',
    invented: false,
  };
}

/** One lot's content as the form begins with it: the prescribed package, or the total amount of a lot. */
function contentAtFirst({ prescription: { amount }, remaining }: PrescriptionRow): Quantity | null {
  if (amount.mode === '1') return amount.packageSize;
  if (amount.mode !== '2') return null;
  if (remaining === null || !sameUnit(remaining.unit, amount.total.unit)) return amount.total;
  return Number(remaining.value) > 0 && Number(remaining.value) < Number(amount.total.value) ? remaining : amount.total;
}

/** What stands in the fields when the form opens: the product as prescribed, without a price. */
export function writtenAtFirst(row: PrescriptionRow, template: MedicinePackage): WrittenPackage {
  const content = contentAtFirst(row) ?? packageContent(template);
  return {
    name: template.tradeName,
    strength: template.strength,
    form: template.form.fi,
    holder: template.holder,
    size: content === null ? '' : shownDecimal(content.value),
    unit: content?.unit ?? row.remaining?.unit ?? '',
    vnr: template.vnr ?? '',
    price: '',
    reimbursement: 'none',
  };
}

/** The fields as they were when a dispensing was made. */
export function writtenOf({ product, packages, priceCents }: Dispensing, before: WrittenPackage): WrittenPackage {
  const one = priceCents === null ? null : Math.round(priceCents / packages);
  return {
    ...before,
    name: product.tradeName,
    strength: product.strength,
    form: product.form.fi,
    holder: product.holder,
    size: product.packageSize === null ? '' : shownDecimal(product.packageSize.value),
    unit: product.packageSize?.unit ?? '',
    vnr: product.vnr ?? '',
    price: one === null ? '' : `${Math.floor(one / 100)},${String(one % 100).padStart(2, '0')}`,
  };
}

/** What the content fields say: a number with its unit, nothing at all, or something that is neither. */
export function readContent({ size, unit }: Pick<WrittenPackage, 'size' | 'unit'>): Quantity | null | 'unreadable' {
  if (size.trim() === '') return null;
  const value = readAmount(size, MOST_CONTENT);
  return value === null || !isDecimal(value) || unit.trim() === '' ? 'unreadable' : { value, unit: written(unit) };
}

function formOf(typed: string, before: MedicineTerm): MedicineTerm {
  const form = written(typed);
  return form === before.fi ? before : { fi: form, sv: form, en: form };
}

/** The package that the written fields stand for. What cannot be read is left out; the rules say so. */
export function packageAsWritten(fields: WrittenPackage, template: MedicinePackage): MedicinePackage {
  const read = readContent(fields);
  const content = read === 'unreadable' ? null : read;
  const before = packageContent(template);
  const isAsPrescribed = content !== null && before?.value === content.value && sameUnit(before.unit, content.unit);
  return {
    ...template,
    vnr: fields.vnr.trim() === '' ? null : fields.vnr.trim(),
    tradeName: written(fields.name),
    strength: written(fields.strength),
    form: formOf(fields.form, template.form),
    holder: written(fields.holder),
    size: content?.value ?? null,
    unit: content?.unit ?? null,
    sizeText:
      content === null || (isAsPrescribed && template.sizeText !== '')
        ? template.sizeText
        : `${shownDecimal(content.value)} ${content.unit}`,
    retailPriceCents: readPrice(fields.price),
    reimbursement: fields.reimbursement,
  };
}

/**
 * The product as the document names it. A package of the database keeps the kind under which it was prescribed (2 base
 * ointment, 3 clinical nutrient, 4 special permit); what was written by hand keeps the prescribed codes.
 * @param releaseId of the database that the package was taken from
 */
export function dispensedProduct(
  prescribed: PrescribedProduct,
  chosen: Readonly<{ package: MedicinePackage; relation: string }>,
  releaseId: string,
): DispensedProduct | null {
  const { package: pack, relation } = chosen;
  if (relation === 'written') {
    if (!isWritten(prescribed)) return null;
    const { kind, atc, atcName, controlClass, narcotic, biological, databaseVersion } = prescribed;
    const number = needsNumber(prescribed) ? pack.vnr : null;
    return {
      kind,
      atc,
      atcName,
      strength: pack.strength,
      form: pack.form,
      substances: [],
      controlClass,
      narcotic,
      biological,
      databaseVersion: atc === '' && number === null ? '' : databaseVersion,
      tradeName: pack.tradeName,
      holder: pack.holder,
      container: '',
      sizeText: pack.sizeText,
      packageSize: packageContent(pack),
      substitutionGroup: null,
      vnr: number,
    };
  }
  const product = productOfPackage(pack, releaseId);
  if (product === null) return null;
  const { kind } = prescribed;
  return kind === '2' || kind === '3' || kind === '4' ? { ...product, kind } : product;
}
