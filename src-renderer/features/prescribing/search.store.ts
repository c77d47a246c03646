import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MedicineRelease } from '../../../shared/domain/medicine.ts';
import { type LineGroup, type MedicineLines } from '../../../shared/domain/medicine-lines.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { productOfPackage, productOfSubstance } from '../../../shared/domain/prescribing/product-of-package.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { cutText } from './form-texts.ts';
import { ASKS_THE_HOST, type MedicineAnswer, type NearSearch } from './near-search.ts';
import { firstChoice, packageRows, type SearchRow, substanceRows } from './search-rows.ts';

export type SearchPhase =
  | Readonly<{ at: 'empty' }>
  | Readonly<{ at: 'searching' }>
  | Readonly<{ at: 'found'; total: number }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

export type SearchView = Readonly<{
  text: string;
  phase: SearchPhase;
  group: LineGroup;
  rows: readonly SearchRow[];
  /** Products in `rows`; where it is less than were found, `showMore` brings the next. */
  shownProducts: number;
  counts: Readonly<Record<LineGroup, number>>;
  activeId: string | null;
  release: MedicineRelease | null;
  /** The field is about to hold this: the question leaves at once, and `type` takes its answer. */
  foresee(text: string): void;
  type(text: string): Promise<void>;
  /** The rows answer what was typed last: until then they belong to fewer letters, and nobody meant one of them. */
  answered(): Promise<void>;
  choose(group: LineGroup): Promise<void>;
  activate(id: string): void;
  move(rows: number): void;
  /** The list has come near the end of what it holds. */
  showMore(): Promise<void>;
  clear(): void;
  /** What the form takes; null for a package without a VNR, which cannot be prescribed by trade name. */
  productOf(row: SearchRow): Promise<PrescribedProduct | null>;
}>;
export type SearchStore = StoreApi<SearchView>;

/** Products of the first answer: they fill the screen and are drawn within a frame. */
const SHOWN_FIRST = 12;
/** Products added when the list is followed further down. */
const SHOWN_MORE = 40;
const MAX_TEXT = 200;
const NOTHING = { rows: [], shownProducts: 0, counts: { packages: 0, substances: 0 }, activeId: null } as const;

const rowsOf = (lines: MedicineLines, group: LineGroup): readonly SearchRow[] =>
  group === 'packages' ? packageRows(lines.products) : substanceRows(lines.substances);

function found({ lines, release }: MedicineAnswer, group: LineGroup): Partial<SearchView> {
  const rows = rowsOf(lines, group);
  return {
    phase: { at: 'found', total: lines.counts.packages },
    rows,
    shownProducts: lines.products.length,
    counts: lines.counts,
    activeId: firstChoice(rows),
    release,
  };
}

/**
 * Asks on each key press; an answer to an earlier text or to the other group is dropped.
 * @param near answers at once where it can, so that letter and rows are drawn together; else the host is asked
 */
export const createSearchStore = (
  client: Pick<ApiClient, 'medicines'>,
  near: NearSearch = ASKS_THE_HOST,
): SearchStore =>
  createStore<SearchView>()((set, get) => {
    let turns = 0;
    type Asked = ReturnType<typeof client.medicines.search>;
    let foreseen: Readonly<{ text: string; group: LineGroup; asked: Asked }> | null = null;
    const question = (text: string, group: LineGroup): Asked => {
      const early = foreseen;
      foreseen = null;
      return early !== null && early.text === text && early.group === group
        ? early.asked
        : client.medicines.search({ text, limit: SHOWN_FIRST, group });
    };
    let newest: Promise<void> = Promise.resolve();
    const ask = (text: string, group: LineGroup, change: Partial<SearchView>): Promise<void> => {
      newest = answer(text, group, change);
      return newest;
    };
    const answer = async (text: string, group: LineGroup, change: Partial<SearchView>): Promise<void> => {
      turns += 1;
      const turn = turns;
      const known = near.search({ text, limit: SHOWN_FIRST, group });
      if (known !== null) return set({ ...change, ...found(known, group) });
      // The question leaves before anything is drawn: the host works while the letter appears.
      const asked = question(text, group);
      set(change);
      const reply = await asked;
      if (turn !== turns) return;
      if (!reply.ok) return set({ ...NOTHING, phase: { at: 'refused', failure: reply.error } });
      set(found(reply.value, group));
    };
    /** Reads one answer; a refusal is shown and gives null. */
    const valueOr = <T>(reply: Result<T, Failure>): T | null => {
      if (reply.ok) return reply.value;
      set({ phase: { at: 'refused', failure: reply.error } });
      return null;
    };
    /** The turn whose next products are on their way. */
    let adding: number | null = null;
    return {
      ...NOTHING,
      text: '',
      phase: { at: 'empty' },
      group: 'packages',
      release: null,
      foresee(raw) {
        const text = cutText(raw, MAX_TEXT);
        const { group } = get();
        if (text.trim() === '' || text === get().text || near.isReady()) return;
        foreseen = { text, group, asked: client.medicines.search({ text, limit: SHOWN_FIRST, group }) };
      },
      async type(raw) {
        const text = cutText(raw, MAX_TEXT);
        if (text.trim() === '') {
          turns += 1;
          return set({ ...NOTHING, text, phase: { at: 'empty' } });
        }
        const { rows, group } = get();
        await ask(text, group, { text, ...(rows.length === 0 ? { phase: { at: 'searching' } } : {}) });
      },
      async answered() {
        for (let waited: Promise<void> | null = null; waited !== newest; await waited) waited = newest;
      },
      async choose(group) {
        const { text } = get();
        if (text.trim() === '') set({ group });
        else await ask(text, group, { group, rows: [], shownProducts: 0, activeId: null, phase: { at: 'searching' } });
      },
      activate: activeId => set({ activeId }),
      move(step) {
        const { rows, activeId } = get();
        const at = rows.findIndex(row => row.id === activeId);
        const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
        if (next !== undefined) set({ activeId: next.id });
      },
      async showMore() {
        const { text, phase, group, shownProducts: offset } = get();
        if (adding === turns || phase.at !== 'found' || group !== 'packages' || offset >= phase.total) return;
        const question = { text, limit: SHOWN_MORE, offset, group };
        const turn = turns;
        adding = turn;
        const answer = near.search(question) ?? valueOr(await client.medicines.search(question));
        if (turn !== turns) return;
        adding = null;
        const more = answer?.lines.products ?? [];
        const shownProducts = more.length === 0 ? phase.total : offset + more.length;
        set({ rows: [...get().rows, ...packageRows(more, offset)], shownProducts });
      },
      clear() {
        turns += 1;
        set({ ...NOTHING, text: '', phase: { at: 'empty' }, group: 'packages' });
      },
      async productOf(row) {
        // Facts and release come from the host as it is now: the rows may be of the release before.
        const release = valueOr(await client.medicines.release({}));
        if (release === null) return null;
        if (release.id !== get().release?.id) void near.follow();
        if (row.kind === 'package') {
          if (row.package.vnr === null) return null;
          const found = valueOr(await client.medicines.byVnr({ vnr: row.package.vnr }));
          return found === null ? null : productOfPackage(found, release.id);
        }
        const { hit, presentation } = row;
        const { form, strength } = presentation;
        // All of them: the class of a substance is the strictest of its packages.
        const packages = valueOr(await client.medicines.bySubstance({ atc: hit.atc, form: form.fi, strength }));
        return packages === null ? null : productOfSubstance(hit, presentation, packages, release.id);
      },
    };
  });
