import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type LogLine } from '../../../shared/contract/logs.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { addDays, type LocalDate } from '../../../shared/kernel/time.ts';

/** Lines in sight at once; a narrower question shows the rest. */
const SHOWN = 200;

type Chain = Readonly<{ lines: number; firstBroken: number | null; head: string }>;
export type LogSearchView = Readonly<{
  from: LocalDate | null;
  to: LocalDate | null;
  person: string;
  patient: string;
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  rows: readonly LogLine[];
  total: number;
  activeN: string | null;
  chain: Chain | null;
  /** Why the person gets log data older than two years. */
  specialReason: string;
  change(fields: Partial<Pick<LogSearchView, 'from' | 'to' | 'person' | 'patient' | 'specialReason'>>): void;
  search(): Promise<void>;
  activate(n: string): void;
  check(): Promise<void>;
  exportAs(
    format: 'csv' | 'json',
  ): Promise<Readonly<{ fileName: string; mediaType: string; text: string; lines: number }> | null>;
  report(patientId: string): Promise<Readonly<{ fileName: string; mediaType: string; base64: string }> | null>;
}>;
export type LogSearchStore = StoreApi<LogSearchView>;

export const areDatesRight = ({ from, to }: Pick<LogSearchView, 'from' | 'to'>): boolean =>
  from !== null && to !== null && from <= to;

export const createLogSearchStore = (client: Pick<ApiClient, 'logs'>, today: LocalDate): LogSearchStore =>
  createStore<LogSearchView>()((set, get) => {
    let turn = 0;
    const period = (): Readonly<{ from: LocalDate; to: LocalDate }> | null => {
      const { from, to } = get();
      return from !== null && to !== null && from <= to ? { from, to } : null;
    };
    return {
      from: addDays(today, -6),
      to: today,
      person: '',
      patient: '',
      phase: { at: 'loading' },
      rows: [],
      total: 0,
      activeN: null,
      chain: null,
      specialReason: '',
      change: fields => set(fields),
      async search() {
        const chosen = period();
        if (chosen === null) return;
        turn += 1;
        const mine = turn;
        const { person, patient } = get();
        set({ phase: { at: 'loading' } });
        const reply = await client.logs.search({ ...chosen, person, patient, limit: SHOWN });
        if (mine !== turn) return;
        if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
        const { rows, total } = reply.value;
        set({ phase: { at: 'shown' }, rows, total, activeN: rows[0] === undefined ? null : String(rows[0].n) });
      },
      activate: n => set({ activeN: n }),
      async check() {
        const reply = await client.logs.check({});
        if (reply.ok) set({ chain: reply.value });
        else set({ phase: { at: 'failed', failure: reply.error } });
      },
      async exportAs(format) {
        const chosen = period();
        if (chosen === null) return null;
        const reply = await client.logs.export({ ...chosen, format });
        if (reply.ok) return reply.value;
        set({ phase: { at: 'failed', failure: reply.error } });
        return null;
      },
      async report(patientId) {
        const chosen = period();
        if (chosen === null) return null;
        const reply = await client.logs.report({ patientId, ...chosen, specialReason: get().specialReason });
        if (reply.ok) return reply.value;
        set({ phase: { at: 'failed', failure: reply.error } });
        return null;
      },
    };
  });
