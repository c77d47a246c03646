import { type StorageChoice, type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Row, Section, Select, TextField } from '../../ui/index.ts';
import { cutText } from './form-texts.ts';
import { storingTexts } from './storing.texts.ts';

type StorageFieldsProps = Readonly<{
  storage: StorageChoice;
  errorOf: (field: string) => string | undefined;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onBlur: (field: string) => void;
}>;

/** Longest texts that the host takes (contract `prescriptionForm`). */
const BOUNDS = { reasonText: 500, family: 200, given: 200, registrationNumber: 32, identifierNumber: 32 } as const;
type TextKey = keyof typeof BOUNDS;

/** How a paper or telephone prescription came to the pharmacy, and who prescribed it. */
export function StorageFields({ storage, errorOf, onEdit, onBlur }: StorageFieldsProps) {
  const t = useTexts(storingTexts);
  const change = (with_: Partial<StorageChoice>): void => onEdit({ storage: { ...storage, ...with_ } });
  const field = (key: TextKey, width: 'medium' | 'code', at: 'reason' | 'prescriber', isRequired = true) => (
    <TextField
      label={t(key)}
      value={storage[key]}
      onChange={text => change({ [key]: cutText(text, BOUNDS[key]) })}
      onBlur={() => onBlur(at)}
      width={width}
      isRequired={isRequired}
    />
  );
  return (
    <>
      <Section title={t('howItCame')}>
        <Row align="fields" gap="group">
          <div data-field="reason">
            <Select
              label={t('kind')}
              error={errorOf('reason')}
              items={(['1', '2', '3'] as const).map(id => ({ id, label: t(`kind${id}`) }))}
              value={storage.kind === '' ? null : storage.kind}
              onChange={kind => change({ kind })}
              placeholder={t('choose')}
              width="medium"
              isRequired
            />
          </div>
          <Select
            label={t('reason')}
            items={(['1', '2', '3', '4'] as const).map(id => ({ id, label: t(`reason${id}`) }))}
            value={storage.reason === '' ? null : storage.reason}
            onChange={reason => change({ reason })}
            placeholder={t('choose')}
            width="medium"
            isRequired
          />
          {storage.reason === '3' && field('reasonText', 'medium', 'reason')}
        </Row>
      </Section>
      <Section title={t('prescriber')}>
        <Row align="fields" gap="group">
          <div data-field="prescriber">
            <TextField
              label={t('family')}
              error={errorOf('prescriber')}
              value={storage.family}
              onChange={text => change({ family: cutText(text, BOUNDS.family) })}
              onBlur={() => onBlur('prescriber')}
              width="medium"
              isRequired
            />
          </div>
          {field('given', 'medium', 'prescriber')}
        </Row>
        <Row align="fields" gap="group">
          {field('registrationNumber', 'medium', 'prescriber')}
          {field('identifierNumber', 'medium', 'prescriber')}
        </Row>
      </Section>
    </>
  );
}
