import { useMemo } from 'react';
import { type ExaminedDocument, type ExaminedValue } from '../../../shared/domain/documents/examined.ts';
import { isInstant } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { DefinitionList, EmptyState, Section } from '../../ui/index.ts';
import { documentsTexts } from './documents.texts.ts';
import { isRepeated, pathInWords } from './field-words.ts';
import css from './documents.module.css';

/** Values under the field of the domain type that they belong to; what stands by itself comes first. */
function groupsOf(values: readonly ExaminedValue[]): ReadonlyMap<string, readonly ExaminedValue[]> {
  const groups = new Map<string, ExaminedValue[]>([['', []]]);
  for (const value of values.filter(({ path }) => !isRepeated(path))) {
    const [first = ''] = value.path.split('.');
    const group = value.path.includes('.') ? first : '';
    groups.set(group, [...(groups.get(group) ?? []), value]);
  }
  return groups;
}

/** Everything that the document says, value by value with its name. */
export function ValuesView({ document }: Readonly<{ document: ExaminedDocument }>) {
  const t = useTexts(documentsTexts);
  const language = useLanguage();
  const groups = useMemo(() => groupsOf(document.values), [document.values]);
  const formats = useFormats();
  const shown = (says: string): string => {
    if (says === 'true') return t('yes');
    if (says === 'false') return t('no');
    return isInstant(says) ? formats.dateTime(says) : says;
  };
  if (document.values.length === 0 && document.beyond.length === 0) return <EmptyState title={t('noValues')} />;
  return (
    <div className={css.groups}>
      {[...groups]
        .filter(([, values]) => values.length > 0)
        .map(([group, values]) => (
          <Section key={group} title={group === '' ? t('general') : pathInWords(group, language)}>
            <DefinitionList
              items={values.map(({ path, says }) => ({
                id: path,
                label: pathInWords(group === '' ? path : path.slice(group.length + 1), language),
                value: <span className={css.oid}>{shown(says)}</span>,
              }))}
            />
          </Section>
        ))}
      {document.beyond.length === 0 ? null : (
        <Section title={t('beyond')}>
          <DefinitionList
            items={document.beyond.map(({ field, name, says }, at) => ({
              id: `${field} ${at}`,
              label: `${name} (LL ${field})`,
              value: says,
            }))}
          />
        </Section>
      )}
    </div>
  );
}
