import { useTexts } from '../../i18n/texts.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { type ListView } from './list.store.ts';
import { listTexts } from './list.texts.ts';

type ListEmptyProps = Readonly<{
  phase: ListView['phase'];
  source: ListView['source'];
  /** Rows that the filter keeps from sight. */
  hidden: number;
  onFetch: () => void;
  onShowAll: () => void;
}>;

/** Why no prescription is shown, and the key that leads on. */
export function ListEmpty({ phase, source, hidden, onFetch, onShowAll }: ListEmptyProps) {
  const t = useTexts(listTexts);
  const fetchAgain = (
    <Button keys="F5" onPress={onFetch}>
      {t('fetch')}
    </Button>
  );
  if (phase.at === 'failed') return <EmptyState title={t('emptyFailed')} action={fetchAgain} />;
  if (source?.from === 'none')
    return (
      <EmptyState title={t('emptyOffline')} action={fetchAgain}>
        {t('offlineNone')}
      </EmptyState>
    );
  if (hidden === 0) return <EmptyState title={t('emptyNone')}>{t('emptyNoneMore')}</EmptyState>;
  return (
    <EmptyState
      title={t('emptyHidden')}
      action={
        <Button keys="A" onPress={onShowAll}>
          {t('showAll')}
        </Button>
      }
    >
      {t('hides', { count: hidden })}
    </EmptyState>
  );
}
