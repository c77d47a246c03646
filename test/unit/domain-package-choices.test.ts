import { describe, expect, test } from 'vitest';
import { dispensingFigures } from '../../shared/domain/dispensing/dispensing.rules.ts';
import { packageChoices } from '../../shared/domain/dispensing/package-choices.ts';
import { type MedicinePackage } from '../../shared/domain/medicine.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { aDispensingForm, dispensingFacts, lookupsOf, SHELF } from '../builders/dispensing.builder.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aPackage, aProduct, aSubstance } from '../builders/product.builder.ts';

const shown = (prescription: Prescription, shelf: readonly MedicinePackage[] = SHELF) =>
  packageChoices(prescription, lookupsOf(shelf)).map(choice => [
    choice.package.vnr,
    choice.relation,
    choice.inPriceBand,
    choice.cheapest,
    choice.savingCents,
  ]);

describe('packages to choose from', () => {
  test('the prescribed one first, its size class from the cheapest on, then other sizes', () => {
    expect(shown(aPrescription())).toEqual([
      ['900101', 'prescribed', false, false, 200],
      ['900103', 'interchangeable', true, true, 0],
      ['900104', 'interchangeable', false, false, 51],
      ['900102', 'sameProduct', true, true, 0],
    ]);
  });

  test('the price band ends at fifty cents above the cheapest', () => {
    const shelf = [1000, 1050, 1051].map((retailPriceCents, i) =>
      aPackage({ vnr: `90010${i + 1}`, tradeName: `NIMI ${i}`, retailPriceCents }),
    );
    expect(shown(aPrescription(), shelf).map(row => row[2])).toEqual([true, true, false]);
  });

  test('28, 30 are one size class, 49 and 50 another; 27 is none', () => {
    const sizes = ['30', '28', '27', '49', '50'];
    const shelf = sizes.map((size, i) =>
      aPackage({ vnr: `90010${i + 1}`, tradeName: `NIMI ${i}`, size, retailPriceCents: 1000 - 100 * i }),
    );
    expect(shown(aPrescription(), shelf)).toEqual([
      ['900101', 'prescribed', false, false, 100],
      ['900102', 'interchangeable', true, true, 0],
      ['900105', 'interchangeable', true, true, 0],
      ['900104', 'interchangeable', false, false, 100],
      ['900103', 'interchangeable', true, true, 0],
    ]);
  });

  test('a ban on substitution leaves the product itself', () => {
    expect(shown(aPrescription({ substitutionProhibited: true })).map(row => row[0])).toEqual(['900101', '900102']);
  });

  test('biologicals of a group are offered: their clock says when they are exchanged', () => {
    const shelf = SHELF.map(p => ({ ...p, biological: true }));
    const prescription = aPrescription({ product: aProduct({ biological: true }) });
    expect(shown(prescription, shelf).map(row => row[1])).toEqual([
      'prescribed',
      'interchangeable',
      'interchangeable',
      'sameProduct',
    ]);
  });

  test('what is not on the market or not for people is not offered, the prescribed package is shown', () => {
    const shelf = [
      aPackage({ marketed: false, retailPriceCents: 100 }),
      aPackage({ vnr: '900103', tradeName: 'A', marketed: false }),
      aPackage({ vnr: '900104', tradeName: 'B', human: false }),
      aPackage({ vnr: null, tradeName: 'C' }),
      aPackage({ vnr: '900105', tradeName: 'D', retailPriceCents: 900 }),
    ];
    expect(shown(aPrescription(), shelf)).toEqual([
      ['900101', 'prescribed', true, false, 0],
      ['900105', 'interchangeable', true, true, 0],
    ]);
  });

  test('without prices nothing is cheapest and nothing in the band', () => {
    const shelf = SHELF.map(p => ({ ...p, retailPriceCents: null }));
    for (const row of shown(aPrescription(), shelf)) expect(row.slice(2)).toEqual([false, false, 0]);
  });

  test('by substance: every product of the strength and form', () => {
    const shelf = [...SHELF, aPackage({ vnr: '900109', strength: '750 mg' })];
    const rows = shown(aPrescription({ product: aSubstance() }), shelf);
    expect(rows.map(row => row[0])).toEqual(['900103', '900104', '900101', '900102']);
    expect(new Set(rows.map(row => row[1]))).toEqual(new Set(['sameSubstance']));
  });

  test('a package that the database no longer has leaves nothing to choose', () => {
    expect(shown(aPrescription({ product: aProduct({ vnr: '999999' }) }))).toEqual([]);
  });
});

describe('figures beside the dispensing', () => {
  test('amount, what is left, days of supply and prices', () => {
    expect(dispensingFigures(dispensingFacts({ form: aDispensingForm({ vnr: '900104', packages: '2' }) }))).toEqual({
      amount: { value: '60', unit: 'kpl' },
      remaining: { value: '0', unit: 'kpl' },
      daysSupply: 20,
      priceCents: 2102,
      cheapestCents: 2000,
      unitDose: '1',
    });
  });

  test('a split package counts what is handed over', () => {
    expect(
      dispensingFigures(dispensingFacts({ form: aDispensingForm({ vnr: '900102', splitAmount: '45' }) })),
    ).toMatchObject({ amount: { value: '45', unit: 'kpl' }, remaining: { value: '15', unit: 'kpl' }, daysSupply: 15 });
  });

  test('nothing is computed from what is not there', () => {
    expect(dispensingFigures(dispensingFacts({ form: aDispensingForm({ vnr: null }) }))).toMatchObject({
      amount: null,
      remaining: null,
      daysSupply: null,
      priceCents: null,
    });
    const unknown = aPrescriptionRow({ remaining: { value: decimal('60'), unit: 'fol' } });
    expect(dispensingFigures(dispensingFacts({ row: unknown })).remaining).toBeNull();
  });

  test('a package without a size in numbers is counted in packages', () => {
    const shelf = [aPackage({ size: null, sizeText: '1 sarja' })];
    const facts = dispensingFacts({
      choices: packageChoices(aPrescription(), lookupsOf(shelf)),
      form: aDispensingForm({ vnr: '900101', packages: '2' }),
    });
    expect(dispensingFigures(facts)).toMatchObject({ amount: { value: '2', unit: 'pakkaus' }, remaining: null });
  });
});
