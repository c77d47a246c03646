import { useEffect, useState } from 'react';
import { type RecordVersion } from '../../../shared/contract/records.contract.ts';
import { type RecordRow } from '../../../shared/domain/records/record.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Dialog, EmptyState, Quiet, Select, Skeleton } from '../../ui/index.ts';
import { listTexts } from './list.texts.ts';
import { versionTexts } from './versions.texts.ts';
import { VersionDiff } from './VersionDiff.tsx';
import css from './versions.module.css';

type VersionsDialogProps = Readonly<{
  patientId: string;
  row: RecordRow | null;
  lang: 'fi' | 'sv';
  onClose: () => void;
}>;

type Told =
  | Readonly<{ at: 'fetching' }>
  | Readonly<{ at: 'shown'; versions: readonly RecordVersion[]; complete: boolean }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

/** All versions of one document: who made each, when and why, and any two of them side by side. */
export function VersionsDialog({ row, onClose, ...rest }: VersionsDialogProps) {
  const t = useTexts(versionTexts);
  return (
    <Dialog isOpen={row !== null} onClose={onClose} title={t('versionsTitle')} size="large">
      {row !== null && <Versions row={row} {...rest} />}
    </Dialog>
  );
}

type VersionsProps = Readonly<{ patientId: string; row: RecordRow; lang: 'fi' | 'sv' }>;

function Versions({ patientId, row, lang }: VersionsProps) {
  const t = useTexts(versionTexts);
  const inList = useTexts(listTexts);
  const formats = useFormats();
  const client = useClient();
  const [told, setTold] = useState<Told>({ at: 'fetching' });
  const [chosen, setChosen] = useState<Readonly<{ before: string | null; after: string | null }>>({
    before: null,
    after: null,
  });
  useEffect(() => {
    let isGone = false;
    void client.records.versions({ patientId, setId: row.setId }).then(reply => {
      if (isGone) return;
      setTold(reply.ok ? { at: 'shown', ...reply.value } : { at: 'refused', failure: reply.error });
    });
    return () => {
      isGone = true;
    };
  }, [client, patientId, row.setId]);
  if (told.at === 'fetching') return <Skeleton label={inList('reading')} lines={6} />;
  if (told.at === 'refused') return <FailureBanner failure={told.failure} />;
  const { versions, complete } = told;
  const last = versions.at(-1);
  if (last === undefined) return <EmptyState title={t('versionsNone')} />;
  const after = versions.find(({ oid }) => oid === chosen.after) ?? last;
  const earlier = versions.filter(({ oid }) => oid !== after.oid);
  const before = earlier.find(({ oid }) => oid === chosen.before) ?? earlier.at(-1) ?? null;
  const name = (version: RecordVersion): string =>
    [
      t('versionNumber', { version: version.version }),
      formats.dateTime(version.createdAt),
      version.by,
      ...(version.act === 'annulment' ? [inList('annulled')] : []),
      ...(version.refused ? [inList('rejected')] : []),
    ].join(' · ');
  const items = (list: readonly RecordVersion[]) => list.map(version => ({ id: version.oid, label: name(version) }));
  return (
    <div className={css.versions}>
      {!complete && <Banner kind="partial">{t('versionsPartial')}</Banner>}
      {before === null ? (
        <Quiet>{`${name(after)}. ${t('versionsOne')}`}</Quiet>
      ) : (
        <>
          <div className={css.choices}>
            <Select
              label={t('versionBefore')}
              width="long"
              placeholder={t('versionBefore')}
              items={items(earlier)}
              value={before.oid}
              onChange={oid => setChosen({ ...chosen, before: oid })}
            />
            <Select
              label={t('versionAfter')}
              width="long"
              placeholder={t('versionAfter')}
              items={items(versions)}
              value={after.oid}
              onChange={oid => setChosen({ before: null, after: oid })}
            />
          </div>
          {after.reason !== '' && <p>{t('versionReason', { reason: after.reason })}</p>}
          <VersionDiff
            before={before.sections}
            after={after.sections}
            lang={lang}
            beforeName={t('versionNumber', { version: before.version })}
            afterName={t('versionNumber', { version: after.version })}
          />
        </>
      )}
    </div>
  );
}
