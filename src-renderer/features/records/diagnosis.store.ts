import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type DiagnosisHit } from '../../../shared/contract/records.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

export type DiagnosisView = Readonly<{
  query: string;
  hits: readonly (DiagnosisHit & Readonly<{ id: string }>)[];
  /** Name and release of the register that was asked. */
  register: string;
  isPending: boolean;
  failure: Failure | null;
  ask(query: string): Promise<void>;
}>;

const SHOWN = 30;

/** The hits always belong to what stands in the line: answers to earlier texts are dropped. */
export const createDiagnosisStore = (client: Pick<ApiClient, 'records'>): StoreApi<DiagnosisView> =>
  createStore<DiagnosisView>()((set, get) => ({
    query: '',
    hits: [],
    register: '',
    isPending: false,
    failure: null,
    async ask(query) {
      if (query.trim() === '') return set({ query, hits: [], isPending: false, failure: null });
      set({ query, isPending: true });
      const reply = await client.records.diagnoses({ text: query, limit: SHOWN });
      if (get().query !== query) return;
      if (!reply.ok) return set({ hits: [], isPending: false, failure: reply.error });
      const { hits, register } = reply.value;
      set({ hits: hits.map(hit => ({ ...hit, id: hit.code })), register, isPending: false, failure: null });
    },
  }));
