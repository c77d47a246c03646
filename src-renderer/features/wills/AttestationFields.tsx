import { useTexts } from '../../i18n/texts.ts';
import { CheckBox, RadioGroup, Row, Select, TextField } from '../../ui/index.ts';
import { type GiveForm, type Missing } from './give-form.ts';
import { willTexts } from './wills.texts.ts';
import css from './wills.module.css';

type AttestationFieldsProps = Readonly<{
  form: GiveForm;
  onEdit: (change: Partial<GiveForm>) => void;
  confirmation: string;
  missing: Missing | null;
}>;

/** On whose word, how the one who spoke is known, and that it was confirmed. */
export function AttestationFields({ form, onEdit, confirmation, missing }: AttestationFieldsProps) {
  const t = useTexts(willTexts);
  return (
    <div className={css.confirm}>
      <Row align="fields" gap="group">
        <RadioGroup
          label={t('said')}
          direction="row"
          items={[
            { id: 'person', label: t('saidPerson') },
            { id: 'representative', label: t('saidRepresentative') },
          ]}
          value={form.saidBy}
          onChange={saidBy => onEdit({ saidBy })}
        />
        <Select
          label={t('identified')}
          width="medium"
          items={[
            { id: 'document', label: t('document') },
            { id: 'known', label: t('known') },
            { id: 'electronic', label: t('electronic') },
          ]}
          value={form.identifiedBy}
          onChange={identifiedBy => onEdit({ identifiedBy })}
          placeholder={t('identified')}
        />
      </Row>
      {form.saidBy === 'representative' && (
        <TextField
          label={t('representative')}
          width="long"
          value={form.representative}
          onChange={representative => onEdit({ representative })}
          error={missing === 'needRepresentative' ? t(missing) : undefined}
          isRequired
        />
      )}
      <CheckBox
        isSelected={form.isConfirmed}
        onChange={isConfirmed => onEdit({ isConfirmed })}
        error={missing === 'needConfirmation' ? t(missing) : undefined}
      >
        {confirmation}
      </CheckBox>
    </div>
  );
}
