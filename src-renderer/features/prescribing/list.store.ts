import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Line, type QueueCounts } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

export const FILTERS = ['active', 'all'] as const;
export type Filter = (typeof FILTERS)[number];

export type ListPhase =
  | Readonly<{ at: 'loading' }>
  | Readonly<{ at: 'shown'; source: Sourced }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

export type ListView = Readonly<{
  phase: ListPhase;
  rows: readonly PrescriptionRow[];
  filter: Filter;
  activeId: string | null;
  /** The line to the Prescription Centre, as last told. */
  line: Line | null;
  /** The rows shown stay until the answer is here. */
  load(): Promise<void>;
  choose(filter: Filter): void;
  activate(setId: string): void;
  hearQueue(counts: QueueCounts, lines: readonly Line[]): void;
  loadLine(): Promise<void>;
}>;
export type ListStore = StoreApi<ListView>;

/** Something may still be dispensed on it. */
export const isActive = ({ state }: PrescriptionRow): boolean =>
  state === 'notDispensed' || state === 'partlyDispensed';

/** Newest first; what waits in the own queue stands above all. */
export function shownRows(rows: readonly PrescriptionRow[], filter: Filter): readonly PrescriptionRow[] {
  const waiting = ({ acceptance }: PrescriptionRow): number => (acceptance === 'accepted' ? 1 : 0);
  return rows
    .filter(row => filter === 'all' || isActive(row))
    .toSorted(
      (a, b) =>
        waiting(a) - waiting(b) ||
        (a.prescription.prescribedAt < b.prescription.prescribedAt
          ? 1
          : a.prescription.prescribedAt > b.prescription.prescribedAt
            ? -1
            : 0),
    );
}

export const rowId = (row: PrescriptionRow): string => row.prescription.setId;

/** A patient's prescriptions. An answer that a later question overtook is dropped. */
export const createListStore = (client: Pick<ApiClient, 'prescribing' | 'queue'>, patientId: string): ListStore => {
  let asked = 0;
  let heard = '';
  return createStore<ListView>()((set, get) => ({
    phase: { at: 'loading' },
    rows: [],
    filter: 'active',
    activeId: null,
    line: null,
    async load() {
      asked += 1;
      const turn = asked;
      set({ phase: { at: 'loading' } });
      const reply = await client.prescribing.list({ patientId });
      if (turn !== asked) return;
      if (!reply.ok) return set({ phase: { at: 'refused', failure: reply.error } });
      set({ phase: { at: 'shown', source: reply.value.source }, rows: reply.value.rows });
    },
    choose: filter => set({ filter }),
    activate: activeId => set({ activeId }),
    hearQueue(counts, lines) {
      const line = lines.find(l => l.service === 'resepti') ?? null;
      set({ line });
      // Fetching itself moves the line's figures: only what can change this list asks for it again.
      const now = [counts.unsent, counts.needsPerson, counts.acceptedToday, line?.state === 'down'].join();
      const isNews = heard !== '' && heard !== now;
      heard = now;
      if (isNews) void get().load();
    },
    async loadLine() {
      const reply = await client.queue.counts({});
      if (reply.ok) get().hearQueue(reply.value.counts, reply.value.lines);
    },
  }));
};
