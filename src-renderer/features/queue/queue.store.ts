import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Preview } from '../../../shared/contract/signing.contract.ts';
import { type AttentionRow } from '../../../shared/domain/attention.ts';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Language } from '../../../shared/kernel/language.ts';

export const SHOWN = ['open', 'needsPerson', 'all'] as const;
export type Shown = (typeof SHOWN)[number];
export type Decision = 'sendAgain' | 'cancel';

export type Again = Readonly<{ preview: Preview; language: Language }>;

export type QueueView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  show: Shown;
  rows: readonly QueueRow[];
  /** What needs somebody, by item. */
  attention: ReadonlyMap<string, AttentionRow>;
  activeId: string | null;
  /** A document that is being signed again, as it was shown before. */
  again: Again | null;
  load(): Promise<void>;
  choose(show: Shown): Promise<void>;
  activate(id: string): void;
  tryNow(): Promise<void>;
  decide(itemId: string, decision: Decision, reason: string): Promise<Failure | null>;
  note(itemId: string, note: string): Promise<Failure | null>;
  /** Fetches the document that its author is to sign again. */
  openAgain(itemId: string): Promise<Failure | null>;
  closeAgain(): void;
}>;
export type QueueStore = StoreApi<QueueView>;

export const createQueueStore = (client: ApiClient): QueueStore => {
  let asks = 0;
  let newest = 0;
  return createStore<QueueView>()((set, get) => ({
    phase: { at: 'loading' },
    show: 'open',
    rows: [],
    attention: new Map(),
    activeId: null,
    again: null,
    async load() {
      const asked = get().show;
      const ask = (asks += 1);
      const [listed, attention] = await Promise.all([client.queue.list({ show: asked }), client.queue.attention({})]);
      // The queue moves while it is being asked: what is shown never goes back to an older answer.
      if (asked !== get().show || ask < newest) return;
      newest = ask;
      if (!listed.ok) return set({ phase: { at: 'failed', failure: listed.error } });
      if (!attention.ok) return set({ phase: { at: 'failed', failure: attention.error } });
      const rows = asked === 'needsPerson' ? attention.value.map(({ row }) => row) : listed.value.rows;
      const still = rows.some(row => row.id === get().activeId);
      set({
        phase: { at: 'shown' },
        rows,
        attention: new Map(attention.value.map(each => [each.row.id, each])),
        activeId: still ? get().activeId : (rows[0]?.id ?? null),
      });
    },
    async choose(show) {
      set({ show, phase: { at: 'loading' } });
      await get().load();
    },
    activate: id => set({ activeId: id }),
    async tryNow() {
      await client.queue.tryNow({});
      await get().load();
    },
    async decide(itemId, decision, reason) {
      const reply = await client.queue.decide({ itemId, decision, reason });
      await get().load();
      return reply.ok ? null : reply.error;
    },
    async note(itemId, note) {
      const reply = await client.queue.note({ itemId, note });
      await get().load();
      return reply.ok ? null : reply.error;
    },
    async openAgain(itemId) {
      const reply = await client.queue.toSignAgain({ itemId });
      if (reply.ok) set({ again: reply.value });
      else await get().load();
      return reply.ok ? null : reply.error;
    },
    closeAgain: () => set({ again: null }),
  }));
};
