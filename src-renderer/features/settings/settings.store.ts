import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Settings } from '../../../shared/contract/system.contract.ts';
import { changeLanguage } from '../../i18n/texts.ts';

export type SettingsView = Readonly<{
  settings: Settings;
  load(): Promise<void>;
  hear(settings: Settings): void;
  change(part: Partial<Settings>): Promise<void>;
}>;
export type SettingsStore = StoreApi<SettingsView>;

/** Language, appearance and row height of the person at the desk; what was used last speaks on the sign-in screen. */
export const createSettingsStore = (client: ApiClient): SettingsStore =>
  createStore<SettingsView>()((set, get) => {
    const apply = (settings: Settings): void => {
      changeLanguage(settings.language);
      set({ settings });
    };
    return {
      settings: { language: 'fi', theme: 'system', density: 'compact' },
      async load() {
        const reply = await client.system.settings({});
        if (reply.ok) apply(reply.value);
      },
      hear: apply,
      async change(part) {
        const wanted = { ...get().settings, ...part };
        apply(wanted);
        await client.system.saveSettings(wanted);
      },
    };
  });
