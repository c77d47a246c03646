import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type About } from '../../../shared/contract/system.contract.ts';

export type Packs = Extract<Awaited<ReturnType<ApiClient['knowledge']['packs']>>, { ok: true }>['value'];
type Health = Extract<Awaited<ReturnType<ApiClient['system']['health']>>, { ok: true }>['value'];

export type InfoView = Readonly<{
  about: About | null;
  health: Health | null;
  knowledge: Packs | null;
  loading: boolean;
  backingUp: boolean;
  /** The backup that was made on this screen. */
  backup: Readonly<{ path: string }> | null;
  load(): Promise<void>;
  backUp(): Promise<Failure | null>;
}>;
export type InfoStore = StoreApi<InfoView>;

export const createInfoStore = (client: ApiClient): InfoStore =>
  createStore<InfoView>()((set, get) => ({
    about: null,
    health: null,
    knowledge: null,
    loading: false,
    backingUp: false,
    backup: null,
    async backUp() {
      set({ backingUp: true });
      const made = await client.system.backUp({});
      set({ backingUp: false, ...(made.ok ? { backup: made.value } : {}) });
      await get().load();
      return made.ok ? null : made.error;
    },
    async load() {
      set({ loading: true });
      const [about, health, knowledge] = await Promise.all([
        client.system.about({}),
        client.system.health({}),
        client.knowledge.packs({}),
      ]);
      set({
        loading: false,
        ...(about.ok ? { about: about.value } : {}),
        ...(health.ok ? { health: health.value } : {}),
        ...(knowledge.ok ? { knowledge: knowledge.value } : {}),
      });
    },
  }));
