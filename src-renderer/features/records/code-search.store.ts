import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type CodeHit } from '../../../shared/contract/records.contract.ts';
import { type RegisterName } from '../../../shared/domain/records/core-fields.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';

export type CodeItem = CodeHit & Readonly<{ id: string }>;

export type CodeSearchView = Readonly<{
  query: string;
  hits: readonly CodeItem[];
  /** Name and release of the register that was asked. */
  register: string;
  isPending: boolean;
  failure: Failure | null;
  ask(query: string): Promise<void>;
}>;

const SHOWN = 30;

/** The hits always belong to what stands in the line: answers to earlier texts are dropped. */
export const createCodeSearch = (
  client: Pick<ApiClient, 'records'>,
  register: RegisterName,
): StoreApi<CodeSearchView> =>
  createStore<CodeSearchView>()((set, get) => ({
    query: '',
    hits: [],
    register: '',
    isPending: false,
    failure: null,
    async ask(query) {
      if (query.trim() === '') return set({ query, hits: [], isPending: false, failure: null });
      set({ query, isPending: true });
      const reply = await client.records.codes({ register, text: query, limit: SHOWN });
      if (get().query !== query) return;
      if (!reply.ok) return set({ hits: [], isPending: false, failure: reply.error });
      const { hits, register: asked } = reply.value;
      set({ hits: hits.map(hit => ({ ...hit, id: hit.code })), register: asked, isPending: false, failure: null });
    },
  }));
