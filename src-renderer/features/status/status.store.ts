import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type About } from '../../../shared/contract/system.contract.ts';
import { type Line, type QueueCounts } from '../../../shared/domain/queue.ts';

export const FAULTS = ['none', 'lineDown', 'slow', 'errors', 'loseAnswers'] as const;
export type Fault = (typeof FAULTS)[number];

export type StatusView = Readonly<{
  lines: readonly Line[];
  counts: QueueCounts | null;
  /** Milliseconds that this machine's clock is ahead of the services'; null while none has told its time. */
  clockDriftMs: number | null;
  about: About | null;
  fault: Fault;
  load(): Promise<void>;
  /** Asks for what no event tells: time passes by itself, and clocks are put right or wrong. */
  lookAtClock(): Promise<void>;
  hear(counts: QueueCounts, lines: readonly Line[]): void;
  setFault(fault: Fault): Promise<boolean>;
}>;
export type StatusStore = StoreApi<StatusView>;

/** What the status bar shows: kept up to date by the host's events. */
export const createStatusStore = (client: ApiClient): StatusStore =>
  createStore<StatusView>()((set, get) => ({
    lines: [],
    counts: null,
    clockDriftMs: null,
    about: null,
    fault: 'none',
    async load() {
      const [counts, about] = await Promise.all([client.queue.counts({}), client.system.about({})]);
      if (counts.ok) set(counts.value);
      if (about.ok) set({ about: about.value });
    },
    async lookAtClock() {
      const reply = await client.queue.counts({});
      if (!reply.ok) return;
      const { clockDriftMs } = reply.value;
      if (clockDriftMs !== get().clockDriftMs) set({ clockDriftMs });
    },
    hear: (counts, lines) => set({ counts, lines }),
    async setFault(fault) {
      const reply = await client.system.practiceFault({ fault });
      if (reply.ok) set({ fault: reply.value.fault });
      return reply.ok;
    },
  }));
