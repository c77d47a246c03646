import { useState } from 'react';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { type NamedProduct } from '../../../shared/domain/prescribing/product.ts';
import {
  FORMED_KINDS,
  NUMBERED_KINDS,
  readIngredients,
  writtenIngredients,
} from '../../../shared/domain/prescribing/written-product.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Row, TextArea, TextField } from '../../ui/index.ts';
import { productTexts } from './product.texts.ts';

type ProductFieldsProps = Readonly<{
  product: NamedProduct;
  errorOf: (field: string) => string | undefined;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onBlur: (field: string) => void;
}>;

/** A product that is written by hand: what its kind needs and nothing else. */
export function ProductFields({ product, errorOf, onEdit, onBlur }: ProductFieldsProps) {
  const t = useTexts(productTexts);
  const [ingredients, setIngredients] = useState(() => writtenIngredients(product.ingredients ?? []));
  const { kind } = product;
  const isMade = kind === '7';
  const isNumbered = NUMBERED_KINDS.includes(kind);
  const isMedicine = kind !== '10' && !isMade;
  const change = (with_: Partial<NamedProduct>): void => onEdit({ product: { ...product, ...with_ } });
  const blur = (): void => onBlur('product');
  return (
    <>
      <Row align="fields" gap="group">
        <div data-field="product">
          <TextField
            label={t('name')}
            error={errorOf('product')}
            value={product.tradeName}
            onChange={tradeName => change({ tradeName })}
            onBlur={blur}
            width="medium"
            isRequired={!isMade}
            autoFocus
          />
        </div>
        {isNumbered && (
          <TextField
            label={t('vnr')}
            value={product.vnr ?? ''}
            onChange={vnr => change({ vnr: vnr.trim() })}
            onBlur={blur}
            width="code"
            inputMode="numeric"
            isRequired
          />
        )}
      </Row>
      <Row align="fields" gap="group">
        {isMedicine && (
          <TextField
            label={t('strength')}
            value={product.strength}
            onChange={strength => change({ strength })}
            width="number"
          />
        )}
        {kind !== '10' && (
          <TextField
            label={t('form')}
            value={product.form.fi}
            onChange={form => change({ form: { fi: form, sv: form, en: form } })}
            onBlur={blur}
            width="short"
            isRequired={FORMED_KINDS.includes(kind)}
          />
        )}
        {!isMade && (
          <TextField
            label={t('size')}
            value={product.sizeText}
            onChange={sizeText => change({ sizeText })}
            width="number"
          />
        )}
        {!isMade && (
          <TextField label={t('extra')} value={product.extraInformation ?? ''} onChange={extra} width="medium" />
        )}
      </Row>
      {isMade && (
        <>
          <TextArea
            label={t('ingredients')}
            help={t('ingredientsHelp')}
            value={ingredients}
            onChange={typed => {
              setIngredients(typed);
              change({ ingredients: readIngredients(typed) });
            }}
            rows={3}
            lang="fi"
          />
          <TextArea
            label={t('preparation')}
            help={t('preparationHelp')}
            value={product.preparation ?? ''}
            onChange={preparation => change({ preparation })}
            onBlur={blur}
            rows={3}
            lang="fi"
            isRequired
          />
        </>
      )}
    </>
  );

  function extra(extraInformation: string): void {
    const { extraInformation: _none, ...rest } = product;
    onEdit({ product: extraInformation === '' ? rest : { ...rest, extraInformation } });
  }
}
