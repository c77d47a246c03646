import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { type Preview, type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type ErrorCode, type Failure } from '../../../shared/kernel/error-codes.ts';
import { RENEWAL_DAYS } from '../../../shared/domain/lifecycle/renewal.machine.ts';
import { instantMs } from '../../../shared/kernel/time.ts';

export type RenewalsPhase =
  | Readonly<{ at: 'loading' }>
  | Readonly<{ at: 'shown'; source: Sourced }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

/** How far the reading of a patient's results from the archive is; absent = nobody has asked. */
export type ResultsFetch =
  Readonly<{ at: 'asking' }> | Readonly<{ at: 'read'; older: boolean }> | Readonly<{ at: 'refused'; code: ErrorCode }>;

export type RenewalsView = Readonly<{
  phase: RenewalsPhase;
  rows: readonly RenewalRow[];
  activeId: string | null;
  /** Why the last act was not done. */
  failure: Failure | null;
  batch: Readonly<{ id: string; previews: readonly Preview[] }> | null;
  fetches: Readonly<Partial<Record<string, ResultsFetch>>>;
  load(): Promise<void>;
  activate(id: string): void;
  /** One line down or up. */
  move(step: 1 | -1): void;
  /** Marks the request to be renewed as it is and goes to the next one; with an answer begun, it takes the mark off. */
  renew(id: string): Promise<void>;
  /** A draft to be changed in the prescribing screen. */
  prepare(id: string): Promise<Readonly<{ draftId: string; patientId: string }> | null>;
  /** Marks the request to be answered without a prescription. */
  reject(id: string, outcome: 'rejected' | 'returned', reason: string): Promise<boolean>;
  /** Reads the laboratory results of who asks from the archive. */
  fetchResults(id: string): Promise<void>;
  /** Freezes everything that is marked and opens the pages. */
  review(): Promise<void>;
  endReview(): void;
}>;
export type RenewalsStore = StoreApi<RenewalsView>;

const DAY_MS = 24 * 3_600_000;

/** Whole days until the Centre ends the request, the running one counted; null before it was taken into work. */
export function daysLeft({ endsAt }: Pick<RenewalRow, 'endsAt'>, nowMs: number): number | null {
  if (endsAt === null) return null;
  // The window's clock is read by the minute: a request of this minute has no ninth day.
  return Math.min(RENEWAL_DAYS, Math.max(0, Math.ceil((instantMs(endsAt) - nowMs) / DAY_MS)));
}

/** Nobody has signed an answer to it yet. */
export const isOpen = ({ answer }: Pick<RenewalRow, 'answer'>): boolean => answer === null || answer.at === 'begun';
export const isMarked = (row: RenewalRow): boolean => row.draftId !== null && isOpen(row);
/** Goes into the batch: what was begun in the form and not finished stays out of it. */
export const isForBatch = (row: RenewalRow): boolean => isMarked(row) && row.isReady;

/** @param leftAt the request whose form was opened last: there the work goes on, at the next one if that one is ready */
export const createRenewalsStore = (
  client: Pick<ApiClient, 'renewals' | 'prescribing'>,
  leftAt: string | null = null,
): RenewalsStore =>
  createStore<RenewalsView>()((set, get) => {
    let batches = 0;
    /** Requests that a draft is being made for: a second press of the key does not make a second one. */
    const under = new Set<string>();
    const rowOf = (id: string): RenewalRow | undefined => get().rows.find(row => row.id === id);
    const told = (id: string, fetch: ResultsFetch): void => set({ fetches: { ...get().fetches, [id]: fetch } });
    const change = (id: string, with_: Partial<RenewalRow>): void =>
      set({ rows: get().rows.map(row => (row.id === id ? { ...row, ...with_ } : row)) });
    return {
      phase: { at: 'loading' },
      rows: [],
      activeId: leftAt,
      failure: null,
      batch: null,
      fetches: {},
      async load() {
        const reply = await client.renewals.list({});
        if (!reply.ok) return set({ phase: { at: 'refused', failure: reply.error } });
        const { rows, source } = reply.value;
        // What was answered here stays in sight, behind what waits.
        const inOrder = [...rows.filter(isOpen), ...rows.filter(row => !isOpen(row))];
        const isBack = get().phase.at === 'loading' && leftAt !== null;
        const still = inOrder.some(row => row.id === get().activeId && isOpen(row));
        set({
          phase: { at: 'shown', source },
          rows: inOrder,
          activeId: still ? get().activeId : (inOrder[0]?.id ?? null),
        });
        const left = isBack ? rowOf(leftAt) : undefined;
        if (left !== undefined && isForBatch(left)) get().move(1);
      },
      activate: id => set({ activeId: id }),
      move(step) {
        const { rows, activeId } = get();
        const at = rows.findIndex(row => row.id === activeId);
        const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
        if (next !== undefined) set({ activeId: next.id, failure: null });
      },
      async renew(id) {
        const row = rowOf(id);
        if (row === undefined || !isOpen(row) || under.has(id)) return;
        // What was written in its form is thrown away there, by its name, and not by a mark taken off.
        if (isMarked(row) && !row.isReady) return set({ failure: { code: 'RNW-0004' } });
        under.add(id);
        set({ failure: null });
        const isTakenOff = row.draftId !== null;
        // What needs a decision first stays before the eyes.
        if (!isTakenOff && row.isReady) get().move(1);
        const reply =
          row.draftId === null
            ? await client.renewals.prepare({ id, asItIs: true })
            : await client.prescribing.discardDraft({ draftId: row.draftId });
        under.delete(id);
        if (!reply.ok) return set({ failure: reply.error });
        change(
          id,
          'draftId' in reply.value
            ? { draftId: reply.value.draftId, answer: { outcome: 'renewed', ground: '', at: 'begun' } }
            : { draftId: null, answer: null },
        );
      },
      async prepare(id) {
        const reply = await client.renewals.prepare({ id, asItIs: false });
        if (!reply.ok) {
          set({ failure: reply.error });
          return null;
        }
        change(id, { draftId: reply.value.draftId, answer: { outcome: 'renewed', ground: '', at: 'begun' } });
        return reply.value;
      },
      async reject(id, outcome, reason) {
        const reply = await client.renewals.reject({ id, outcome, reason });
        if (!reply.ok) {
          set({ failure: reply.error });
          return false;
        }
        change(id, { draftId: reply.value.draftId, answer: { outcome, ground: reason, at: 'begun' }, isReady: true });
        if (get().activeId === id) get().move(1);
        set({ failure: null });
        return true;
      },
      async fetchResults(id) {
        if (get().fetches[id]?.at === 'asking') return;
        told(id, { at: 'asking' });
        const reply = await client.renewals.results({ id });
        if (!reply.ok) return told(id, { at: 'refused', code: reply.error.code });
        const { results, fault, older } = reply.value;
        change(id, { results });
        told(id, fault === null ? { at: 'read', older } : { at: 'refused', code: fault });
      },
      async review() {
        const draftIds = get().rows.flatMap(row => (isForBatch(row) && row.draftId !== null ? [row.draftId] : []));
        if (draftIds.length === 0 || get().batch !== null) return;
        const reply = await client.renewals.preview({ draftIds });
        if (!reply.ok) {
          // One of them is no longer ready: the rows say which.
          await get().load();
          return set({ failure: reply.error });
        }
        batches += 1;
        set({ failure: null, batch: { id: `renewals-${batches}`, previews: reply.value } });
      },
      endReview() {
        set({ batch: null });
        void get().load();
      },
    };
  });
