import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type PatientHit } from '../../../shared/contract/patients.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

export type SearchView = Readonly<{
  text: string;
  phase:
    | Readonly<{ at: 'recent' }>
    | Readonly<{ at: 'searching' }>
    | Readonly<{ at: 'found'; total: number; serviceMissing: boolean }>
    | Readonly<{ at: 'refused'; failure: Failure }>;
  hits: readonly PatientHit[];
  recent: readonly PatientHit[];
  activeId: string | null;
  loadRecent(): Promise<void>;
  type(text: string): Promise<void>;
  activate(id: string): void;
  move(step: 1 | -1): void;
}>;
export type SearchStore = StoreApi<SearchView>;

const SHOWN = 100;

/** An answer to an earlier text is dropped: the list always belongs to what stands in the field. */
export const createSearchStore = (client: ApiClient): SearchStore =>
  createStore<SearchView>()((set, get) => ({
    text: '',
    phase: { at: 'recent' },
    hits: [],
    recent: [],
    activeId: null,
    async loadRecent() {
      const reply = await client.patients.recent({});
      if (!reply.ok) return;
      set({ recent: reply.value });
      if (get().phase.at === 'recent') set({ hits: reply.value, activeId: reply.value[0]?.id ?? null });
    },
    async type(text) {
      if (text.trim() === '')
        return set({ text, phase: { at: 'recent' }, hits: get().recent, activeId: get().recent[0]?.id ?? null });
      set({ text, ...(get().hits.length === 0 ? { phase: { at: 'searching' } } : {}) });
      const reply = await client.patients.search({ text, limit: SHOWN });
      if (get().text !== text) return;
      if (!reply.ok) return set({ phase: { at: 'refused', failure: reply.error }, hits: [], activeId: null });
      const { hits, total, serviceMissing } = reply.value;
      set({ phase: { at: 'found', total, serviceMissing }, hits, activeId: hits[0]?.id ?? null });
    },
    activate: id => set({ activeId: id }),
    move(step) {
      const { hits, activeId } = get();
      const at = hits.findIndex(hit => hit.id === activeId);
      const next = hits[Math.min(hits.length - 1, Math.max(0, at + step))];
      if (next !== undefined) set({ activeId: next.id });
    },
  }));
