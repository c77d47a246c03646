import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { isWritten } from '../../../shared/domain/prescribing/written-product.ts';
import { CONTROL_CLASSES, PRODUCT_KINDS } from '../../../shared/codes/prescription-values.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm } from '../../i18n/product-words.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Code, ItemName, Tag } from '../../ui/index.ts';
import { formTexts } from './form.texts.ts';
import { lineOfPackage } from '../../../shared/domain/medicine-lines.ts';
import { marksOfPackage } from './MedicineRow.tsx';
import { sizeOf } from './product-words.ts';
import { prescribingTexts } from './prescribing.texts.ts';
import css from './prescribing.module.css';

type ProductHeadProps = Readonly<{
  product: PrescribedProduct | null;
  found: MedicinePackage | null;
  onChange: () => void;
}>;

/** The medicine of the form: what it is, what it costs, what binds it. */
export function ProductHead({ product, found, onChange }: ProductHeadProps) {
  const t = useTexts(prescribingTexts);
  const f = useTexts(formTexts);
  const language = useLanguage();
  const formats = useFormats();
  const change = (
    <div data-field="product">
      <Button variant="quiet" onPress={onChange}>
        {f('changeMedicine')}
      </Button>
    </div>
  );
  if (product === null)
    return (
      <header className={css.formHead}>
        <ItemName name={t('unnamed')} />
        {change}
      </header>
    );
  const conditions = found?.prescribingConditions ?? [];
  return (
    <header className={css.formHead}>
      <div className={css.product}>
        <ItemName name={productName(product, language) || t('unnamed')} rest={strengthAndForm(product, language)} />
        <span className={css.facts}>
          {product.kind === '9' ? (
            <span>{t('bySubstance')}</span>
          ) : isWritten(product) ? (
            <span>{PRODUCT_KINDS[product.kind][language]}</span>
          ) : (
            <span>
              {[sizeOf(product, language), found?.container?.[language] ?? product.container]
                .filter(p => p !== '')
                .join(' ')}
            </span>
          )}
          <span>{product.substances.join(', ')}</span>
          <Code>{product.atc}</Code>
          {product.kind !== '9' && <span>{product.holder}</span>}
        </span>
        <span className={css.facts}>
          {found !== null && (
            <>
              {found.retailPriceCents !== null && <span>{formats.money(found.retailPriceCents)}</span>}
              <span>{t(found.reimbursement)}</span>
              {marksOfPackage(lineOfPackage(found)).map(({ key, tone }) => (
                <Tag key={key} tone={tone} look="plain">
                  {key === 'narcotic' || key === 'pkv' ? CONTROL_CLASSES[found.controlClass ?? 'H'][language] : t(key)}
                </Tag>
              ))}
              {found.trafficWarning && (
                <Tag tone="warn" look="plain">
                  {t('traffic')}
                </Tag>
              )}
              {found.invented && (
                <Tag tone="warn" look="plain">
                  {t('invented')}
                </Tag>
              )}
            </>
          )}
          {found === null && product.controlClass !== null && (
            <Tag tone="warn" look="plain">
              {CONTROL_CLASSES[product.controlClass][language]}
            </Tag>
          )}
        </span>
        {conditions.map(condition => (
          <span key={condition.code} className={css.quiet}>
            {language === 'sv' ? condition.sv : condition.fi}
          </span>
        ))}
      </div>
      {change}
    </header>
  );
}
