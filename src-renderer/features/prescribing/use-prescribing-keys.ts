import { type RefObject, useMemo } from 'react';
import { useStore } from 'zustand';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { useTexts } from '../../i18n/texts.ts';
import { screenKeys, useKeys } from '../../ui/index.ts';
import { changeTexts } from './change.texts.ts';
import { formTexts } from './form.texts.ts';
import { rowId } from './list.store.ts';
import { prescribingTexts } from './prescribing.texts.ts';
import { type Change } from './use-change.tsx';
import { type PrescribingStores } from './use-prescribing-stores.ts';

const bind = screenKeys('prescribing');

type Keyed = Readonly<{
  stores: Pick<PrescribingStores, 'list' | 'drafts' | 'flow'>;
  change: Pick<Change, 'startCorrection' | 'startCancellation'>;
  searchInput: RefObject<HTMLInputElement | null>;
  toBasket: () => void;
  onBack: () => void;
  /** A draft is about to be thrown away: the person is asked. */
  onRemove: (key: string | null) => void;
  onMedication: () => void;
}>;

/** The keys of the screen; what F8 does depends on what stands open. */
export function usePrescribingKeys({
  stores,
  change,
  searchInput,
  toBasket,
  onBack,
  onRemove,
  onMedication,
}: Keyed): void {
  const t = useTexts(prescribingTexts);
  const f = useTexts(formTexts);
  const c = useTexts(changeTexts);
  const { list, drafts, flow } = stores;
  const { startCorrection, startCancellation } = change;
  const isList = useStore(flow, view => view.mode === 'list');
  // Acts on a row of the list are given when the first rows are there.
  const waits = useStore(list, view => view.phase.at === 'loading' && view.rows.length === 0) && isList;
  const keys = useMemo(() => {
    const activeRow = (): PrescriptionRow | null => {
      const { rows, activeId: active } = list.getState();
      return rows.find(row => rowId(row) === (flow.getState().detail ?? active)) ?? null;
    };
    return [
      bind('search', 'F3', t('newOne'), () => {
        const { mode: now } = flow.getState();
        if (now === 'search') searchInput.current?.focus();
        else flow.getState().toSearch(null);
      }),
      bind('fetch', 'F5', t('fetchAgain'), () => void list.getState().load()),
      bind('basket', 'Ctrl+Enter', t('toBasket'), toBasket),
      bind('sign', 'F12', t('signTitle'), () => void flow.getState().sign()),
      bind('reason', 'Ctrl+.', f('nextFinding'), () => void flow.getState().settle()),
      {
        ...bind('change', 'F8', isList ? c('correct') : t('remove'), () => {
          if (flow.getState().mode === 'list') startCorrection(activeRow());
          else onRemove(drafts.getState().currentKey);
        }),
        waits,
      },
      ...(isList ? [{ ...bind('cancel', 'Shift+F8', c('cancel'), () => startCancellation(activeRow())), waits }] : []),
      bind('medication', 'F7', t('medicationList'), onMedication),
      bind('back', 'Esc', t('stepBack'), onBack),
    ];
  }, [
    t,
    f,
    c,
    isList,
    waits,
    flow,
    list,
    drafts,
    toBasket,
    onBack,
    startCorrection,
    startCancellation,
    searchInput,
    onRemove,
    onMedication,
  ]);
  useKeys(keys);
}
