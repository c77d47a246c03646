import { ASK_CONSENTS, recipientOf, type RenewalAskForm } from '../../../shared/domain/dispensing/renewal-ask.ts';
import { ACT_LIMITS } from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { CheckBox, DefinitionList, RadioGroup, Row, TextField } from '../../ui/index.ts';
import { askTexts } from './ask.texts.ts';

type RenewalAskFieldsProps = Readonly<{
  prescription: Prescription;
  form: RenewalAskForm;
  /** What is to be done about the phone number. */
  error: string | undefined;
  onChange: (change: Partial<RenewalAskForm>) => void;
}>;

/** Whom the renewal is asked of, on whose word, and where the customer is told that it is done. */
export function RenewalAskFields({ prescription, form, error, onChange }: RenewalAskFieldsProps) {
  const t = useTexts(askTexts);
  const { name, street, postalCode, city, phone } = recipientOf(prescription, useLanguage());
  const address = [street, `${postalCode} ${city}`.trim(), phone].filter(part => part !== '').join(', ');
  return (
    <>
      <DefinitionList
        items={[
          { label: t('recipient'), value: name },
          { label: t('address'), value: address },
          { label: t('prescriber'), value: fullName(prescription.prescriber) },
        ]}
      />
      <RadioGroup
        label={t('consent')}
        direction="row"
        items={ASK_CONSENTS.map(id => ({ id, label: t(`consent${id}`) }))}
        value={form.consent}
        onChange={consent => onChange({ consent })}
      />
      <Row align="fields" gap="group">
        <TextField
          label={t('phone')}
          help={t('phoneHelp')}
          error={error}
          value={form.smsPhone}
          onChange={smsPhone => onChange({ smsPhone, smsConfirmed: false })}
          maxLength={ACT_LIMITS.phone}
          inputMode="tel"
          width="medium"
        />
        {form.smsPhone.trim() !== '' && (
          <CheckBox isSelected={form.smsConfirmed} onChange={smsConfirmed => onChange({ smsConfirmed })}>
            {t('confirmed')}
          </CheckBox>
        )}
      </Row>
    </>
  );
}
