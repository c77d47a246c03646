import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type MedicineHits, type MedicineProductHit, type MedicineRelease } from '../../shared/domain/medicine.ts';
import { linesOfHits } from '../../shared/domain/medicine-lines.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import {
  firstChoice,
  packageRows,
  pieces,
  type SearchRow,
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
  const rows = packageRows(linesOfHits(someHits(), 'packages').products);
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

type Search = ApiClient['medicines']['search'];
/** The contract's answer to a question, from hits as the catalogue gives them. */
const answering =
  (hits: MedicineHits): Search =>
  async ({ group }) =>
    ok({ lines: linesOfHits(hits, group ?? 'packages'), release: RELEASE });
/** A client whose other calls are never made, unless named. */
const clientOf = (medicines: Partial<ApiClient['medicines']>): Pick<ApiClient, 'medicines'> => ({
  medicines: {
    search: answering(someHits()),
    release: async () => ok(RELEASE),
    table: async () => ok({ products: [], total: 0, release: RELEASE }),
    byVnr: async () => fail({ code: 'RX-0005' }),
    bySubstance: async () => ok([]),
    ...medicines,
  },
});
const namesIn = (rows: readonly SearchRow[]): unknown[] => rows.map(row => row.kind === 'package' && row.hit.tradeName);

test('who takes a row waits for the rows that answer the last letter', async () => {
  const answers: (() => void)[] = [];
  const store = createSearchStore(
    clientOf({
      search: question =>
        new Promise(resolve => {
          const hits = someHits({ products: [aHit({ tradeName: String(question.text).toUpperCase() })] });
          answers.push(() => void answering(hits)(question).then(resolve));
        }),
    }),
  );
  const taken: unknown[] = [];
  void store.getState().type('am');
  const answered = store
    .getState()
    .answered()
    .then(() => taken.push(namesIn(store.getState().rows)[0]));
  void store.getState().type('amox');
  answers[0]?.();
  await new Promise(resolve => setImmediate(resolve));
  expect(taken).toEqual([]);
  answers[1]?.();
  await answered;
  expect(taken).toEqual(['AMOX']);
});

test('an answer to an earlier text is dropped', async () => {
  const answers = new Map<string, () => void>();
  const store = createSearchStore(
    clientOf({
      search: ({ text }) =>
        new Promise(resolve => {
          const hits = someHits({ products: [aHit({ tradeName: String(text) })] });
          answers.set(String(text), () => resolve(ok({ lines: linesOfHits(hits, 'packages'), release: RELEASE })));
        }),
    }),
  );
  const early = store.getState().type('a');
  const late = store.getState().type('am');
  answers.get('am')?.();
  answers.get('a')?.();
  await Promise.all([early, late]);
  expect(namesIn(store.getState().rows)).toEqual(['am', 'am', 'am']);
  await store.getState().type('   ');
  expect(store.getState()).toMatchObject({ phase: { at: 'empty' }, rows: [], activeId: null });
});

test('a foreseen text is asked for once, ahead; a text that came otherwise is asked for itself', async () => {
  const asked: string[] = [];
  const client = {
    medicines: {
      search: async ({ text }: { text: string }) => {
        asked.push(text);
        return ok({
          lines: linesOfHits(someHits({ products: [aHit({ tradeName: text })] }), 'packages'),
          release: RELEASE,
        });
      },
    },
  } as unknown as Pick<ApiClient, 'medicines'>;
  const store = createSearchStore(client);
  store.getState().foresee('k');
  expect(asked).toEqual(['k']);
  await store.getState().type('k');
  expect(asked).toEqual(['k']);
  expect(store.getState()).toMatchObject({ text: 'k', phase: { at: 'found' } });

  // A dead key, a refused character, an autocorrection: what stands in the field counts.
  store.getState().foresee('ku');
  await store.getState().type('kü');
  expect(asked).toEqual(['k', 'ku', 'kü']);
  // The answer that nobody waited for is not taken later on.
  await store.getState().type('ku');
  expect(asked).toEqual(['k', 'ku', 'kü', 'ku']);
});

