import { type Ref } from 'react';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { packagesOf } from '../../../shared/domain/prescribing/prescribing-facts.ts';
import { lastsDays } from '../../../shared/domain/prescribing/form-supply.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { priceOf } from '../../../shared/domain/prescribing/product-of-package.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, RadioGroup, Row, TextField } from '../../ui/index.ts';
import { type DoseReading, suggestedChange, type Suggestion, suggestionOf } from './form-judgement.ts';
import { sizeOf } from './product-words.ts';
import { formTexts } from './form.texts.ts';
import css from './prescribing.module.css';

type AmountFieldsProps = Readonly<{
  form: PrescriptionForm;
  reading: DoseReading;
  today: LocalDate;
  /** The package as the database has it now; null while unknown, or by substance. */
  found: MedicinePackage | null;
  error: string | undefined;
  inputRef: Ref<HTMLInputElement>;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onSuggested: () => void;
  onBlur: () => void;
  onEnter: () => void;
}>;

/** Packages, a total or a time; beside it what the dose asks for and how long the amount lasts. */
export function AmountFields(props: AmountFieldsProps) {
  const { form, reading, today, found, error, inputRef, onEdit, onSuggested, onBlur, onEnter } = props;
  const t = useTexts(formTexts);
  const formats = useFormats();
  const language = useLanguage();
  const size = form.product === null ? '' : sizeOf(form.product, language);
  const hasPackages = size.trim() !== '';
  const phases = reading.at === 'read' ? reading.phases : null;
  const suggestion = phases === null ? null : suggestionOf(form, phases, today);
  const words = suggestion === null ? null : suggestedWords(form, suggestion);
  const differs =
    suggestion !== null &&
    Object.entries(suggestedChange(form, suggestion)).some(
      ([field, value]) => form[field as keyof PrescriptionForm] !== value,
    );
  const days = phases === null ? null : lastsDays(form, phases);
  const packages = form.amountMode === '1' ? packagesOf(form) : null;
  const price = packages === null || found === null ? null : priceOf(found.retailPriceCents, packages);

  function suggestedWords(
    { amountMode }: PrescriptionForm,
    { packages: n, total, days: length }: Suggestion,
  ): string | null {
    switch (amountMode) {
      case '1':
        return n === null ? null : t('packagesOf', { count: n });
      case '2':
        return total === null ? null : formats.quantity(total);
      case '3':
        return length === null ? null : t('daysOf', { count: length });
    }
  }
  const field = { error, onBlur, onEnter, isRequired: true };
  return (
    <div data-field="amount">
      <Row align="fields" gap="group">
        {form.amountMode === '1' ? (
          <TextField
            {...field}
            label={t('packages')}
            value={form.packages}
            onChange={value => onEdit({ packages: value })}
            {...(hasPackages ? { unit: t('timesSize', { size }) } : {})}
            width="code"
            inputMode="numeric"
            inputRef={inputRef}
          />
        ) : form.amountMode === '2' ? (
          <>
            <TextField
              {...field}
              label={t('total')}
              value={form.totalAmount}
              onChange={totalAmount => onEdit({ totalAmount })}
              width="code"
              inputRef={inputRef}
            />
            <TextField
              label={t('unit')}
              value={form.totalUnit}
              onChange={totalUnit => onEdit({ totalUnit })}
              onBlur={onBlur}
              onEnter={onEnter}
              width="number"
              isRequired
            />
          </>
        ) : (
          <TextField
            {...field}
            label={t('days')}
            value={form.durationDays}
            onChange={durationDays => onEdit({ durationDays })}
            unit={t('daysUnit')}
            width="code"
            inputMode="numeric"
            inputRef={inputRef}
          />
        )}
        <div className={css.beside}>
          <RadioGroup
            label={t('amount')}
            hideLabel
            direction="row"
            items={[
              ...(hasPackages ? [{ id: '1' as const, label: t('byPackages') }] : []),
              { id: '2' as const, label: t('byTotal') },
              { id: '3' as const, label: t('byDuration') },
            ]}
            value={form.amountMode}
            onChange={amountMode => onEdit({ amountMode })}
          />
        </div>
      </Row>
      <div className={css.suggestion}>
        {words !== null &&
          (differs ? (
            <Button variant="quiet" onPress={onSuggested}>
              {t('takeSuggested', { amount: words })}
            </Button>
          ) : (
            <span>{t('suggested', { amount: words })}</span>
          ))}
        {days !== null && <span>{t('lasts', { count: formats.count(days) })}</span>}
        {price !== null && <span>{t('price', { price: formats.money(price) })}</span>}
      </div>
    </div>
  );
}
