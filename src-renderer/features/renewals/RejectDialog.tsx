import { useState } from 'react';
import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, RadioGroup, Stack, TextArea } from '../../ui/index.ts';
import { renewalTexts } from './renewals.texts.ts';

export type Outcome = 'rejected' | 'returned';
/** The request, and which of the two answers stands chosen at first. */
export type Rejecting = Readonly<{ row: RenewalRow; first: Outcome }>;
type RejectDialogProps = Readonly<{
  rejecting: Rejecting | null;
  onClose: () => void;
  onReject: (row: RenewalRow, outcome: Outcome, reason: string) => void;
}>;

/** A request that gets no prescription: the ground goes to the patient. */
export function RejectDialog({ rejecting, ...rest }: RejectDialogProps) {
  return rejecting === null ? null : <Open key={rejecting.row.id} {...rejecting} {...rest} />;
}

function Open({ row, first, onClose, onReject }: Rejecting & Omit<RejectDialogProps, 'rejecting'>) {
  const t = useTexts(renewalTexts);
  const [outcome, setOutcome] = useState<Outcome>(first);
  const [reason, setReason] = useState('');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${t('rejectTitle')}: ${row.patientName}`}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button
            variant="danger"
            disabledBecause={reason.trim() === '' ? t('reasonHelp') : undefined}
            onPress={() => onReject(row, outcome, reason.trim())}
          >
            {t(outcome)}
          </Button>
        </>
      }
    >
      <Stack>
        <RadioGroup
          label={t('reject')}
          items={[
            { id: 'rejected', label: t('rejected'), detail: t('rejectedMore') },
            { id: 'returned', label: t('returned'), detail: t('returnedMore') },
          ]}
          value={outcome}
          onChange={setOutcome}
        />
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          isRequired
          width="full"
          autoFocus
        />
      </Stack>
    </Dialog>
  );
}
