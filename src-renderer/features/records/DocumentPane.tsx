import { type ReactNode, useMemo } from 'react';
import { type RecordRow } from '../../../shared/domain/records/record.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, DocumentView, EmptyState, Panel, Skeleton } from '../../ui/index.ts';
import { documentBlocks } from '../signing/index.ts';
import { type Reading } from './records.store.ts';
import { listTexts } from './list.texts.ts';

type DocumentPaneProps = Readonly<{
  reading: Reading;
  /** What Enter would do on the active row, in words. */
  hint: string;
  /** What stands above the text of a document, inside its pane. */
  head?: ReactNode;
  /** The act itself as a button. */
  act?: ReactNode;
  lang: 'fi' | 'sv' | 'en';
  onAgain: (oid: string) => void;
}>;

/** The text of one document beside the list, as archived. */
export function DocumentPane({ reading, hint, head, act, lang, onAgain }: DocumentPaneProps) {
  const t = useTexts(listTexts);
  const describe = useDescription();
  const readable = reading.at === 'shown' ? reading.readable : null;
  const blocks = useMemo(() => documentBlocks(readable ?? []), [readable]);
  if (reading.at === 'shown')
    return (
      <Panel title={reading.row.title} meta={describe(reading.row)} grows isPane>
        {head}
        <DocumentView label={reading.row.title} blocks={blocks} lang={lang} />
      </Panel>
    );
  return (
    <Panel title={t('document')} grows>
      {reading.at === 'fetching' ? (
        <Skeleton label={t('reading')} lines={6} />
      ) : reading.at === 'refused' ? (
        <FailureBanner
          failure={reading.failure}
          action={<Button onPress={() => onAgain(reading.oid)}>{t('readAgain')}</Button>}
        />
      ) : (
        <EmptyState title={hint} action={act}>
          {act === undefined ? t('logged') : undefined}
        </EmptyState>
      )}
    </Panel>
  );
}

/** Author, time, version and state of a document on one line. */
export function useDescription(): (row: RecordRow) => string {
  const t = useTexts(listTexts);
  const formats = useFormats();
  return row =>
    [
      row.authorName,
      formats.moment(row.createdAt),
      t('versionOf', { version: row.version }),
      t(row.acceptance),
      ...(row.organiserName === undefined ? [] : [t('inRegisterOf', { name: row.organiserName })]),
    ].join(' · ');
}
