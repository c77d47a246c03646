import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type EmergencyUseRow } from '../../../shared/contract/wills.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

export type ReviewView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  /** What waits first, then what was looked at; the newest first in each. */
  uses: readonly EmergencyUseRow[];
  activeId: string | null;
  load(): Promise<void>;
  activate(id: string): void;
  review(id: string, note: string): Promise<Failure | null>;
}>;
export type ReviewStore = StoreApi<ReviewView>;

const arranged = (uses: readonly EmergencyUseRow[]): readonly EmergencyUseRow[] =>
  [...uses].sort(
    (a, b) =>
      Number(a.review !== null) - Number(b.review !== null) || b.at.localeCompare(a.at) || a.id.localeCompare(b.id),
  );

/** @param first id of the use that is shown first; null for whatever waits longest at the top */
export const createReviewStore = (client: Pick<ApiClient, 'disclosure'>, first: string | null = null): ReviewStore =>
  createStore<ReviewView>()((set, get) => ({
    phase: { at: 'loading' },
    uses: [],
    activeId: first,
    async load() {
      set({ phase: { at: 'loading' } });
      const reply = await client.disclosure.emergencies({});
      if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
      const uses = arranged(reply.value);
      const { activeId } = get();
      set({
        phase: { at: 'shown' },
        uses,
        activeId: uses.some(({ id }) => id === activeId) ? activeId : (uses[0]?.id ?? null),
      });
    },
    activate: id => set({ activeId: id }),
    async review(id, note) {
      const reply = await client.disclosure.review({ id, note });
      if (!reply.ok) return reply.error;
      set({ uses: arranged(get().uses.map(use => (use.id === id ? reply.value : use))) });
      return null;
    },
  }));
