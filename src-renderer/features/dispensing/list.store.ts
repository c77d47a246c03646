import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { notNow } from '../../../shared/domain/dispensing/dispensable-now.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Line } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';

export const SHOWN = ['now', 'all', 'made'] as const;
export type Shown = (typeof SHOWN)[number];

export type ListView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  show: Shown;
  rows: readonly PrescriptionRow[];
  source: Sourced | null;
  /** The line to the Prescription Centre. */
  line: Line | null;
  activeId: string | null;
  /** Marked to be dispensed together. */
  marked: ReadonlySet<string>;
  /** Held by another pharmacy: told when they are free. */
  watched: ReadonlySet<string>;
  load(): Promise<void>;
  hearLine(lines: readonly Line[]): void;
  choose(show: Shown): void;
  activate(setId: string): void;
  /** Makes a row the active one, and shows all where the filter would hide it. */
  reveal(setId: string, today: LocalDate): void;
  toggle(setId: string): void;
  unmark(setId: string): void;
  watch(setId: string): boolean;
  /** The watched rows that are free now; they are watched no more. */
  takeFreed(): readonly PrescriptionRow[];
}>;
export type ListStore = StoreApi<ListView>;

export const setIdOf = (row: PrescriptionRow): string => row.prescription.setId;

/** Ripe ones first, in the order of the Centre. */
export const shownRows = (
  { rows, show }: Pick<ListView, 'rows' | 'show'>,
  today: LocalDate,
): readonly PrescriptionRow[] => (show === 'now' ? rows.filter(row => notNow(row, today) === null) : rows);

/** How many the default filter hides. */
export const hiddenCount = (rows: readonly PrescriptionRow[], today: LocalDate): number =>
  rows.filter(row => notNow(row, today) !== null).length;

const without = (set: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set([...set].filter(other => other !== id));

const isHeldElsewhere = (row: PrescriptionRow): boolean => row.holder !== null && !row.holder.mine;

/** The customer's prescriptions. An answer that comes after a later question is dropped. */
export const createListStore = (client: Pick<ApiClient, 'dispensing' | 'queue'>, patientId: string): ListStore =>
  createStore<ListView>()((set, get) => {
    let asked = 0;
    return {
      phase: { at: 'loading' },
      show: 'now',
      rows: [],
      source: null,
      line: null,
      activeId: null,
      marked: new Set(),
      watched: new Set(),
      async load() {
        asked += 1;
        const mine = asked;
        const [list, counts] = await Promise.all([client.dispensing.list({ patientId }), client.queue.counts({})]);
        if (mine !== asked) return;
        if (counts.ok) get().hearLine(counts.value.lines);
        if (!list.ok) return set({ phase: { at: 'failed', failure: list.error } });
        const { rows, source } = list.value;
        const known = new Set(rows.map(setIdOf));
        set({
          phase: { at: 'shown' },
          rows,
          source,
          marked: new Set([...get().marked].filter(id => known.has(id))),
        });
      },
      hearLine(lines) {
        const before = get().line;
        const line = lines.find(({ service }) => service === 'resepti') ?? null;
        set({ line });
        const isBack = before?.state === 'down' && line !== null && line.state !== 'down';
        if (isBack && get().source?.from !== 'service') void get().load();
      },
      choose: show => set({ show }),
      activate: setId => set({ activeId: setId }),
      reveal(setId, today) {
        const row = get().rows.find(one => setIdOf(one) === setId);
        const isHidden = row !== undefined && notNow(row, today) !== null;
        set({ activeId: setId, ...(isHidden ? { show: 'all' as const } : {}) });
      },
      toggle(setId) {
        const { marked } = get();
        set({ marked: marked.has(setId) ? without(marked, setId) : new Set([...marked, setId]) });
      },
      unmark: setId => set({ marked: without(get().marked, setId) }),
      watch(setId) {
        const { watched } = get();
        const starts = !watched.has(setId);
        set({ watched: starts ? new Set([...watched, setId]) : without(watched, setId) });
        return starts;
      },
      takeFreed() {
        const { rows, watched } = get();
        const freed = rows.filter(row => watched.has(setIdOf(row)) && !isHeldElsewhere(row));
        if (freed.length > 0)
          set({ watched: freed.reduce<ReadonlySet<string>>((rest, row) => without(rest, setIdOf(row)), watched) });
        return freed;
      },
    };
  });
