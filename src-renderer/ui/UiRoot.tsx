import '@fontsource-variable/inter/wght.css';
import './tokens.css';
import './base.css';
import { type ReactNode, useLayoutEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { AnnouncerProvider } from './Announcer.tsx';
import type { KeyProfile } from './keys.ts';
import { KeysProvider } from './KeysProvider.tsx';
import { type Density, DensityContext, type KitWords, KitWordsContext, type Theme } from './Settings.tsx';

export type UiRootProps = Readonly<{
  /** `fi-FI`, `sv-FI` or `en-GB`: also the page's language. */
  locale: string;
  theme?: Theme;
  density?: Density;
  /** Keys that the user has moved: act id to key. */
  keyProfile?: KeyProfile;
  labels: KitWords;
  children: ReactNode;
}>;

/** Once, around everything: theme, density, language, keys and announcements. */
export function UiRoot({ locale, theme = 'system', density = 'compact', keyProfile, labels, children }: UiRootProps) {
  useLayoutEffect(() => {
    const { documentElement: root } = document;
    root.dataset.theme = theme;
    root.dataset.density = density;
    root.lang = locale.slice(0, 2);
  }, [theme, density, locale]);
  return (
    <I18nProvider locale={locale}>
      <DensityContext value={density}>
        <KeysProvider profile={keyProfile}>
          <KitWordsContext value={labels}>
            <AnnouncerProvider labels={labels}>{children}</AnnouncerProvider>
          </KitWordsContext>
        </KeysProvider>
      </DensityContext>
    </I18nProvider>
  );
}
