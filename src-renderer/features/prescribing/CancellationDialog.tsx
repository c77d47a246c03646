import { type FormEvent, useState } from 'react';
import { CHANGE_REASONS } from '../../../shared/codes/prescription-values.ts';
import { CHANGE_REASON_CODES, type ChangeReason } from '../../../shared/domain/documents/prescription-change.ts';
import { type CancellationChoice } from '../../../shared/domain/lifecycle/cancellation.ts';
import { againstChange } from '../../../shared/domain/lifecycle/change-refusal.ts';
import { fullName, type Professional } from '../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, ItemName, Quiet, RadioGroup, Select, Stack, TextField } from '../../ui/index.ts';
import { changeTexts } from './change.texts.ts';
import { refusalWords } from './change-words.ts';

type CancellationDialogProps = Readonly<{
  /** null: closed. */
  row: PrescriptionRow | null;
  prescriber: Professional;
  /** Shows the document; false where the host refused, which is told elsewhere. */
  onReview: (choice: CancellationChoice) => void;
  onClose: () => void;
}>;
type Type = CancellationChoice['type'];

const TYPES = ['medical', 'technical', 'patientCaused'] as const;
/** What is usual for a type; any reason may be chosen. */
const USUAL: Readonly<Record<Type, ChangeReason['code'] | null>> = {
  medical: null,
  technical: '7',
  patientCaused: '8',
};

/** Type, reason and agreement of a cancellation; the document itself is shown before it is signed. */
export function CancellationDialog({ row, ...props }: CancellationDialogProps) {
  return row === null ? null : <Open key={row.prescription.oid} row={row} {...props} />;
}

function Open({ row, prescriber, onReview, onClose }: CancellationDialogProps & Readonly<{ row: PrescriptionRow }>) {
  const t = useTexts(changeTexts);
  const language = useLanguage();
  const [type, setType] = useState<Type>('medical');
  const [reason, setReason] = useState<ChangeReason['code'] | null>(null);
  const [text, setText] = useState('');
  const [consent, setConsent] = useState<'1' | '2' | null>(null);
  const [isTried, setTried] = useState(false);
  const needsText = reason === '5' && text.trim() === '';
  const needsConsent = type === 'medical' && consent === null;
  const { product, dose } = row.prescription;
  const review = (event?: FormEvent): void => {
    event?.preventDefault();
    setTried(true);
    if (reason === null || needsText || needsConsent) return;
    onReview({ type, reasonCode: reason, reasonText: text, consent: type === 'medical' ? (consent ?? '5') : '5' });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('cancellation')}
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" keys="Enter" onPress={() => review()}>
            {t('review')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={review}
        onKeyDown={event => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          review();
        }}
      >
        <Stack>
          <ItemName name={productName(product, language)} rest={strengthAndForm(product, language)} below={dose.text} />
          <RadioGroup
            label={t('type')}
            items={TYPES.map(id => {
              const against = againstChange(row, { kind: 'cancel', type: id, patientAgrees: true }, prescriber);
              return {
                id,
                label: t(id),
                detail: t(`${id}More`),
                ...(against === null ? {} : { disabledBecause: refusalWords(against, t) }),
              };
            })}
            value={type}
            onChange={next => {
              setType(next);
              setReason(before => (before === null || before === USUAL[type] ? USUAL[next] : before));
            }}
          />
          <Select
            label={t('reason')}
            error={isTried && reason === null ? t('reasonNeeded') : undefined}
            items={CHANGE_REASON_CODES.map(id => ({ id, label: CHANGE_REASONS[id][language] }))}
            value={reason}
            onChange={setReason}
            placeholder={t('choose')}
            width="medium"
            isRequired
          />
          <TextField
            label={t('explanation')}
            error={isTried && needsText ? t('explanationNeeded') : undefined}
            value={text}
            onChange={setText}
            width="full"
            isRequired={reason === '5'}
          />
          {type === 'medical' && (
            <RadioGroup
              label={t('consent')}
              direction="row"
              error={isTried && needsConsent ? t('consentNeeded') : undefined}
              items={[
                { id: '1', label: t('oral') },
                { id: '2', label: t('signed') },
              ]}
              value={consent}
              onChange={setConsent}
              isRequired
            />
          )}
          <Quiet>{t('decidedBy', { name: `${prescriber.title[language]} ${fullName(prescriber)}`.trim() })}</Quiet>
        </Stack>
      </form>
    </Dialog>
  );
}
