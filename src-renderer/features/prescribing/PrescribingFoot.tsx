import { useStore } from 'zustand';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Gap } from '../../ui/index.ts';
import { Basket, SavedMark } from './Basket.tsx';
import { readiness } from './drafts.store.ts';
import { prescribingTexts } from './prescribing.texts.ts';
import { type PrescribingStores } from './use-prescribing-stores.ts';

type FootProps = Readonly<{
  stores: Pick<PrescribingStores, 'drafts' | 'flow'>;
  onRemove: (key: string) => void;
  onBasket: () => void;
}>;

/** What has been written, and where it goes next: the basket, a new one, the signature. */
export function PrescribingFoot({ stores: { drafts, flow }, onRemove, onBasket }: FootProps) {
  const t = useTexts(prescribingTexts);
  const { items, currentKey } = useStore(drafts);
  const mode = useStore(flow, view => view.mode);
  const isList = mode === 'list';
  const current = items.find(item => item.key === currentKey) ?? null;
  const readyCount = items.filter(item => readiness(item) === 'ready').length;
  return (
    <>
      <Basket
        items={items}
        currentKey={mode === 'form' ? currentKey : null}
        onOpen={key => flow.getState().toForm(key)}
        onRemove={onRemove}
      />
      <Gap />
      {mode === 'form' && current !== null && <SavedMark saved={current.saved} />}
      {mode === 'form' && (
        <Button keys="Ctrl+Enter" onPress={onBasket}>
          {t(current?.renews === undefined ? 'toBasket' : 'renewalDone')}
        </Button>
      )}
      {isList && (
        <Button
          variant={items.length === 0 ? 'primary' : 'secondary'}
          keys="F3"
          onPress={() => flow.getState().toSearch(null)}
        >
          {t('newOne')}
        </Button>
      )}
      {items.length > 0 && (
        <Button
          variant="primary"
          keys="F12"
          disabledBecause={readyCount === 0 && mode !== 'form' ? t('nothingReady') : undefined}
          onPress={() => void flow.getState().sign()}
        >
          {t('sign', { count: readyCount })}
        </Button>
      )}
    </>
  );
}
