/** Language, appearance, what the program is made of and how it is doing. */
export { QuickSettings } from './QuickSettings.tsx';
export { createSettingsStore, type SettingsStore } from './settings.store.ts';
export { SettingsScreen } from './SettingsScreen.tsx';
