import { type ComponentProps, type RefObject } from 'react';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { writtenProduct } from '../../../shared/domain/prescribing/written-product.ts';
import { useTexts } from '../../i18n/texts.ts';
import { MedicineSearch } from './MedicineSearch.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { type PrescribingStores } from './use-prescribing-stores.ts';
import css from './prescribing.module.css';

type MedicineStepProps = Readonly<{
  search: PrescribingStores['search'];
  favourites: ComponentProps<typeof MedicineSearch>['favourites'];
  inputRef: RefObject<HTMLInputElement | null>;
  onBegin: (product: PrescribedProduct) => void;
}>;

/** The medicine first: found in the database, or written by hand. */
export function MedicineStep({ search, favourites, inputRef, onBegin }: MedicineStepProps) {
  const t = useTexts(prescribingTexts);
  return (
    <section className={css.middle} aria-label={t('search')} data-pane="">
      <MedicineSearch
        store={search}
        favourites={favourites}
        inputRef={inputRef}
        onPick={row =>
          void search
            .getState()
            .productOf(row)
            .then(product => {
              if (product !== null) onBegin(product);
            })
        }
        onWrite={kind => onBegin(writtenProduct(kind, search.getState().release?.id ?? ''))}
      />
    </section>
  );
}
