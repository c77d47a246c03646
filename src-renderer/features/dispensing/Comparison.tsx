import { fullName } from '../../../shared/domain/people/person.ts';
import { chosenOf } from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { cheapestCentsFor } from '../../../shared/domain/dispensing/package-choices.ts';
import { type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm } from '../../i18n/product-words.ts';
import { useFormats, type Formats } from '../../i18n/formats.ts';
import { useLanguage, useTexts, type Translate } from '../../i18n/texts.ts';
import { DefinitionList, Panel, Tag } from '../../ui/index.ts';
import { type Item } from './basket.store.ts';
import { formTexts } from './form.texts.ts';
import css from './dispensing.module.css';

type SayForm = Translate<keyof (typeof formTexts)['byLanguage']['fi']>;

function amountWords({ amount, iteration }: Prescription, t: SayForm, formats: Formats): string {
  const base =
    amount.mode === '1'
      ? `${formats.count(amount.packages)} × ${amount.sizeText}`
      : amount.mode === '2'
        ? formats.quantity(amount.total)
        : amount.mode === '3'
          ? t('forDays', { count: amount.lengthDays })
          : t('nothingToDispense');
  return iteration === null ? base : `${base}, ${t('repeats', { count: iteration.repeats })}`;
}

/** Prescribed and dispensed on the same lines, so that the eye finds what differs. */
export function Comparison({ item }: Readonly<{ item: Item }>) {
  const t = useTexts(formTexts);
  const language = useLanguage();
  const formats = useFormats();
  const { row, form, choices, figures } = item;
  const { prescription } = row;
  const { product } = prescription;
  const chosen = chosenOf({ form, choices });
  const pack = chosen?.package;
  const isOther = chosen !== null && chosen.relation === 'interchangeable';
  const isOtherSize =
    chosen !== null &&
    chosen.relation !== 'sameSubstance' &&
    chosen.relation !== 'written' &&
    product.kind !== '9' &&
    pack?.vnr !== product.vnr;
  const cheapest = chosen === null ? null : cheapestCentsFor(chosen);
  return (
    <div className={css.pairOfPanels}>
      <Panel
        title={t('prescribed')}
        meta={`${fullName(prescription.prescriber)}, ${formats.dateOf(prescription.prescribedAt)}`}
      >
        <DefinitionList
          items={[
            {
              label: t('medicine'),
              value: (
                <>
                  <strong className={css.choiceName}>{productName(product, language)}</strong>{' '}
                  {strengthAndForm(product, language)}
                </>
              ),
            },
            { label: t('amount'), value: amountWords(prescription, t, formats) },
            { label: t('dose'), value: prescription.dose.text },
            { label: t('purpose'), value: prescription.indication },
            ...(prescription.messageToPharmacy === ''
              ? []
              : [{ label: t('message'), value: prescription.messageToPharmacy }]),
          ]}
        />
        {(prescription.sic || prescription.startOfUse) && (
          <div className={css.tags}>
            {prescription.sic && <Tag tone="warn">{t('sic')}</Tag>}
            {prescription.startOfUse && <Tag tone="info">{t('startOfUse')}</Tag>}
          </div>
        )}
      </Panel>
      <Panel
        title={t('dispensed')}
        meta={
          item.readVnr === null ? (
            t('notRead')
          ) : (
            <Tag look="plain" tone="info">
              {t('read')}
            </Tag>
          )
        }
      >
        <DefinitionList
          changedLabel={`(${t('changed')})`}
          items={[
            {
              label: t('medicine'),
              isChanged: isOther,
              value:
                pack === undefined ? (
                  t('noPackage')
                ) : (
                  <>
                    <strong className={css.choiceName}>{pack.tradeName}</strong> {strengthAndForm(pack, language)}
                  </>
                ),
            },
            {
              label: t('amount'),
              isChanged: isOtherSize || form.splitAmount.trim() !== '',
              value:
                pack === undefined
                  ? ''
                  : [
                      `${form.packages.trim() === '' ? '–' : form.packages} × ${pack.sizeText}`,
                      figures.amount === null ? '' : formats.quantity(figures.amount),
                    ]
                      .filter(part => part !== '')
                      .join(' = '),
            },
            {
              label: t('dose'),
              isChanged: form.labelDoseText.trim() !== prescription.dose.text.trim(),
              value: form.labelDoseText,
            },
            {
              label: t('price'),
              value:
                chosen === null
                  ? ''
                  : figures.priceCents === null
                    ? t(chosen.relation === 'written' ? 'noPriceYet' : 'priceUnknown')
                    : [
                        formats.money(figures.priceCents),
                        cheapest === null ||
                        figures.cheapestCents === null ||
                        figures.cheapestCents === figures.priceCents
                          ? ''
                          : `${t('cheapestPrice').toLowerCase()} ${formats.money(figures.cheapestCents)}`,
                      ]
                        .filter(part => part !== '')
                        .join(', '),
            },
          ]}
        />
        {pack?.trafficWarning === true && (
          <div className={css.tags}>
            <Tag tone="warn">{t('traffic')}</Tag>
          </div>
        )}
      </Panel>
    </div>
  );
}
