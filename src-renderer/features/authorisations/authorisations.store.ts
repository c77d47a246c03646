import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type AuthorisationRow, type AuthorisationWish } from '../../../shared/domain/records/authorisation.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';

export type AuthorisationChoices = Readonly<{
  producers: readonly Readonly<{ oid: Oid; name: string }>[];
  serviceEvents: readonly Readonly<{ oid: Oid; at: Instant; name: string }>[];
}>;

export type AuthorisationsView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  rows: readonly AuthorisationRow[];
  source: Sourced | null;
  choices: AuthorisationChoices;
  activeOid: Oid | null;
  /** Reading them is written to the log each time: asked by a person, or when something of ours is on its way. */
  load(): Promise<void>;
  loadIfWaiting(): Promise<void>;
  activate(oid: Oid): void;
  grant(wish: AuthorisationWish): Promise<Failure | null>;
  end(oid: Oid): Promise<Failure | null>;
}>;

export const createAuthorisationsStore = (
  client: Pick<ApiClient, 'authorisations'>,
  patientId: string,
): StoreApi<AuthorisationsView> =>
  createStore<AuthorisationsView>()((set, get) => ({
    phase: { at: 'loading' },
    rows: [],
    source: null,
    choices: { producers: [], serviceEvents: [] },
    activeOid: null,
    async load() {
      set({ phase: { at: 'loading' } });
      const [list, choices] = await Promise.all([
        client.authorisations.list({ patientId }),
        client.authorisations.choices({ patientId }),
      ]);
      if (choices.ok) set({ choices: choices.value });
      if (!list.ok) return set({ phase: { at: 'failed', failure: list.error } });
      const { rows, source } = list.value;
      const isThere = rows.some(({ oid }) => oid === get().activeOid);
      set({ phase: { at: 'shown' }, rows, source, activeOid: isThere ? get().activeOid : (rows[0]?.oid ?? null) });
    },
    async loadIfWaiting() {
      if (get().rows.some(({ state }) => state === 'queued')) await get().load();
    },
    activate: oid => set({ activeOid: oid }),
    async grant(wish) {
      const { serviceEvents, ...rest } = wish;
      const reply = await client.authorisations.grant({
        patientId,
        ...rest,
        serviceEvents: serviceEvents === null ? null : [...serviceEvents],
      });
      if (!reply.ok) return reply.error;
      set({ rows: [reply.value, ...get().rows], activeOid: reply.value.oid });
      return null;
    },
    async end(oid) {
      const reply = await client.authorisations.end({ patientId, oid });
      if (!reply.ok) return reply.error;
      set({ rows: get().rows.map(row => (row.oid === oid ? reply.value : row)) });
      return null;
    },
  }));
