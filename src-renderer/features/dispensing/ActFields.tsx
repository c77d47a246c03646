import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import {
  ACT_LIMITS,
  type DispensingCorrectionForm,
  type PrescriptionCorrectionForm,
} from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { DISPENSING_LIMITS } from '../../../shared/domain/dispensing/dispensing-facts.ts';
import { unitWord } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { CheckBox, NumberField, parseDecimal, RadioGroup, Row, Stack, TextArea, TextField } from '../../ui/index.ts';
import { actTexts } from './acts.texts.ts';

/** The prescriber's consent by word of mouth. */
export type Consent = Readonly<{ prescriber: string; at: string; phone: string }>;

const numberOf = (typed: string): number | null => {
  const value = parseDecimal(typed);
  return value === null || Number.isNaN(value) ? null : value;
};
const typedOf = (value: number | null): string => (value === null ? '' : String(value));

type DispensingFieldsProps = Readonly<{
  before: Dispensing;
  form: DispensingCorrectionForm;
  onChange: (change: Partial<DispensingCorrectionForm>) => void;
}>;

/** How much was given, what the label says, whether it closes the prescription. Whole packages carry their amount along. */
export function CorrectDispensingFields({ before, form, onChange }: DispensingFieldsProps) {
  const t = useTexts(actTexts);
  const language = useLanguage();
  const each = Number(before.amount.value) / before.packages;
  return (
    <Stack gap="related">
      <Row align="fields" gap="group">
        <NumberField
          label={t('packages')}
          value={numberOf(form.packages)}
          onChange={value =>
            onChange({
              packages: typedOf(value),
              ...(value === null || before.split ? {} : { amount: String(Number((value * each).toFixed(3))) }),
            })
          }
          min={1}
          max={DISPENSING_LIMITS.packages}
          maxDecimals={0}
          notANumber={t('notANumber')}
          isRequired
          autoFocus
        />
        <NumberField
          label={t('amount')}
          value={numberOf(form.amount)}
          onChange={value => onChange({ amount: typedOf(value) })}
          min={0}
          notANumber={t('notANumber')}
          unit={unitWord(before.amount.unit, language)}
          width="code"
          isRequired
        />
        <CheckBox
          isSelected={form.markFullyDispensed}
          onChange={markFullyDispensed => onChange({ markFullyDispensed })}
        >
          {t('fully')}
        </CheckBox>
      </Row>
      <TextArea
        label={t('labelDose')}
        value={form.labelDoseText}
        onChange={labelDoseText => onChange({ labelDoseText })}
        rows={2}
        maxLength={DISPENSING_LIMITS.label}
        lang={before.language}
        isRequired
      />
      <TextField
        label={t('remark')}
        value={form.remark}
        onChange={remark => onChange({ remark })}
        maxLength={DISPENSING_LIMITS.remark}
        width="full"
      />
    </Stack>
  );
}

type PrescriptionFieldsProps = Readonly<{
  lang: 'fi' | 'sv' | 'en';
  form: PrescriptionCorrectionForm;
  consent: Consent | null;
  suggested: Consent;
  autoFocus: boolean;
  onChange: (change: Partial<PrescriptionCorrectionForm>) => void;
  onConsent: (consent: Consent | null) => void;
}>;

/** What a pharmacy may correct, and on what ground. */
export function CorrectPrescriptionFields(props: PrescriptionFieldsProps) {
  const { lang, form, consent, suggested, autoFocus, onChange, onConsent } = props;
  const t = useTexts(actTexts);
  return (
    <Stack gap="related">
      <RadioGroup
        label={t('basis')}
        direction="row"
        items={[
          { id: 'technical', label: t('technical'), detail: t('technicalMore') },
          { id: 'agreed', label: t('agreed'), detail: t('agreedMore') },
        ]}
        value={consent === null ? 'technical' : 'agreed'}
        onChange={basis => onConsent(basis === 'technical' ? null : suggested)}
      />
      {consent !== null && (
        <Row align="fields" gap="group">
          <TextField
            label={t('prescriber')}
            value={consent.prescriber}
            onChange={prescriber => onConsent({ ...consent, prescriber })}
            maxLength={200}
            width="medium"
            isRequired
          />
          <TextField
            label={t('agreedAt')}
            value={consent.at}
            onChange={at => onConsent({ ...consent, at })}
            maxLength={60}
            width="medium"
            isRequired
          />
          <TextField
            label={t('agreedPhone')}
            value={consent.phone}
            onChange={phone => onConsent({ ...consent, phone })}
            maxLength={ACT_LIMITS.phone}
            width="medium"
          />
        </Row>
      )}
      <TextArea
        label={t('dose')}
        value={form.doseText}
        onChange={doseText => onChange({ doseText })}
        rows={2}
        maxLength={ACT_LIMITS.dose}
        lang={lang}
        isRequired
        autoFocus={autoFocus}
      />
      <Row align="fields" gap="group">
        <TextField
          label={t('indication')}
          value={form.indication}
          onChange={indication => onChange({ indication })}
          maxLength={ACT_LIMITS.indication}
          width="long"
        />
        <TextField
          label={t('message')}
          value={form.messageToPharmacy}
          onChange={messageToPharmacy => onChange({ messageToPharmacy })}
          maxLength={ACT_LIMITS.message}
          width="long"
        />
      </Row>
    </Stack>
  );
}
