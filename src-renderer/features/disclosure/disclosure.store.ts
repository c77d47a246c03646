import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type DisclosureConditions } from '../../../shared/contract/wills.contract.ts';
import { DISCLOSURE_MINUTES, type DisclosedRow } from '../../../shared/domain/consent/declaration.ts';
import { type AuthorisationRow, standingOf } from '../../../shared/domain/records/authorisation.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant, instantMs, type LocalDate } from '../../../shared/kernel/time.ts';

export type Purpose = 'care' | 'emergency';
export type Reading =
  | Readonly<{ at: 'nothing' }>
  | Readonly<{ at: 'fetching'; oid: Oid }>
  | Readonly<{ at: 'shown'; oid: Oid; row: DisclosedRow; readable: readonly ReadableBlock[] }>
  | Readonly<{ at: 'refused'; oid: Oid; failure: Failure }>;

/** Nothing is asked before a person asks: every search is written to the log of the service. */
export type Search =
  | Readonly<{ at: 'notAsked' }>
  | Readonly<{ at: 'asking'; purpose: Purpose }>
  | Readonly<{
      at: 'answered';
      purpose: Purpose;
      rows: readonly DisclosedRow[];
      asked: Instant;
      until: Instant;
      /** The organiser whose register was searched on its authorisation; null for a search by permission. */
      organiser: string | null;
    }>
  | Readonly<{ at: 'over'; purpose: Purpose }>
  | Readonly<{ at: 'refused'; purpose: Purpose; failure: Failure }>;

export type DisclosureView = Readonly<{
  conditions: DisclosureConditions | null;
  search: Search;
  activeOid: Oid | null;
  reading: Reading;
  loadConditions(): Promise<void>;
  /** What organisers of purchased services have granted to this one and is in force today. */
  authorisations: readonly AuthorisationRow[];
  loadAuthorisations(today: LocalDate): Promise<void>;
  ask(purpose: Purpose, reason: string, authorisation?: AuthorisationRow): Promise<Failure | null>;
  activate(oid: Oid): void;
  read(oid: Oid): Promise<void>;
  /** Takes everything away when the answer's time is over. */
  passTo(nowMs: number): void;
}>;
export type DisclosureStore = StoreApi<DisclosureView>;

export const createDisclosureStore = (
  client: Pick<ApiClient, 'disclosure' | 'authorisations'>,
  patientId: string,
): DisclosureStore =>
  createStore<DisclosureView>()((set, get) => ({
    conditions: null,
    search: { at: 'notAsked' },
    activeOid: null,
    reading: { at: 'nothing' },
    async loadConditions() {
      const reply = await client.disclosure.conditions({ patientId });
      if (reply.ok) set({ conditions: reply.value });
    },
    authorisations: [],
    async loadAuthorisations(today) {
      const reply = await client.authorisations.list({ patientId });
      if (!reply.ok) return;
      const held = reply.value.rows.filter(row => row.side === 'producer' && standingOf(row, today) === 'inForce');
      set({ authorisations: held });
    },
    async ask(purpose, reason, authorisation) {
      set({ search: { at: 'asking', purpose }, reading: { at: 'nothing' }, activeOid: null });
      const reply = await client.disclosure.search({
        patientId,
        purpose,
        reason,
        ...(authorisation === undefined ? {} : { authorisationOid: authorisation.oid }),
      });
      if (!reply.ok) {
        set({ search: { at: 'refused', purpose, failure: reply.error } });
        return reply.error;
      }
      const { rows, conditions, at, until } = reply.value;
      set({
        conditions,
        search: { at: 'answered', purpose, rows, asked: at, until, organiser: authorisation?.organiserName ?? null },
        activeOid: rows[0]?.oid ?? null,
      });
      return null;
    },
    activate: oid =>
      set({ activeOid: oid, reading: get().reading.at === 'nothing' ? get().reading : { at: 'nothing' } }),
    async read(oid) {
      set({ reading: { at: 'fetching', oid } });
      const reply = await client.disclosure.read({ patientId, documentOid: oid });
      const { reading } = get();
      if (reading.at === 'nothing' || reading.oid !== oid) return;
      set({
        reading: reply.ok
          ? { at: 'shown', oid, row: reply.value.row, readable: reply.value.readable }
          : { at: 'refused', oid, failure: reply.error },
      });
    },
    passTo(nowMs) {
      const { search } = get();
      if (search.at === 'answered' && instantMs(search.until) <= nowMs)
        set({ search: { at: 'over', purpose: search.purpose }, activeOid: null, reading: { at: 'nothing' } });
    },
  }));

/** Whole minutes that an answer still stands, the running one counted; the window's clock is read by the minute. */
export const minutesLeft = (until: Instant, nowMs: number): number =>
  Math.min(DISCLOSURE_MINUTES, Math.max(0, Math.ceil((instantMs(until) - nowMs) / 60_000)));
