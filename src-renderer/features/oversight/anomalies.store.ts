import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type AnomalyCase, type LogDecision } from '../../../shared/contract/logs.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { addDays, type LocalDate } from '../../../shared/kernel/time.ts';

export const PERIODS = ['7', '30', '90'] as const;
export type PeriodDays = (typeof PERIODS)[number];

export type AnomaliesView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  cases: readonly AnomalyCase[];
  /** Lines of the log that the rules looked at. */
  lines: number;
  days: PeriodDays;
  show: 'open' | 'all';
  activeId: string | null;
  load(today: LocalDate): Promise<void>;
  setDays(days: PeriodDays, today: LocalDate): Promise<void>;
  setShow(show: 'open' | 'all'): void;
  activate(id: string): void;
  decide(id: string, decision: LogDecision['decision'], note: string): Promise<Failure | null>;
}>;
export type AnomaliesStore = StoreApi<AnomaliesView>;

export const stateOf = ({ decisions }: AnomalyCase): LogDecision['decision'] | 'new' =>
  decisions.at(-1)?.decision ?? 'new';

/** Rows of the list: what still waits for a decision, or everything. */
export const shownCases = ({ cases, show }: Pick<AnomaliesView, 'cases' | 'show'>): readonly AnomalyCase[] =>
  show === 'all' ? cases : cases.filter(one => stateOf(one) !== 'checked');

export const createAnomaliesStore = (client: Pick<ApiClient, 'logs'>): AnomaliesStore =>
  createStore<AnomaliesView>()((set, get) => {
    let turn = 0;
    return {
      phase: { at: 'loading' },
      cases: [],
      lines: 0,
      days: '30',
      show: 'open',
      activeId: null,
      async load(today) {
        turn += 1;
        const mine = turn;
        set({ phase: { at: 'loading' } });
        const reply = await client.logs.anomalies({ from: addDays(today, 1 - Number(get().days)), to: today });
        if (mine !== turn) return;
        if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
        const { cases, lines } = reply.value;
        const { activeId, show } = get();
        const rows = shownCases({ cases, show });
        const still = rows.some(({ id }) => id === activeId);
        set({ phase: { at: 'shown' }, cases, lines, activeId: still ? activeId : (rows[0]?.id ?? null) });
      },
      setDays(days, today) {
        set({ days });
        return get().load(today);
      },
      setShow(show) {
        const rows = shownCases({ cases: get().cases, show });
        const still = rows.some(({ id }) => id === get().activeId);
        set({ show, ...(still ? {} : { activeId: rows[0]?.id ?? null }) });
      },
      activate: id => set({ activeId: id }),
      async decide(id, decision, note) {
        const reply = await client.logs.decide({ id, decision, note });
        if (!reply.ok) return reply.error;
        // The case stays in sight until the next one is chosen: what was written is read once more.
        set({
          cases: get().cases.map(one => (one.id === id ? { ...one, decisions: [...one.decisions, reply.value] } : one)),
        });
        return null;
      },
    };
  });
