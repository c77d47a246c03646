import { useMemo } from 'react';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';
import { Banner, type Column, DataTable, EmptyState, Skeleton, Stack, Tag } from '../../ui/index.ts';
import { type DifferenceRow, differencesOf } from './differences.ts';
import { type Place } from './documents.store.ts';
import { documentsTexts } from './documents.texts.ts';
import { isRepeated, pathInWords } from './field-words.ts';
import css from './documents.module.css';

const rowKey = (row: DifferenceRow): string => row.path;
const isMuted = (row: DifferenceRow): boolean => !row.isChanged;

/** The two documents side by side, what differs first. */
export function DifferencesView({
  one,
  oneName,
  other,
}: Readonly<{ one: ExaminedDocument; oneName: string; other: Place }>) {
  const t = useTexts(documentsTexts);
  const language = useLanguage();
  const compared = other.at === 'shown' ? other.document : null;
  const rows = useMemo(
    () => (compared === null ? [] : differencesOf(one, compared).filter(({ path }) => !isRepeated(path))),
    [one, compared],
  );
  const columns = useMemo<readonly Column<DifferenceRow>[]>(
    () => [
      {
        id: 'field',
        header: t('field'),
        cell: row => pathInWords(row.path, language),
        isRowHeader: true,
        width: '2fr',
        minWidth: 140,
      },
      { id: 'one', header: oneName, cell: row => row.one ?? '–', width: '2fr', minWidth: 120 },
      {
        id: 'other',
        header: other.at === 'empty' ? '' : other.name,
        cell: row => row.other ?? '–',
        width: '2fr',
        minWidth: 120,
      },
    ],
    [t, language, oneName, other],
  );
  switch (other.at) {
    case 'empty':
      return <EmptyState title={t('noCompare')} />;
    case 'reading':
      return <Skeleton label={t('reading', { name: other.name })} />;
    case 'failed':
      return <FailureBanner failure={other.failure} />;
    case 'shown': {
      if (compared?.oid === null) return <Banner kind="error">{t('notDocument')}</Banner>;
      const changed = rows.filter(row => row.isChanged).length;
      return (
        <Stack>
          <div className={css.tags}>
            <Tag tone={changed === 0 ? 'neutral' : 'warn'}>
              {changed === 0 ? t('unchanged') : t('changed', { count: changed })}
            </Tag>
          </div>
          <DataTable
            label={t('differences')}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            isMuted={isMuted}
            empty={<EmptyState title={t('unchanged')} />}
          />
        </Stack>
      );
    }
    default:
      return other satisfies never;
  }
}
