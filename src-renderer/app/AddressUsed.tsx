import { EmptyState, Stack, UiRoot } from '../ui/index.ts';
import { textsIn } from '../i18n/texts.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { appTexts } from './app.texts.ts';

/** The address was used before: said in every language, because nobody's is known yet. */
export function AddressUsed() {
  const fi = textsIn(appTexts, 'fi');
  return (
    <UiRoot locale="fi-FI" labels={{ close: fi('close'), notices: fi('notices'), clear: fi('clear') }}>
      <main>
        <Stack>
          {LANGUAGES.map(language => {
            const t = textsIn(appTexts, language);
            return (
              <EmptyState key={language} title={t('usedTitle')}>
                {t('usedMore')}
              </EmptyState>
            );
          })}
        </Stack>
      </main>
    </UiRoot>
  );
}
