import { useMemo } from 'react';
import { CHANGE_REASON_CODES } from '../../../shared/domain/documents/prescription-change.ts';
import { CHANGE_REASONS } from '../../../shared/codes/prescription-values.ts';
import { formChanges } from '../../../shared/domain/prescribing/form-changes.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Row, Section, Select, TextField } from '../../ui/index.ts';
import { ChangeList } from '../signing/index.ts';
import { changeTexts } from './change.texts.ts';

type CorrectionFieldsProps = Readonly<{
  before: PrescriptionForm;
  form: PrescriptionForm;
  errorOf: (field: string) => string | undefined;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onBlur: (field: string) => void;
}>;

/** Why a prescription is corrected, and what the correction changes so far. */
export function CorrectionFields({ before, form, errorOf, onEdit, onBlur }: CorrectionFieldsProps) {
  const t = useTexts(changeTexts);
  const language = useLanguage();
  const changes = useMemo(() => formChanges(before, form), [before, form]);
  const { reasonCode, reasonText } = form.correction ?? { reasonCode: '' as const, reasonText: '' };
  return (
    <Section title={t('correction')}>
      <ChangeList changes={changes} />
      <Row align="fields" gap="group">
        <div data-field="correctionReason">
          <Select
            label={t('why')}
            error={errorOf('correctionReason')}
            items={CHANGE_REASON_CODES.map(id => ({ id, label: CHANGE_REASONS[id][language] }))}
            value={reasonCode === '' ? null : reasonCode}
            onChange={code => onEdit({ correction: { reasonCode: code, reasonText } })}
            placeholder={t('choose')}
            width="medium"
            isRequired
          />
        </div>
        <TextField
          label={t('explanation')}
          value={reasonText}
          onChange={text => onEdit({ correction: { reasonCode, reasonText: text } })}
          onBlur={() => onBlur('correctionReason')}
          width="medium"
          isRequired={reasonCode === '5'}
        />
      </Row>
    </Section>
  );
}
