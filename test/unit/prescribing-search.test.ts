import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type MedicineHits, type MedicineProductHit, type MedicineRelease } from '../../shared/domain/medicine.ts';
import { ok } from '../../shared/kernel/result.ts';
import {
  firstChoice,
  packageRows,
  pieces,
  substanceRows,
} from '../../src-renderer/features/prescribing/search-rows.ts';
import { createSearchStore } from '../../src-renderer/features/prescribing/search.store.ts';
import { aPackage, RELEASE_ID } from '../builders/product.builder.ts';

const NO_MATCHES = { tradeName: [], atc: [], atcNameFi: [], atcNameSv: [], substances: [[]] };
const RELEASE: MedicineRelease = { id: RELEASE_ID, date: '2026-11-01', source: 'test', rows: 4, invented: true };

const aHit = (change: Partial<MedicineProductHit> = {}): MedicineProductHit => ({
  tradeName: 'KUVITELLIN',
  form: aPackage().form,
  atc: 'J01CA04',
  atcName: aPackage().atcName,
  substances: aPackage().substances,
  marketed: true,
  strengths: [
    { strength: '500 mg', packages: [aPackage()], matched: false },
    {
      strength: '750 mg',
      packages: [
        aPackage({ packageNumber: '2', vnr: '900102', strength: '750 mg', marketed: false }),
        aPackage({ packageNumber: '3', vnr: '900103', strength: '750 mg', narcotic: true, controlClass: 'H' }),
      ],
      matched: true,
    },
  ],
  reason: 'name',
  matches: NO_MATCHES,
  ...change,
});
const someHits = (change: Partial<MedicineHits> = {}): MedicineHits => ({
  products: [aHit()],
  substances: [
    {
      atc: 'J01CA04',
      atcName: aPackage().atcName,
      substances: ['Amoxicillinum'],
      presentations: [{ form: aPackage().form, strength: '750 mg', packages: 2 }],
      matches: NO_MATCHES,
    },
  ],
  total: 1,
  tookMicros: 10,
  ...change,
});

test('every strength and size is a line; the one that the words name and that is on the market comes first', () => {
  const rows = packageRows(someHits());
  expect(rows.map(row => [row.package.vnr, row.isFirst, row.isLast])).toEqual([
    ['900101', true, false],
    ['900102', false, false],
    ['900103', false, true],
  ]);
  expect(new Set(rows.map(row => row.id)).size).toBe(3);
  expect(rows.find(row => row.id === firstChoice(rows))?.package.vnr).toBe('900103');
  expect(firstChoice([])).toBeNull();
});

test('the query is marked where it stands, whatever the ranges', () => {
  expect(pieces('AMORION', [{ start: 0, end: 4 }])).toEqual([
    { text: 'AMOR', isMatch: true },
    { text: 'ION', isMatch: false },
  ]);
  expect(
    pieces('abc', [
      { start: 2, end: 9 },
      { start: 0, end: 1 },
      { start: 0, end: 1 },
    ]),
  ).toEqual([
    { text: 'a', isMatch: true },
    { text: 'b', isMatch: false },
    { text: 'c', isMatch: true },
  ]);
  expect(pieces('', [])).toEqual([]);
});

test('an answer to an earlier text is dropped', async () => {
  const answers = new Map<string, () => void>();
  const store = createSearchStore({
    medicines: {
      search: ({ text }) =>
        new Promise(resolve => {
          answers.set(String(text), () =>
            resolve(ok({ hits: someHits({ products: [aHit({ tradeName: String(text) })] }), release: RELEASE })),
          );
        }),
    } as ApiClient['medicines'],
  });
  const early = store.getState().type('a');
  const late = store.getState().type('am');
  answers.get('am')?.();
  answers.get('a')?.();
  await Promise.all([early, late]);
  expect(store.getState().rows.map(row => row.kind === 'package' && row.hit.tradeName)).toEqual(['am', 'am', 'am']);
  await store.getState().type('   ');
  expect(store.getState()).toMatchObject({ phase: { at: 'empty' }, rows: [], activeId: null });
});

test('a substance carries the strictest class of all packages that it stands for, asked for by its code', async () => {
  const asked: string[] = [];
  const store = createSearchStore({
    medicines: {
      search: async ({ text }) => {
        asked.push(String(text));
        return ok({ hits: someHits(), release: RELEASE });
      },
    } as ApiClient['medicines'],
  });
  await store.getState().type('amox');
  store.getState().choose('substances');
  const [row] = store.getState().rows;
  if (row === undefined) throw new Error('no substance');
  expect(await store.getState().productOf(row)).toMatchObject({
    kind: '9',
    strength: '750 mg',
    controlClass: 'H',
    narcotic: true,
  });
  expect(asked).toEqual(['amox', 'J01CA04']);
  expect(substanceRows(someHits())).toHaveLength(1);
});

test('a package without a VNR gives no product', async () => {
  const nameless = aHit({ strengths: [{ strength: '500 mg', packages: [aPackage({ vnr: null })], matched: true }] });
  const store = createSearchStore({
    medicines: {
      search: async () => ok({ hits: someHits({ products: [nameless] }), release: RELEASE }),
    } as unknown as ApiClient['medicines'],
  });
  await store.getState().type('amox');
  const [row] = store.getState().rows;
  expect(row === undefined ? undefined : await store.getState().productOf(row)).toBeNull();
});
