import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type AttentionRow } from '../../../shared/domain/attention.ts';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

export const SHOWN = ['open', 'needsPerson', 'all'] as const;
export type Shown = (typeof SHOWN)[number];
export type Decision = 'sendAgain' | 'cancel';

export type QueueView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  show: Shown;
  rows: readonly QueueRow[];
  /** What needs somebody, by item. */
  attention: ReadonlyMap<string, AttentionRow>;
  activeId: string | null;
  load(): Promise<void>;
  choose(show: Shown): Promise<void>;
  activate(id: string): void;
  tryNow(): Promise<void>;
  decide(itemId: string, decision: Decision, reason: string): Promise<Failure | null>;
  note(itemId: string, note: string): Promise<Failure | null>;
}>;
export type QueueStore = StoreApi<QueueView>;

export const createQueueStore = (client: ApiClient): QueueStore =>
  createStore<QueueView>()((set, get) => ({
    phase: { at: 'loading' },
    show: 'open',
    rows: [],
    attention: new Map(),
    activeId: null,
    async load() {
      const asked = get().show;
      const [listed, attention] = await Promise.all([client.queue.list({ show: asked }), client.queue.attention({})]);
      if (asked !== get().show) return;
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
  }));
