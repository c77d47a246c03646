import { useStore } from 'zustand';
import { LANGUAGES, type Language } from '../../../shared/kernel/language.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Select } from '../../ui/index.ts';
import { type SettingsStore } from './settings.store.ts';
import { settingsTexts } from './settings.texts.ts';

const THEMES = ['light', 'dark', 'system'] as const;

/** Language and appearance in one line, for the sign-in screen. */
export function QuickSettings({ store }: Readonly<{ store: SettingsStore }>) {
  const t = useTexts(settingsTexts);
  const { settings, change } = useStore(store);
  return (
    <>
      <Select<Language>
        label={t('language')}
        hideLabel
        items={LANGUAGES.map(id => ({ id, label: t(id) }))}
        value={settings.language}
        placeholder={t('language')}
        onChange={language => void change({ language })}
        width="short"
      />
      <Select
        label={t('theme')}
        hideLabel
        items={THEMES.map(id => ({ id, label: t(id) }))}
        value={settings.theme}
        placeholder={t('theme')}
        onChange={theme => void change({ theme })}
        width="short"
      />
    </>
  );
}
