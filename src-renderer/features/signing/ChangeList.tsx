import { type FormChange } from '../../../shared/domain/prescribing/form-changes.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { signingTexts } from './signing.texts.ts';
import css from './signing.module.css';

/** What a correction changes: the old struck through beside the new, in the words of the form. */
export function ChangeList({ changes }: Readonly<{ changes: readonly FormChange[] }>) {
  const t = useTexts(signingTexts);
  const language = useLanguage();
  if (changes.length === 0) return <p className={css.none}>{t('noChanges')}</p>;
  const shown = (value: string): string => (value === '' ? '–' : value);
  return (
    <table className={css.changes}>
      <caption>{t('changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('changed')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, label, before, after }) => (
          <tr key={field}>
            <th scope="row">{label[language]}</th>
            <td>
              <del>{shown(before[language])}</del>
            </td>
            <td>
              <ins>{shown(after[language])}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
