import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isEstimate,
  saleLines,
  totalsOf,
  type KelaAnswer,
  type SaleBasis,
  type SaleLine,
  type SoldForm,
} from '../../shared/domain/dispensing/counter-sale.ts';
import { packageChoices } from '../../shared/domain/dispensing/package-choices.ts';
import { receiptOf, type YearlySums } from '../../shared/domain/dispensing/reimbursement.ts';
import { tariffOn, type TariffData } from '../../shared/domain/dispensing/tariff-data.ts';
import { type MedicinePackage } from '../../shared/domain/medicine.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { countPurchase } from '../../src-main/simulator/rules/reimbursement.ts';
import { aDispensingForm, lookupsOf } from '../builders/dispensing.builder.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aPackage } from '../builders/product.builder.ts';

const DATA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/tariffs/reimbursement.json'), 'utf8'),
) as TariffData;
const TARIFF = tariffOn(DATA, localDate('2026-11-22'));
if (TARIFF === null) throw new Error('a tariff is known for the day');

const sold = (
  medicine: Partial<MedicinePackage>,
  form: Partial<SoldForm['form']> = {},
  prescribed: Partial<Prescription> = {},
): SoldForm => {
  const row = aPrescriptionRow({ prescription: aPrescription(prescribed) });
  return {
    row,
    choices: packageChoices(row.prescription, lookupsOf([aPackage({ referencePriceCents: null, ...medicine })])),
    form: aDispensingForm({ vnr: '900101', ...form }),
  };
};
const told = (sums: YearlySums, rights: KelaAnswer['rights'] = []): SaleBasis => ({
  tariff: TARIFF,
  kela: { asOf: instant('2026-11-22T08:00:00.000Z'), sums, rights },
  sums,
});
const MET: YearlySums = { deductibleLeftCents: 0, ceilingLeftCents: 60_000 };
const lineOf = (item: SoldForm, basis: SaleBasis): SaleLine => {
  const [line] = saleLines([item], basis);
  if (line === undefined || line === null) throw new Error('the lot has a price');
  return line;
};
const pays = (item: SoldForm, basis: SaleBasis): readonly number[] => {
  const { receipt } = lineOf(item, basis);
  return [receipt.payCents, receipt.kelaCents, receipt.ownCents];
};

describe('the worked examples, from the form of the counter on', () => {
  test('A: basic class, the initial deductible partly left', () => {
    const item = sold({ retailPriceCents: 2490, reimbursement: 'basic' });
    expect(pays(item, told({ deductibleLeftCents: 1000, ceilingLeftCents: 50_000 }))).toEqual([2042, 694, 2042]);
  });

  test('B: a reference group; the buyer refuses, substitutes, or the prescriber prohibits', () => {
    const asthma = [{ atc: 'J01', reimbursement: 'lowerSpecial' as const, code: '203' }];
    const dear = { retailPriceCents: 4120, referencePriceCents: 2980, reimbursement: 'lowerSpecial' } as const;
    const basis = told(MET, asthma);
    expect(pays(sold(dear, { substitutionRefusal: 'buyerRefuses' }), basis)).toEqual([2269, 2097, 1129]);
    expect(pays(sold({ ...dear, retailPriceCents: 2930 }), basis)).toEqual([1112, 2064, 1112]);
    for (const prohibited of [
      sold(dear, {}, { substitutionProhibited: true }),
      sold(dear, { substitutionRefusal: 'epilepsy' }),
      sold(dear, { substitutionRefusal: 'deviatingGroup' }),
    ])
      expect(pays(prohibited, basis)).toEqual([1528, 2838, 1528]);
  });

  test('C: the upper special class, then over the ceiling; each lot uses what is left of the year for the next', () => {
    const x = sold({ retailPriceCents: 11_800, reimbursement: 'upperSpecial' });
    const y = sold({ retailPriceCents: 5200, reimbursement: 'basic' });
    const basis = told({ deductibleLeftCents: 0, ceilingLeftCents: 600 }, [
      { atc: 'J01', reimbursement: 'upperSpecial', code: '' },
    ]);
    const lines = saleLines([x, y, y], basis).flatMap(line => line ?? []);
    expect(lines.map(({ receipt }) => [receipt.payCents, receipt.kelaCents])).toEqual([
      [450, 11_596],
      [400, 5046],
      [250, 5196],
    ]);
    expect(totalsOf(lines.slice(0, 2))).toMatchObject({ payCents: 850, grossCents: 12_046 + 5446 });
  });
});

describe('what the counter takes for granted', () => {
  test('a special class without a right in force counts as the basic one', () => {
    const item = sold({ retailPriceCents: 4000, reimbursement: 'upperSpecial' });
    expect(lineOf(item, told(MET)).reimbursement).toBe('basic');
    const other = told(MET, [{ atc: 'R03', reimbursement: 'upperSpecial', code: '203' }]);
    expect(lineOf(item, other).reimbursement).toBe('basic');
  });

  test('without Kela it is marked as an estimate and never promises too little to pay', () => {
    const item = sold({ retailPriceCents: 4000, reimbursement: 'lowerSpecial' });
    const down: SaleBasis = {
      tariff: TARIFF,
      kela: null,
      sums: { deductibleLeftCents: 7033, ceilingLeftCents: 63_612 },
    };
    const guess = lineOf(item, down);
    expect(isEstimate(guess)).toBe(true);
    expect(guess.receipt.payCents).toBeGreaterThanOrEqual(lineOf(item, told(MET)).receipt.payCents);
    expect(isEstimate(lineOf(item, told(MET)))).toBe(false);
  });

  test('sold without reimbursement the customer pays all and nothing accrues', () => {
    const item = sold({ retailPriceCents: 4000, reimbursement: 'basic' }, { withoutReimbursement: true });
    expect(pays(item, told(MET))).toEqual([4246, 0, 0]);
  });

  test('a communicable-disease medicine is invoiced: nothing is paid, nothing accrues', () => {
    const item = sold({ retailPriceCents: 4000, reimbursement: 'basic' }, {}, { communicableDisease: true });
    const line = lineOf(item, told(MET));
    expect([line.invoiced, line.receipt.payCents, line.receipt.after]).toEqual([true, 0, MET]);
    expect(totalsOf([line])).toMatchObject({ grossCents: 4246, payCents: 0, kelaCents: 0, invoicedCents: 4246 });
  });

  test('without a price or a tariff nothing is computed', () => {
    expect(saleLines([sold({ retailPriceCents: null })], told(MET))).toEqual([null]);
    expect(saleLines([sold({ retailPriceCents: 4000 })], { ...told(MET), tariff: null })).toEqual([null]);
  });
});

test('Kela’s side counts the same cents by its own reading', () => {
  const cents = fc.integer({ min: 0, max: 200_000 });
  fc.assert(
    fc.property(
      fc.constantFrom('basic' as const, 'lowerSpecial' as const, 'upperSpecial' as const, 'none' as const),
      cents,
      fc.option(cents),
      cents,
      cents,
      (reimbursement, priceCents, referenceCents, deductibleLeftCents, ceilingLeftCents) => {
        const left = { deductibleLeftCents, ceilingLeftCents };
        const ours = receiptOf({ reimbursement, priceCents, referenceCents, feeCents: 246 }, left, TARIFF);
        const theirs = countPurchase(
          { class: reimbursement, price: priceCents, reference: referenceCents, fee: 246 },
          { deductible: deductibleLeftCents, ceiling: ceilingLeftCents },
        );
        expect(ours).toMatchObject(theirs);
      },
    ),
  );
});
