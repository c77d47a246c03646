import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type About } from '../../../shared/contract/system.contract.ts';

type Health = Extract<Awaited<ReturnType<ApiClient['system']['health']>>, { ok: true }>['value'];

export type InfoView = Readonly<{
  about: About | null;
  health: Health | null;
  loading: boolean;
  load(): Promise<void>;
}>;
export type InfoStore = StoreApi<InfoView>;

export const createInfoStore = (client: ApiClient): InfoStore =>
  createStore<InfoView>()(set => ({
    about: null,
    health: null,
    loading: false,
    async load() {
      set({ loading: true });
      const [about, health] = await Promise.all([client.system.about({}), client.system.health({})]);
      set({
        loading: false,
        ...(about.ok ? { about: about.value } : {}),
        ...(health.ok ? { health: health.value } : {}),
      });
    },
  }));
