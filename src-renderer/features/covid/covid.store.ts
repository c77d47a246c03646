import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type CovidTrust } from '../../../shared/contract/covid.contract.ts';
import { type CovidReading, type CovidUnreadable } from '../../../shared/domain/covid/covid-certificate.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { instantMs } from '../../../shared/kernel/time.ts';

type Read = Readonly<{ read: Result<CovidReading, CovidUnreadable>; names: Readonly<Record<string, string>> }>;

export type CovidView = Readonly<{
  text: string;
  phase:
    | Readonly<{ at: 'waiting' }>
    | Readonly<{ at: 'reading' }>
    | Readonly<{ at: 'read'; read: Read }>
    | Readonly<{ at: 'failed'; failure: Failure }>;
  trust: CovidTrust;
  trustFailure: Failure | null;
  isFetching: boolean;
  practice: readonly Readonly<{ id: string; text: string }>[];
  /** Looks at the kept list of signers and fetches a new one when there is none or it is old. */
  open(nowMs: number): Promise<void>;
  type(text: string): void;
  /** Reads what is given, or what stands in the field. */
  check(text?: string): Promise<void>;
  clear(): void;
  refresh(): Promise<void>;
}>;
export type CovidStore = StoreApi<CovidView>;

const DAY_MS = 86_400_000;
/** Older than a day is told as old (hcert-spec: lists are renewed daily). */
export const isOld = (trust: NonNullable<CovidTrust>, nowMs: number): boolean =>
  nowMs - instantMs(trust.fetchedAt) > DAY_MS;

/** Holds one certificate at a time and only while the screen is open. */
export const createCovidStore = (client: ApiClient): CovidStore =>
  createStore<CovidView>()((set, get) => ({
    text: '',
    phase: { at: 'waiting' },
    trust: null,
    trustFailure: null,
    isFetching: false,
    practice: [],
    async open(nowMs) {
      const [kept, practice] = await Promise.all([client.covid.trust({}), client.covid.practiceCertificates({})]);
      const trust = kept.ok ? kept.value.trust : null;
      set({ trust, practice: practice.ok ? practice.value.certificates : [] });
      if (trust === null || isOld(trust, nowMs)) await get().refresh();
    },
    type: text => set({ text }),
    async check(text = get().text) {
      if (text.trim() === '') return;
      set({ text, phase: { at: 'reading' } });
      const reply = await client.covid.read({ text });
      if (get().text !== text) return;
      if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
      const { read, names, trust } = reply.value;
      set({ phase: { at: 'read', read: { read, names } }, trust });
    },
    clear: () => set({ text: '', phase: { at: 'waiting' } }),
    async refresh() {
      set({ isFetching: true, trustFailure: null });
      const reply = await client.covid.refresh({});
      set({ isFetching: false });
      if (!reply.ok) return set({ trustFailure: reply.error });
      set({ trust: reply.value.trust });
      // What was read against the older list may read otherwise now.
      if (get().phase.at === 'read') await get().check();
    },
  }));
