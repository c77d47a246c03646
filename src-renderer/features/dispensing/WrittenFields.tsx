import { type WrittenPackage } from '../../../shared/domain/dispensing/dispensing.ts';
import { DISPENSING_LIMITS } from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { needsForm, needsNumber } from '../../../shared/domain/dispensing/written-package.ts';
import { type Reimbursement } from '../../../shared/domain/medicine.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { NumberField, parseDecimal, Select, TextField } from '../../ui/index.ts';
import { type Item } from './basket.store.ts';
import { formTexts } from './form.texts.ts';
import css from './dispensing.module.css';

type WrittenFieldsProps = Readonly<{
  item: Item;
  written: WrittenPackage;
  onChange: (written: WrittenPackage) => void;
}>;

const CLASSES = [
  ['none', 'classNone'],
  ['basic', 'classBasic'],
  ['lowerSpecial', 'classLower'],
  ['upperSpecial', 'classUpper'],
] as const satisfies readonly (readonly [Reimbursement, string])[];

const numberOf = (typed: string): number | null => {
  const value = parseDecimal(typed);
  return value === null || Number.isNaN(value) ? null : value;
};
const typedOf = (value: number | null): string => (value === null ? '' : String(value));

/** A product that the database does not have: prefilled as prescribed, completed from the package in the hand. */
export function WrittenFields({ item, written, onChange }: WrittenFieldsProps) {
  const t = useTexts(formTexts);
  const language = useLanguage();
  const { product } = item.row.prescription;
  const error = (field: string): string | undefined =>
    item.findings?.find(finding => finding.field === field && finding.severity === 'block')?.says[language];
  const change = (part: Partial<WrittenPackage>): void => onChange({ ...written, ...part });
  const most = DISPENSING_LIMITS.written;
  return (
    <div className={css.written}>
      <div data-field="writtenName">
        <TextField
          label={t('writtenName')}
          value={written.name}
          onChange={name => change({ name })}
          maxLength={most}
          error={error('writtenName')}
          width="full"
          isRequired
        />
      </div>
      <TextField
        label={t('writtenStrength')}
        value={written.strength}
        onChange={strength => change({ strength })}
        maxLength={most}
        width="full"
      />
      <div className={css.writtenForm}>
        <TextField
          label={t('writtenForm')}
          value={written.form}
          onChange={form => change({ form })}
          maxLength={most}
          width="full"
          isRequired={needsForm(product)}
        />
      </div>
      {needsNumber(product) && (
        <div data-field="writtenVnr">
          <TextField
            label="VNR"
            value={written.vnr}
            onChange={vnr => change({ vnr })}
            maxLength={6}
            inputMode="numeric"
            error={error('writtenVnr')}
            width="full"
            isRequired
          />
        </div>
      )}
      {!needsNumber(product) && <span />}
      <TextField
        label={t('writtenHolder')}
        value={written.holder}
        onChange={holder => change({ holder })}
        maxLength={most}
        width="full"
      />
      <div data-field="writtenSize">
        <NumberField
          label={t('writtenSize')}
          value={numberOf(written.size)}
          onChange={size => change({ size: typedOf(size) })}
          min={0}
          maxDecimals={3}
          notANumber={t('notANumber')}
          error={error('writtenSize')}
          width="full"
        />
      </div>
      <TextField
        label={t('writtenUnit')}
        value={written.unit}
        onChange={unit => change({ unit })}
        maxLength={most}
        width="full"
      />
      <div data-field="writtenPrice">
        <NumberField
          label={t('writtenPrice')}
          help={t('writtenPriceHelp')}
          value={numberOf(written.price)}
          onChange={price => change({ price: typedOf(price) })}
          unit="€"
          min={0}
          maxDecimals={2}
          notANumber={t('notANumber')}
          error={error('writtenPrice')}
          width="full"
        />
      </div>
      <Select
        label={t('writtenClass')}
        items={CLASSES.map(([id, key]) => ({ id, label: t(key) }))}
        value={written.reimbursement}
        onChange={reimbursement => change({ reimbursement })}
        placeholder={t('classNone')}
        width="full"
      />
    </div>
  );
}
