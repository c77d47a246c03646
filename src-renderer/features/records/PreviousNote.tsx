import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { DocumentView, EmptyState, Quiet, Select, Skeleton } from '../../ui/index.ts';
import { documentBlocks } from '../signing/index.ts';
import { useDescription } from './DocumentPane.tsx';
import { type RecordsStore } from './records.store.ts';
import { listTexts } from './list.texts.ts';
import { noteTexts } from './note.texts.ts';

type PreviousNoteProps = Readonly<{ store: RecordsStore; lang: 'fi' | 'sv' }>;

const CHOICES = 30;

/** An earlier note to read while writing; which one is chosen here. */
export function PreviousNote({ store, lang }: PreviousNoteProps) {
  const t = useTexts(noteTexts);
  const inList = useTexts(listTexts);
  const formats = useFormats();
  const describe = useDescription();
  const { documents, reading, read } = useStore(store);
  const oid = reading.at === 'nothing' ? null : reading.oid;
  const newest = documents[0];
  useEffect(() => {
    if (oid === null && newest !== undefined) void read(newest);
  }, [oid, newest, read]);
  const readable = reading.at === 'shown' ? reading.readable : null;
  const blocks = useMemo(() => documentBlocks(readable ?? []), [readable]);
  if (newest === undefined) return <EmptyState title={t('previousNone')} />;
  return (
    <>
      <Select
        label={t('previousPick')}
        width="full"
        placeholder={t('previousPick')}
        items={documents.slice(0, CHOICES).map(row => ({
          id: row.oid,
          label: `${formats.dateTime(row.createdAt)} ${row.title}`,
          detail: row.authorName,
        }))}
        value={documents.find(row => row.oid === oid)?.oid ?? null}
        onChange={picked => {
          const row = documents.find(document => document.oid === picked);
          if (row !== undefined) void read(row);
        }}
      />
      {reading.at === 'fetching' && <Skeleton label={inList('reading')} lines={6} />}
      {reading.at === 'refused' && <FailureBanner failure={reading.failure} />}
      {reading.at === 'shown' && (
        <>
          <Quiet>{describe(reading.row)}</Quiet>
          <DocumentView label={reading.row.title} blocks={blocks} lang={lang} />
        </>
      )}
    </>
  );
}
