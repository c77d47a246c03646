import i18next, { type i18n } from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { LANGUAGES, type Language } from '../../shared/kernel/language.ts';

/** Keys with `_one` and `_other` are one key to callers: the count chooses. */
type CallKey<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;
type Values = Readonly<Record<string, string | number>>;

/** The texts of one feature. Built by `defineTexts`, read through `useTexts`. */
export type Texts<K extends string> = Readonly<{
  namespace: string;
  byLanguage: Readonly<Record<Language, Readonly<Record<K, string>>>>;
}>;

const engine: i18n = i18next.createInstance();
void engine.init({
  lng: 'fi',
  fallbackLng: false,
  resources: {},
  // React escapes what it shows; escaping here would show `&amp;`.
  interpolation: { escapeValue: false },
  initAsync: false,
});

const registered = new Map<string, Texts<string>>();

/** Every text of the interface, for the test that looks for empty, missing and untranslated ones. */
export const registeredTexts = (): readonly Texts<string>[] => [...registered.values()];

/** Declares the texts of a feature. A key that sv or en lack does not compile. Placeholders are `{{name}}`. */
export function defineTexts<const F extends Readonly<Record<string, string>>>(
  namespace: string,
  byLanguage: Readonly<{ fi: F; sv: Readonly<Record<keyof F, string>>; en: Readonly<Record<keyof F, string>> }>,
): Texts<keyof F & string> {
  const texts: Texts<keyof F & string> = { namespace, byLanguage };
  registered.set(namespace, texts);
  for (const language of LANGUAGES) engine.addResourceBundle(language, namespace, byLanguage[language], false, true);
  return texts;
}

export type Translate<K extends string> = (key: CallKey<K>, values?: Values) => string;

const subscribe = (hear: () => void): (() => void) => {
  engine.on('languageChanged', hear);
  return () => engine.off('languageChanged', hear);
};

export const currentLanguage = (): Language => LANGUAGES.find(l => l === engine.language) ?? 'fi';
export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage, currentLanguage);
export const changeLanguage = (language: Language): void => void engine.changeLanguage(language);

/** Texts in a named language: for what is shown in the patient's language whatever the interface speaks. */
export const textsIn = <K extends string>(texts: Texts<K>, language: Language): Translate<K> =>
  engine.getFixedT(language, texts.namespace) as unknown as Translate<K>;

/** Texts in the language of the interface; the part renders anew when it changes, and the function only then. */
export function useTexts<K extends string>(texts: Texts<K>): Translate<K> {
  const language = useLanguage();
  return useMemo(() => textsIn(texts, language), [texts, language]);
}
