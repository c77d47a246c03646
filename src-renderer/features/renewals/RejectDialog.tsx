import { useCallback, useMemo, useState } from 'react';
import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, DialogKeys, RadioGroup, Row, screenKeys, Stack, TextArea } from '../../ui/index.ts';
import { renewalTexts } from './renewals.texts.ts';

export type Outcome = 'rejected' | 'returned';
/** The request, and which of the two answers stands chosen at first. */
export type Rejecting = Readonly<{ row: RenewalRow; first: Outcome }>;
type RejectDialogProps = Readonly<{
  rejecting: Rejecting | null;
  /** Grounds that other requests of the inbox were given: one key each, instead of writing them again. */
  usedGrounds: readonly string[];
  onClose: () => void;
  onReject: (row: RenewalRow, outcome: Outcome, reason: string) => void;
}>;

const bind = screenKeys('renewals.reject');
const IN_DIALOG = { scope: 'dialog' } as const;

/** A request that gets no prescription: the ground goes to the patient. */
export function RejectDialog({ rejecting, ...rest }: RejectDialogProps) {
  return rejecting === null ? null : <Open key={rejecting.row.id} {...rejecting} {...rest} />;
}

function Open({ row, first, usedGrounds, onClose, onReject }: Rejecting & Omit<RejectDialogProps, 'rejecting'>) {
  const t = useTexts(renewalTexts);
  const [outcome, setOutcome] = useState<Outcome>(first);
  const [reason, setReason] = useState('');
  const give = useCallback((): void => {
    if (reason.trim() !== '') onReject(row, outcome, reason.trim());
  }, [row, outcome, reason, onReject]);
  const keys = useMemo(
    () => [
      bind('give', 'Ctrl+Enter', t('giveAnswer'), give, IN_DIALOG),
      ...usedGrounds.map((ground, index) =>
        bind(`ground${index}`, `Alt+${index + 1}`, ground, () => setReason(ground), IN_DIALOG),
      ),
    ],
    [t, give, usedGrounds],
  );
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
            keys="Ctrl+Enter"
            disabledBecause={reason.trim() === '' ? t('reasonHelp') : undefined}
            onPress={give}
          >
            {t(outcome)}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
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
        {usedGrounds.length === 0 ? null : (
          <Stack gap="related">
            {usedGrounds.map((ground, index) => (
              <Row key={ground}>
                <Button variant="quiet" keys={`Alt+${index + 1}`} onPress={() => setReason(ground)}>
                  {ground}
                </Button>
              </Row>
            ))}
          </Stack>
        )}
      </Stack>
    </Dialog>
  );
}
