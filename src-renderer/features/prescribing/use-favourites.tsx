import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { type FavouriteShown } from '../../../shared/contract/favourites.contract.ts';
import { formOfCorrection } from '../../../shared/domain/prescribing/correction.ts';
import { favouriteForm } from '../../../shared/domain/prescribing/favourite.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { nameAndStrength } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, screenKeys, useAnnouncer, useKeys } from '../../ui/index.ts';
import { FavouriteDialog } from './FavouriteDialog.tsx';
import { type FavouritePicks } from './Favourites.tsx';
import { favouriteTexts } from './favourite.texts.ts';
import { rowId } from './list.store.ts';
import { type PrescribingStores } from './use-prescribing-stores.ts';

const bind = screenKeys('prescribing');

/** Favourites on the screen: taken from the search, kept from the form, and a new prescription from an earlier one. */
export function useFavourites(
  { drafts, flow, search, list, favourites }: PrescribingStores,
  mode: 'list' | 'search' | 'form',
  today: LocalDate,
): Readonly<{ picks: FavouritePicks; dialog: ReactNode; keeping: ReactNode; again(row: PrescriptionRow): ReactNode }> {
  const t = useTexts(favouriteTexts);
  const language = useLanguage();
  const client = useClient();
  const { toast, announce } = useAnnouncer();
  useEffect(() => {
    if (mode === 'search') void favourites.getState().load();
  }, [mode, favourites]);

  /** The form begins filled; where its medicine is gone, the search for another one stands open over it. */
  const begin = useCallback(
    (form: PrescriptionForm, gone: boolean): void => {
      const { product } = form;
      if (product === null) return;
      void drafts.getState().begin(product, undefined, form);
      flow.getState().toForm(null);
      if (!gone) return void announce(t('taken'));
      const name = nameAndStrength(product, language);
      toast({ text: t('chooseAgain', { name }), tone: 'warn' });
      flow.getState().toSearch(drafts.getState().currentKey);
      void search.getState().type('tradeName' in product ? product.tradeName : product.atcName.fi);
    },
    [drafts, flow, search, announce, toast, t, language],
  );
  const onPick = useCallback((row: FavouriteShown): void => begin(row.form, row.gone), [begin]);
  const prescribeAgain = useCallback(
    (row: PrescriptionRow | null): void => {
      if (row === null) return void toast({ text: t('pickRow'), tone: 'warn' });
      const form = favouriteForm(formOfCorrection(row.prescription));
      void client.favourites.renewed({ form }).then(reply => {
        if (reply.ok) begin(reply.value.form, reply.value.gone);
        else flow.getState().refuse(reply.error);
      });
    },
    [client, begin, flow, toast, t],
  );
  const keep = useCallback((): void => {
    const { items, currentKey } = drafts.getState();
    const form = items.find(({ key }) => key === currentKey)?.form;
    if (form === undefined || form.product === null) return void toast({ text: t('noProduct'), tone: 'warn' });
    favourites.getState().edit({ at: 'keep', form: favouriteForm(form), name: '' });
  }, [drafts, favourites, toast, t]);

  const keys = useMemo(() => {
    if (mode === 'form') return [bind('keepFavourite', 'Alt+S', t('keepLong'), keep)];
    if (mode === 'search') return [];
    return [
      bind('again', 'Alt+U', t('again'), () => {
        const { rows, activeId } = list.getState();
        prescribeAgain(rows.find(row => rowId(row) === (flow.getState().detail ?? activeId)) ?? null);
      }),
    ];
  }, [mode, t, keep, prescribeAgain, list, flow]);
  useKeys(keys);

  return {
    picks: useMemo(() => ({ store: favourites, today, onPick }), [favourites, today, onPick]),
    dialog: <FavouriteDialog store={favourites} today={today} />,
    keeping: (
      <Button variant="quiet" keys="Alt+S" onPress={keep}>
        {t('keep')}
      </Button>
    ),
    again: row => (
      <Button keys="Alt+U" onPress={() => prescribeAgain(row)}>
        {t('again')}
      </Button>
    ),
  };
}
