import { useMemo } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/texts.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { type FlowStore } from './flow.store.ts';
import { type ListStore, rowId, shownRows } from './list.store.ts';
import { PrescriptionTable } from './PrescriptionTable.tsx';
import { prescribingTexts } from './prescribing.texts.ts';

type PrescriptionListProps = Readonly<{
  list: ListStore;
  flow: FlowStore;
  shape: 'full' | 'narrow' | 'compact';
  onFetch: () => void;
}>;

/** The patient's prescriptions with what is said where there are none. */
export function PrescriptionList({ list, flow, shape, onFetch }: PrescriptionListProps) {
  const t = useTexts(prescribingTexts);
  const { phase, filter, activeId, rows: all, choose, activate } = useStore(list);
  const rows = useMemo(() => shownRows(all, filter), [all, filter]);
  const hiddenCount = all.length - rows.length;
  const isFailed = phase.at === 'refused' || (phase.at === 'shown' && phase.source.from === 'none');
  const isCached = phase.at === 'shown' && phase.source.from === 'cache';
  const empty = isFailed ? (
    <EmptyState
      title={t('listFailed')}
      action={
        <Button icon={RefreshCw} keys="F5" onPress={onFetch}>
          {t('fetchAgain')}
        </Button>
      }
    >
      {t('noLine')}
    </EmptyState>
  ) : hiddenCount > 0 ? (
    <EmptyState title={t('emptyActive')} action={<Button onPress={() => choose('all')}>{t('showAll')}</Button>}>
      {t('emptyActiveMore', { count: hiddenCount })}
    </EmptyState>
  ) : (
    <EmptyState title={t('empty')}>{t(isCached ? 'emptyCached' : 'emptyMore')}</EmptyState>
  );
  const isWaiting = phase.at === 'loading' && rows.length === 0;
  return (
    <PrescriptionTable
      rows={rows}
      shape={shape}
      label={shape === 'compact' ? t('current') : t('title')}
      activeId={activeId}
      onActive={row => {
        activate(rowId(row));
        if (flow.getState().detail !== null) flow.getState().showDetail(rowId(row));
      }}
      onOpen={row => {
        if (shape !== 'compact') flow.getState().showDetail(rowId(row));
      }}
      empty={isWaiting ? null : empty}
      pending={isWaiting ? t('fetching') : undefined}
      autoFocus={shape !== 'compact'}
    />
  );
}