test('the first answer is small; the rest comes when the list is followed, every strength of it, each once', async () => {
  const products = Array.from({ length: 60 }, (_, at) => aHit({ tradeName: `NIMI ${at}` }));
  const asked: unknown[] = [];
  const store = createSearchStore(
    clientOf({
      search: async ({ limit, offset = 0 }) => {
        asked.push([offset, limit]);
        const hits = someHits({ products: products.slice(offset, offset + limit), total: products.length });
        return ok({ lines: linesOfHits(hits, 'packages'), release: RELEASE });
      },
    }),
  );
  await store.getState().type('nimi');
  await Promise.all([store.getState().showMore(), store.getState().showMore()]);
  while (store.getState().shownProducts < 60) await store.getState().showMore();
  await store.getState().showMore();
  const { rows } = store.getState();
  expect(namesIn(rows)).toEqual(products.flatMap(({ tradeName }) => [tradeName, tradeName, tradeName]));
  expect(new Set(rows.map(row => row.id)).size).toBe(180);
  expect(asked).toEqual([
    [0, 12],
    [12, 40],
    [52, 40],
  ]);
});

test('more of an earlier text is dropped and does not hold up more of the present one', async () => {
  let release = (): void => undefined;
  const late = new Promise<void>(resolve => (release = resolve));
  const store = createSearchStore(
    clientOf({
      search: async ({ text, offset = 0 }) => {
        if (text === 'a' && offset > 0) await late;
        const products = offset < 2 ? [aHit({ tradeName: `${String(text)} ${offset}` })] : [];
        return ok({ lines: linesOfHits(someHits({ products, total: 2 }), 'packages'), release: RELEASE });
      },
    }),
  );
  await store.getState().type('a');
  const stale = store.getState().showMore();
  await store.getState().type('ab');
  await store.getState().showMore();
  release();
  await stale;
  expect([...new Set(namesIn(store.getState().rows))]).toEqual(['ab 0', 'ab 1']);
});

test('a chosen package is asked for by its number, with all that the register knows of it', async () => {
  const asked: unknown[] = [];
  const store = createSearchStore(
    clientOf({
      byVnr: async params => {
        asked.push(params);
        return ok(aPackage({ vnr: params.vnr }));
      },
    }),
  );
  await store.getState().type('amox');
  const [row] = store.getState().rows;
  if (row === undefined) throw new Error('no package');
  expect(await store.getState().productOf(row)).toMatchObject({ kind: '1', vnr: '900101', holder: aPackage().holder });
  expect(asked).toEqual([{ vnr: '900101' }]);
  const refusing = createSearchStore(clientOf({}));
  await refusing.getState().type('amox');
  expect(await refusing.getState().productOf(row)).toBeNull();
  expect(refusing.getState().phase).toEqual({ at: 'refused', failure: { code: 'RX-0005' } });
});

test('a substance carries the strictest class of all packages that it stands for, asked for by its code', async () => {
  const asked: unknown[] = [];
  const store = createSearchStore(
    clientOf({
      bySubstance: async params => {
        asked.push(params);
        return ok(aHit().strengths.flatMap(({ packages }) => packages));
      },
    }),
  );
  await store.getState().type('amox');
  await store.getState().choose('substances');
  const [row] = store.getState().rows;
  if (row === undefined) throw new Error('no substance');
  expect(await store.getState().productOf(row)).toMatchObject({
    kind: '9',
    strength: '750 mg',
    controlClass: 'H',
    narcotic: true,
  });
  expect(asked).toEqual([{ atc: 'J01CA04', form: aPackage().form.fi, strength: '750 mg' }]);
  expect(substanceRows(linesOfHits(someHits(), 'substances').substances)).toHaveLength(1);
  expect(linesOfHits(someHits(), 'packages').substances).toEqual([]);
});

test('a package without a VNR gives no product', async () => {
  const nameless = aHit({ strengths: [{ strength: '500 mg', packages: [aPackage({ vnr: null })], matched: true }] });
  const store = createSearchStore(clientOf({ search: answering(someHits({ products: [nameless] })) }));
  await store.getState().type('amox');
  const [row] = store.getState().rows;
  expect(row === undefined ? undefined : await store.getState().productOf(row)).toBeNull();
});
