import {
  DISPENSING_LIMITS,
  chosenOf,
  isSplit,
  lastDayOfUse,
  wholeAmount,
} from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { type DispensingForm, namesEpilepsy, type PackRead } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Finding } from '../../../shared/domain/finding.ts';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  CheckBox,
  DateField,
  FieldGroup,
  NumberField,
  parseDecimal,
  Quiet,
  RadioGroup,
  Row,
  Stack,
  TextArea,
  TextField,
} from '../../ui/index.ts';
import { type Item } from './basket.store.ts';
import { formTexts } from './form.texts.ts';
import { PacksRead } from './PacksRead.tsx';
import { saleTexts } from './sale.texts.ts';

type FormFieldsProps = Readonly<{
  item: Item;
  onChange: (change: Partial<DispensingForm>) => void;
  onDropPack: (pack: PackRead) => void;
}>;

/** What a person may choose; the prescriber's own ban speaks for itself. */
const REFUSALS = ['buyerRefuses', 'epilepsy', 'deviatingGroup', 'other'] as const;
/** Two rest on the indication that the prescriber wrote. */
const isOffered = (id: (typeof REFUSALS)[number], indication: string): boolean =>
  id === 'epilepsy' ? namesEpilepsy(indication) : id !== 'deviatingGroup' || indication.trim() !== '';

const numberOf = (typed: string): number | null => {
  const value = parseDecimal(typed);
  return value === null || Number.isNaN(value) ? null : value;
};

/** The block that belongs to a field says under it what to do. */
const errorOf = (findings: readonly Finding[] | null, field: string): Finding | undefined =>
  findings?.find(finding => finding.field === field && finding.severity === 'block');

/** How much, why not the cheapest, and what the label says. */
export function FormFields({ item, onChange, onDropPack }: FormFieldsProps) {
  const t = useTexts(formTexts);
  const s = useTexts(saleTexts);
  const language = useLanguage();
  const { form, findings, choices, row } = item;
  const error = (field: string): string | undefined => errorOf(findings, field)?.says[language];
  const chosen = chosenOf({ form, choices });
  const needsReason =
    chosen !== null &&
    !chosen.inPriceBand &&
    (chosen.package.substitutionGroup !== null || form.substitutionRefusal !== null);
  const unit = wholeAmount({ form, choices })?.unit;
  return (
    <Stack gap="related">
      <Row align="fields" gap="group">
        <div data-field="packages">
          <NumberField
            label={t('count')}
            value={numberOf(form.packages)}
            onChange={value => onChange({ packages: value === null ? '' : String(value) })}
            min={1}
            max={DISPENSING_LIMITS.packages}
            maxDecimals={0}
            notANumber={t('notANumber')}
            error={error('packages')}
            isRequired
          />
        </div>
        <div data-field="splitAmount">
          <NumberField
            label={t('split')}
            help={t('splitHelp')}
            value={numberOf(form.splitAmount)}
            onChange={value => onChange({ splitAmount: value === null ? '' : String(value) })}
            min={0}
            notANumber={t('notANumber')}
            error={error('splitAmount')}
            width="code"
            {...(unit === undefined ? {} : { unit })}
          />
        </div>
        <FieldGroup label={t('closing')}>
          <CheckBox
            isSelected={form.markFullyDispensed}
            onChange={markFullyDispensed => onChange({ markFullyDispensed })}
            help={t('fullyHelp')}
          >
            {t('fully')}
          </CheckBox>
          <CheckBox
            isSelected={form.doseDispensed}
            onChange={doseDispensed => onChange({ doseDispensed })}
            help={t('doseDispensedHelp')}
          >
            {t('doseDispensed')}
          </CheckBox>
          <CheckBox
            isSelected={form.departureReason !== null}
            onChange={departs => onChange({ departureReason: departs ? '' : null })}
            help={t('departsHelp')}
          >
            {t('departs')}
          </CheckBox>
          <CheckBox
            isSelected={form.withoutReimbursement}
            onChange={withoutReimbursement => onChange({ withoutReimbursement })}
            help={s('withoutHelp')}
          >
            {s('without')}
          </CheckBox>
        </FieldGroup>
      </Row>
      {form.departureReason !== null && (
        <div data-field="departureReason">
          <TextField
            label={t('departureReason')}
            value={form.departureReason}
            onChange={departureReason => onChange({ departureReason })}
            maxLength={DISPENSING_LIMITS.refusal}
            error={error('departureReason')}
            width="full"
            isRequired
          />
        </div>
      )}
      {(isSplit(form) || form.written !== null || form.useBefore !== null) && (
        <div data-field="useBefore">
          <DateField
            label={t('useBefore')}
            help={t('useBeforeHelp')}
            value={lastDayOfUse(form)}
            onChange={typed => onChange({ useBefore: typed !== null && isLocalDate(typed) ? typed : null })}
            error={error('useBefore')}
          />
        </div>
      )}
      <PacksRead form={form} onDrop={onDropPack} error={error('packs')} />
      {row.prescription.substitutionProhibited ? (
        <Quiet>{t('prescriberProhibits')}</Quiet>
      ) : (
        needsReason && (
          <>
            <div data-field="substitutionRefusal">
              <RadioGroup
                label={t('refusal')}
                items={REFUSALS.filter(id => isOffered(id, row.prescription.indication)).map(id => ({
                  id,
                  label: t(id),
                }))}
                value={form.substitutionRefusal === 'prescriberProhibits' ? null : form.substitutionRefusal}
                onChange={substitutionRefusal => onChange({ substitutionRefusal })}
                error={error('substitutionRefusal')}
              />
            </div>
            {form.substitutionRefusal === 'other' && (
              <div data-field="substitutionRefusalText">
                <TextField
                  label={t('refusalText')}
                  value={form.substitutionRefusalText}
                  onChange={substitutionRefusalText => onChange({ substitutionRefusalText })}
                  maxLength={DISPENSING_LIMITS.refusal}
                  error={error('substitutionRefusalText')}
                  width="full"
                />
              </div>
            )}
          </>
        )
      )}
      <div data-field="labelDoseText">
        <TextArea
          label={`${t('labelDose')} · ${t('labelCounter', { count: [...form.labelDoseText].length, most: DISPENSING_LIMITS.label })}`}
          value={form.labelDoseText}
          onChange={labelDoseText => onChange({ labelDoseText })}
          rows={2}
          lang={row.prescription.patient.language}
          error={error('labelDoseText')}
          isRequired
        />
      </div>
      <div data-field="remark">
        <TextField
          label={t('remark')}
          value={form.remark}
          onChange={remark => onChange({ remark })}
          maxLength={DISPENSING_LIMITS.remark}
          error={error('remark')}
          width="full"
        />
      </div>
    </Stack>
  );
}
