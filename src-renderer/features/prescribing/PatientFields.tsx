import { IDENTIFICATION_METHODS, MINOR_DISCLOSURES } from '../../../shared/codes/prescription-values.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Row, Select, TextField } from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { formTexts } from './form.texts.ts';

type PatientFieldsProps = Readonly<{
  form: PrescriptionForm;
  open: OpenPatient;
  age: number;
  errorOf: (field: string) => string | undefined;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onBlur: (field: string) => void;
}>;

const METHODS = ['1', '2', '3', '9'] as const;
const DISCLOSURES = ['1', '2', '3', '4'] as const;
const CHILD = 12;
const ADULT = 18;

/** What the medicine or the patient's age asks for besides; nothing for most. */
export function PatientFields({ form, open, age, errorOf, onEdit, onBlur }: PatientFieldsProps) {
  const t = useTexts(formTexts);
  const language = useLanguage();
  const formats = useFormats();
  const isNarcotic = form.product?.narcotic === true;
  if (age >= ADULT && !isNarcotic) return null;
  const { latestWeightKg } = open;
  return (
    <Row align="fields" gap="group">
      {age < CHILD && (
        <div data-field="weightKg">
          <TextField
            label={t('weight')}
            help={
              latestWeightKg === null ? t('weightNeeded') : t('weightHelp', { date: formats.date(latestWeightKg.on) })
            }
            error={errorOf('weightKg')}
            value={form.weightKg}
            onChange={weightKg => onEdit({ weightKg })}
            onBlur={() => onBlur('weightKg')}
            unit="kg"
            width="number"
            isRequired
          />
        </div>
      )}
      {age < ADULT && (
        <div data-field="minorDisclosure">
          <Select
            label={t('minor')}
            error={errorOf('minorDisclosure')}
            items={DISCLOSURES.map(id => ({ id, label: MINOR_DISCLOSURES[id][language] }))}
            value={form.minorDisclosure}
            onChange={minorDisclosure => onEdit({ minorDisclosure })}
            placeholder={t('choose')}
            width="medium"
            isRequired
          />
        </div>
      )}
      {isNarcotic && (
        <div data-field="narcoticIdentificationCode">
          <Select
            label={t('identification')}
            error={errorOf('narcoticIdentificationCode')}
            items={METHODS.map(id => ({ id, label: IDENTIFICATION_METHODS[id][language] }))}
            value={form.narcoticIdentificationCode === '' ? null : form.narcoticIdentificationCode}
            onChange={narcoticIdentificationCode => onEdit({ narcoticIdentificationCode })}
            placeholder={t('choose')}
            width="short"
            isRequired
          />
        </div>
      )}
      {isNarcotic && form.narcoticIdentificationCode === '9' && (
        <div data-field="narcoticIdentificationText">
          <TextField
            label={t('identificationText')}
            value={form.narcoticIdentificationText}
            onChange={narcoticIdentificationText => onEdit({ narcoticIdentificationText })}
            onBlur={() => onBlur('narcoticIdentificationCode')}
            width="short"
            isRequired
          />
        </div>
      )}
    </Row>
  );
}
