import { CHANGE_REASONS, TREATMENT_KINDS } from '../../../shared/codes/prescription-values.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { latestValidDay } from '../../../shared/domain/prescribing/validity.ts';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  CheckBox,
  DateField,
  FieldGroup,
  RadioGroup,
  Row,
  Section,
  Select,
  TextArea,
  TextField,
} from '../../ui/index.ts';
import { formTexts } from './form.texts.ts';
import { productTexts } from './product.texts.ts';
import css from './prescribing.module.css';

type MoreFieldsProps = Readonly<{
  form: PrescriptionForm;
  today: LocalDate;
  errorOf: (field: string) => string | undefined;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onBlur: (field: string) => void;
}>;

const BAN_REASONS = ['1', '5'] as const;

/** Iteration, validity, marks and the message: seldom needed, always in the same place. */
export function MoreFields({ form, today, errorOf, onEdit, onBlur }: MoreFieldsProps) {
  const t = useTexts(formTexts);
  const p = useTexts(productTexts);
  const language = useLanguage();
  const formats = useFormats();
  const latest = form.product === null ? null : latestValidDay(form.product, today);
  return (
    <>
      <FieldGroup label={t('marks')}>
        <div className={css.marksBox}>
          <CheckBox
            isSelected={form.permanentMedication}
            onChange={permanentMedication => onEdit({ permanentMedication })}
          >
            {t('permanent')}
          </CheckBox>
          <CheckBox
            isSelected={form.substitutionProhibited}
            onChange={substitutionProhibited => onEdit({ substitutionProhibited })}
          >
            {t('noSubstitution')}
          </CheckBox>
          <CheckBox isSelected={form.startOfUse} onChange={startOfUse => onEdit({ startOfUse })}>
            {t('startOfUse')}
          </CheckBox>
          <CheckBox isSelected={form.renewalProhibited} onChange={renewalProhibited => onEdit({ renewalProhibited })}>
            {t('noRenewal')}
          </CheckBox>
          <div data-field="sic">
            <CheckBox isSelected={form.sic} onChange={sic => onEdit({ sic })}>
              {t('sic')}
            </CheckBox>
          </div>
        </div>
      </FieldGroup>
      {form.renewalProhibited && (
        <Row align="fields" gap="group">
          <div data-field="renewalBanCode">
            <Select
              label={t('renewalReason')}
              error={errorOf('renewalBanCode')}
              items={BAN_REASONS.map(id => ({ id, label: CHANGE_REASONS[id][language] }))}
              value={form.renewalBanCode === '' ? null : form.renewalBanCode}
              onChange={renewalBanCode => onEdit({ renewalBanCode })}
              placeholder={t('choose')}
              width="short"
              isRequired
            />
          </div>
          {form.renewalBanCode === '5' && (
            <div data-field="renewalBanText">
              <TextField
                label={t('renewalText')}
                value={form.renewalBanText}
                onChange={renewalBanText => onEdit({ renewalBanText })}
                onBlur={() => onBlur('renewalBanCode')}
                width="medium"
                isRequired
              />
            </div>
          )}
        </Row>
      )}
      <Section title={t('more')}>
        <Row align="fields" gap="group">
          <div data-field="repeats">
            <TextField
              label={t('repeats')}
              error={errorOf('repeats')}
              value={form.repeats}
              onChange={repeats => onEdit({ repeats })}
              onBlur={() => onBlur('repeats')}
              unit={t('repeatsUnit')}
              width="code"
              inputMode="numeric"
            />
          </div>
          <TextField
            label={t('interval')}
            value={form.repeatIntervalDays}
            onChange={repeatIntervalDays => onEdit({ repeatIntervalDays })}
            onBlur={() => onBlur('repeats')}
            unit={t('daysUnit')}
            width="code"
            inputMode="numeric"
          />
          <div data-field="validUntil">
            <DateField
              label={t('validUntil')}
              {...(latest === null ? {} : { help: t('validUntilHelp', { date: formats.date(latest) }) })}
              error={errorOf('validUntil')}
              value={form.validUntil}
              onChange={day => onEdit({ validUntil: day !== null && isLocalDate(day) ? day : null })}
              onBlur={() => onBlur('validUntil')}
            />
          </div>
        </Row>
      </Section>
      <div data-field="treatmentKind">
        <RadioGroup
          label={t('treatmentKind')}
          direction="row"
          items={(['S', 'T', 'M'] as const).map(id => ({ id, label: TREATMENT_KINDS[id][language] }))}
          value={form.treatmentKind}
          onChange={treatmentKind => onEdit({ treatmentKind })}
          error={errorOf('treatmentKind')}
        />
      </div>
      {form.treatmentKind === 'T' && (
        <Row align="fields" gap="group">
          <TextField
            label={p('employer')}
            value={form.employer ?? ''}
            onChange={employer => onEdit({ employer })}
            onBlur={() => onBlur('treatmentKind')}
            width="medium"
            isRequired
          />
          <TextField
            label={p('insurer')}
            value={form.insurer ?? ''}
            onChange={insurer => onEdit({ insurer })}
            onBlur={() => onBlur('treatmentKind')}
            width="medium"
            isRequired
          />
        </Row>
      )}
      {form.product?.biological === true && (
        <div data-field="biologicalJustification">
          <TextArea
            label={p('justification')}
            error={errorOf('biologicalJustification')}
            onBlur={() => onBlur('biologicalJustification')}
            value={form.biologicalJustification ?? ''}
            onChange={biologicalJustification => onEdit({ biologicalJustification })}
            rows={2}
            lang="fi"
          />
        </div>
      )}
      <div data-field="messageToPharmacy">
        <TextArea
          label={t('message')}
          error={errorOf('messageToPharmacy')}
          value={form.messageToPharmacy}
          onChange={messageToPharmacy => onEdit({ messageToPharmacy })}
          onBlur={() => onBlur('messageToPharmacy')}
          rows={2}
          lang="fi"
        />
      </div>
    </>
  );
}
