import { helsinkiTime } from '../../../shared/kernel/time.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { type Saving } from './note.store.ts';
import { noteTexts } from './note.texts.ts';
import css from './records.module.css';

/** When the draft was last stored, to the second: "saved 12.04.05". Screen readers hear only that it was not. */
export function SavedWords({ saving }: Readonly<{ saving: Saving }>) {
  const t = useTexts(noteTexts);
  const language = useLanguage();
  if (saving.at === 'failed')
    return (
      <span className={css.unsaved} role="alert">
        {t('notSaved')}
      </span>
    );
  if (saving.at === 'saving') return <span className={css.saved}>{t('saving')}</span>;
  const { time } = helsinkiTime(saving.savedAt);
  return (
    <span className={css.saved}>{t('saved', { time: language === 'en' ? time : time.replaceAll(':', '.') })}</span>
  );
}
