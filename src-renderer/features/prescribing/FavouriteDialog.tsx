import { useState } from 'react';
import { useStore } from 'zustand';
import { FAVOURITE_NAME_LIMIT } from '../../../shared/domain/prescribing/favourite.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, ItemName, Quiet, Stack, TextField, useAnnouncer } from '../../ui/index.ts';
import { doseLine } from './favourite-words.ts';
import { favouriteTexts } from './favourite.texts.ts';
import { type Editing, type FavouritesStore } from './favourites.store.ts';
import { cutText } from './form-texts.ts';

type FavouriteDialogProps = Readonly<{ store: FavouritesStore; today: LocalDate }>;

/** Keeps a favourite, gives it another name, or removes it. */
export function FavouriteDialog({ store, today }: FavouriteDialogProps) {
  const editing = useStore(store, view => view.editing);
  return editing === null ? null : <Naming store={store} today={today} editing={editing} />;
}

function Naming({ store, today, editing }: FavouriteDialogProps & Readonly<{ editing: Editing }>) {
  const t = useTexts(favouriteTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const { toast } = useAnnouncer();
  const failure = useStore(store, view => view.failure);
  const [name, setName] = useState(editing.at === 'keep' ? editing.name : editing.favourite.name);
  const form = editing.at === 'keep' ? editing.form : editing.favourite.form;
  const { product } = form;
  const isNew = editing.at === 'keep' || !editing.favourite.kept;
  const close = (): void => store.getState().edit(null);
  const save = (): void =>
    void store
      .getState()
      .save(name.trim())
      .then(isSaved => {
        const said = name.trim() || (product === null ? '' : productName(product, language));
        if (isSaved) toast({ text: t('kept', { name: said }), tone: 'info' });
      });
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t(isNew ? 'keepLong' : 'edit')}
      size="small"
      actions={
        <>
          {editing.at === 'change' && (
            <Button
              variant="danger"
              onPress={() =>
                void store
                  .getState()
                  .remove(editing.favourite.id)
                  .then(isGone => {
                    if (isGone) toast({ text: t('removed'), tone: 'info' });
                  })
              }
            >
              {t(editing.favourite.kept ? 'remove' : 'forget')}
            </Button>
          )}
          <Button keys="Esc" onPress={close}>
            {t('back')}
          </Button>
          <Button variant="primary" keys="Enter" onPress={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack>
        {product !== null && (
          <ItemName
            name={productName(product, language)}
            rest={strengthAndForm(product, language)}
            below={doseLine(form, t, language, today)}
          />
        )}
        <TextField
          label={t('name')}
          help={t('nameHelp')}
          error={failure === null ? undefined : words(failure).told}
          value={name}
          onChange={typed => setName(cutText(typed, FAVOURITE_NAME_LIMIT))}
          onEnter={save}
          width="full"
          autoFocus
        />
        <Quiet>{t('what')}</Quiet>
      </Stack>
    </Dialog>
  );
}
