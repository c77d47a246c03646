import { useLayoutEffect, useRef, useState } from 'react';
import { chosenOf, lastDayOfUse } from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { labelText } from '../../../shared/domain/dispensing/label-text.ts';
import { type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { dispensedProduct } from '../../../shared/domain/dispensing/written-package.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { isPositive } from '../../../shared/kernel/decimal.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Quiet } from '../../ui/index.ts';
import { type Item } from './basket.store.ts';
import { formTexts } from './form.texts.ts';
import css from './dispensing.module.css';

type LabelPreviewProps = Readonly<{ item: Item; patient: Patient; dispenser: Professional | null; at: Instant }>;

/** The label as it will stand, in its true size and in the patient's language. */
export function LabelPreview({ item, patient, dispenser, at }: LabelPreviewProps) {
  const t = useTexts(formTexts);
  const paper = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const { form, choices, row, figures } = item;
  const chosen = chosenOf({ form, choices });
  const product = chosen === null ? null : dispensedProduct(row.prescription.product, chosen, '');
  const lines =
    product === null || dispenser === null || figures.amount === null
      ? []
      : labelText({
          dispensing: {
            language: patient.language,
            patient,
            dispenser,
            dispensedAt: at,
            product,
            substituted: chosen?.relation === 'interchangeable',
            remaining: figures.remaining,
            priceCents: figures.priceCents,
            fullyDispensed:
              form.markFullyDispensed || (figures.remaining !== null && !isPositive(figures.remaining.value)),
            labelDoseText: form.labelDoseText,
          },
          prescription: row.prescription,
          runningNumber: null,
          accepted: true,
          useBefore: lastDayOfUse(form),
        });
  const text = lines.map(line => line.text).join('\n');
  useLayoutEffect(() => {
    const element = paper.current;
    if (element !== null) setLong(element.scrollHeight > element.clientHeight + 1);
  }, [text]);
  if (lines.length === 0) return <Quiet>{t('noPackage')}</Quiet>;
  return (
    <figure className={css.label} aria-label={t('preview')} lang={patient.language}>
      <div className={css.paper} ref={paper}>
        <span className={css.code} aria-hidden="true" />
        {lines.map((line, index) => (
          <p key={index} className={css[line.role]}>
            {line.text}
          </p>
        ))}
      </div>
      <figcaption className={css.caption}>
        <Quiet>{isLong ? t('previewSecond') : t('previewNumber')}</Quiet>
      </figcaption>
    </figure>
  );
}
