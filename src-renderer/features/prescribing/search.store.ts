import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MedicineHits, type MedicineRelease } from '../../../shared/domain/medicine.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { productOfPackage, productOfSubstance } from '../../../shared/domain/prescribing/product-of-package.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { cutText } from './form-texts.ts';
import { firstChoice, packageRows, type SearchRow, substanceRows } from './search-rows.ts';

export const GROUPS = ['packages', 'substances'] as const;
export type Group = (typeof GROUPS)[number];

export type SearchPhase =
  | Readonly<{ at: 'empty' }>
  | Readonly<{ at: 'searching' }>
  | Readonly<{ at: 'found'; total: number }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

export type SearchView = Readonly<{
  text: string;
  phase: SearchPhase;
  group: Group;
  rows: readonly SearchRow[];
  counts: Readonly<Record<Group, number>>;
  activeId: string | null;
  release: MedicineRelease | null;
  type(text: string): Promise<void>;
  choose(group: Group): void;
  activate(id: string): void;
  move(rows: number): void;
  clear(): void;
  /** What the form takes; null for a package without a VNR, which cannot be prescribed by trade name. */
  productOf(row: SearchRow): Promise<PrescribedProduct | null>;
}>;
export type SearchStore = StoreApi<SearchView>;

/** Products in one answer: more than fit the screen, few enough to be drawn in a frame. */
const SHOWN = 40;
/** A substance's packages: all of them, because its class is the strictest of theirs. */
const ALL_OF_SUBSTANCE = 200;
const MAX_TEXT = 200;
const NOTHING = { packages: 0, substances: 0 } as const;

const rowsOf = (hits: MedicineHits, group: Group): readonly SearchRow[] =>
  group === 'packages' ? packageRows(hits) : substanceRows(hits);

/** Asks on each key press; an answer to an earlier text is dropped. */
export const createSearchStore = (client: Pick<ApiClient, 'medicines'>): SearchStore => {
  let hits: MedicineHits | null = null;
  return createStore<SearchView>()((set, get) => ({
    text: '',
    phase: { at: 'empty' },
    group: 'packages',
    rows: [],
    counts: NOTHING,
    activeId: null,
    release: null,
    async type(raw) {
      const text = cutText(raw, MAX_TEXT);
      if (text.trim() === '') {
        hits = null;
        return set({ text, phase: { at: 'empty' }, rows: [], counts: NOTHING, activeId: null });
      }
      set({ text, ...(get().rows.length === 0 ? { phase: { at: 'searching' as const } } : {}) });
      const reply = await client.medicines.search({ text, limit: SHOWN });
      if (get().text !== text) return;
      if (!reply.ok) return set({ phase: { at: 'refused', failure: reply.error }, rows: [], activeId: null });
      hits = reply.value.hits;
      const rows = rowsOf(hits, get().group);
      set({
        phase: { at: 'found', total: hits.total },
        rows,
        counts: { packages: hits.total, substances: hits.substances.length },
        activeId: firstChoice(rows),
        release: reply.value.release,
      });
    },
    choose(group) {
      const rows = hits === null ? [] : rowsOf(hits, group);
      set({ group, rows, activeId: firstChoice(rows) });
    },
    activate: activeId => set({ activeId }),
    move(step) {
      const { rows, activeId } = get();
      const at = rows.findIndex(row => row.id === activeId);
      const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
      if (next !== undefined) set({ activeId: next.id });
    },
    clear() {
      hits = null;
      set({ text: '', phase: { at: 'empty' }, rows: [], counts: NOTHING, activeId: null, group: 'packages' });
    },
    async productOf(row) {
      const releaseId = get().release?.id ?? '';
      if (row.kind === 'package') return productOfPackage(row.package, releaseId);
      const reply = await client.medicines.search({ text: row.hit.atc, limit: ALL_OF_SUBSTANCE });
      if (!reply.ok) {
        set({ phase: { at: 'refused', failure: reply.error } });
        return null;
      }
      const packages = reply.value.hits.products
        .filter(product => product.atc === row.hit.atc)
        .flatMap(product => product.strengths.flatMap(strength => strength.packages));
      return productOfSubstance(row.hit, row.presentation, packages, reply.value.release.id);
    },
  }));
};
