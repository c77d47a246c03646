import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, API } from '../../shared/contract/api.ts';
import { linesOfHits, tableProductOf } from '../../shared/domain/medicine-lines.ts';
import { type MedicinePackage, type MedicineRelease } from '../../shared/domain/medicine.ts';
import { ok } from '../../shared/kernel/result.ts';
import { type MedicineCatalogue } from '../../src-main/app/ports/medicine-catalogue.port.ts';
import { catalogueOf, practiceRelease } from '../../src-main/adapters/medicines/catalogue.ts';
import { ImportReport } from '../../src-main/adapters/medicines/import-report.ts';
import { importRegisterText, type RegisterImport } from '../../src-main/adapters/medicines/register-text.ts';
import { createNearSearch, MOST_PACKAGES } from '../../src-renderer/features/prescribing/near-search.ts';
import { createSearchStore } from '../../src-renderer/features/prescribing/search.store.ts';
import { RESOURCES } from '../adapters/medicines/register-files.ts';
import { keystrokes, misspelt } from '../bench/medicines/queries.ts';

let imported: RegisterImport;
let catalogue: MedicineCatalogue;
beforeAll(async () => {
  imported = await importRegisterText(practiceRelease(RESOURCES), new ImportReport());
  catalogue = catalogueOf(imported);
});

/** The host's side of the calls, through the contract's own decoders and JSON. */
function hostOf(now: () => MedicineCatalogue) {
  const asked: string[] = [];
  const host = {
    asked,
    onPart: (): void => undefined,
    medicines: {
      release: async () => ok(now().release()),
      async table({ offset, limit }: { offset: number; limit: number }) {
        asked.push('table');
        host.onPart();
        const products = now()
          .table()
          .slice(offset, offset + limit)
          .map(tableProductOf);
        const value = { products, total: now().table().length, release: now().release() };
        return ok(API.medicines.table.result.parse(JSON.parse(JSON.stringify(value))));
      },
      async search({ text, limit, offset = 0, group = 'packages' }) {
        asked.push(`search ${String(text)}`);
        return ok({
          lines: linesOfHits(now().search(String(text), { limit, offset }), group),
          release: now().release(),
        });
      },
      byVnr: async ({ vnr }: { vnr: string }) => ok(now().byVnr(vnr) as MedicinePackage),
      bySubstance: async () => ok([]),
    } satisfies ApiClient['medicines'],
  };
  return host;
}
const atOnce = async (): Promise<void> => undefined;
const few = (release: Partial<MedicineRelease>): MedicineCatalogue => {
  const packages = imported.packages.filter((_, at) => at % 24 === 0);
  return catalogueOf({ ...imported, packages, release: { ...imported.release, rows: packages.length, ...release } });
};

describe('the search beside the keys', () => {
  test('answers like the host: 200 misspelt words, words as they are typed, further down, by substance', async () => {
    const near = createNearSearch(
      hostOf(() => catalogue),
      atOnce,
    );
    expect(near.search({ text: 'amox', limit: 12, group: 'packages' })).toBeNull();
    await near.follow();
    expect(near.isReady()).toBe(true);
    const texts = [
      ...misspelt(imported.packages, 200).map(({ typed }) => typed),
      ...keystrokes(imported.packages, 40),
      '',
      'zzzz',
      '500',
      '30 x 0,5 ml',
    ];
    expect(texts.length).toBeGreaterThan(400);
    for (const text of texts) {
      for (const group of ['packages', 'substances'] as const) {
        for (const offset of group === 'packages' ? [0, 12] : [0]) {
          const options = { limit: 12, offset };
          const found = near.search({ text, group, ...options });
          expect(found?.lines, text).toMatchObject(linesOfHits(catalogue.search(text, options), group));
        }
      }
    }
  });

  test('of a large release nothing is taken over', async () => {
    const host = hostOf(() => few({ rows: MOST_PACKAGES + 1 }));
    const near = createNearSearch(host, atOnce);
    await near.follow();
    expect([near.isReady(), host.asked]).toEqual([false, []]);
  });

  test('a new release replaces the one that is held; parts of two releases are never put together', async () => {
    let now = few({ id: '2026.021' });
    const host = hostOf(() => now);
    const near = createNearSearch(host, atOnce);
    const releaseOf = (): string | undefined => near.search({ text: 'a', limit: 5, group: 'packages' })?.release.id;
    await near.follow();
    expect(releaseOf()).toBe('2026.021');
    const parts = host.asked.length;
    await near.follow();
    expect(host.asked).toHaveLength(parts);

    now = few({ id: '2026.022' });
    host.onPart = () => {
      if (host.asked.length === parts + 2) now = few({ id: '2026.023' });
    };
    await near.follow();
    expect(releaseOf()).toBeUndefined();
    await near.follow();
    expect(releaseOf()).toBe('2026.023');
  });

  test('the rows stand there when the key has been taken, and the host is not asked; what is chosen comes from the host', async () => {
    let now = few({ id: '2026.021' });
    const host = hostOf(() => now);
    const near = createNearSearch(host, atOnce);
    const store = createSearchStore(host, near);
    await store.getState().type('pa');
    expect(host.asked).toEqual(['search pa']);
    await near.follow();
    host.asked.length = 0;
    store.getState().foresee('par');
    void store.getState().type('par');
    const { rows, phase, shownProducts } = store.getState();
    expect(phase.at).toBe('found');
    expect(rows.length).toBeGreaterThan(0);
    if (phase.at === 'found' && phase.total > shownProducts) {
      await store.getState().showMore();
      expect(store.getState().shownProducts).toBeGreaterThan(shownProducts);
    }
    expect(host.asked).toEqual([]);

    now = few({ id: '2026.022' });
    const row = rows.find(one => one.kind === 'package' && one.package.vnr !== null);
    if (row === undefined) throw new Error('no row that can be chosen');
    const product = await store.getState().productOf(row);
    expect(product?.databaseVersion).toBe('2026.022');
    await near.follow();
    void store.getState().type('para');
    expect(store.getState().release?.id).toBe('2026.022');
  });
});
