import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type RecordSection } from '../../../shared/domain/records/record.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Skeleton } from '../../ui/index.ts';
import { type NoteStore } from './note.store.ts';
import { listTexts } from './list.texts.ts';
import { versionTexts } from './versions.texts.ts';
import { VersionDiff } from './VersionDiff.tsx';

type RevisionChangesProps = Readonly<{ note: NoteStore; lang: 'fi' | 'sv' }>;

/** The version in force beside what stands in the form now: what the signature would change. */
export function RevisionChanges({ note, lang }: RevisionChangesProps) {
  const t = useTexts(versionTexts);
  const inList = useTexts(listTexts);
  const client = useClient();
  const { draft } = note.getState();
  const form = useStore(note, state => state.form);
  const [base, setBase] = useState<readonly RecordSection[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { revision } = form;
  const baseOid = revision?.base.oid ?? null;
  const setId = revision?.base.setId ?? null;
  useEffect(() => {
    if (setId === null) return;
    void client.records.versions({ patientId: draft.patientId, setId }).then(reply => {
      if (!reply.ok) return setFailure(reply.error);
      const found = reply.value.versions.find(({ oid }) => oid === baseOid);
      if (found === undefined) setFailure({ code: 'REC-0002' });
      else setBase(found.sections);
    });
  }, [client, draft.patientId, setId, baseOid]);
  if (revision === undefined) return null;
  if (failure !== null) return <FailureBanner failure={failure} />;
  if (base === null) return <Skeleton label={inList('reading')} lines={6} />;
  return (
    <VersionDiff
      before={base}
      after={form.sections.map(section => ({ ...section, text: section.text.trim() }))}
      lang={lang}
      beforeName={t('versionNumber', { version: revision.base.version })}
      afterName={t('versionNumber', { version: revision.base.version + 1 })}
    />
  );
}
