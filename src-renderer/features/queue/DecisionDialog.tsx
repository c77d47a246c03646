import { useState } from 'react';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, RadioGroup, Stack, TextArea } from '../../ui/index.ts';
import { type Decision } from './queue.store.ts';
import { queueTexts } from './queue.texts.ts';

type DecisionDialogProps = Readonly<{
  row: QueueRow | null;
  onClose: () => void;
  onDecide: (decision: Decision, reason: string) => void;
}>;

/** A person's decision on a held item. Nothing leaves the queue without a receipt or this. */
export function DecisionDialog({ row, onClose, onDecide }: DecisionDialogProps) {
  const t = useTexts(queueTexts);
  const [decision, setDecision] = useState<Decision>('sendAgain');
  const [reason, setReason] = useState('');
  return (
    <Dialog
      isOpen={row !== null}
      onClose={onClose}
      title={t('decideTitle')}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button
            variant={decision === 'cancel' ? 'danger' : 'primary'}
            disabledBecause={reason.trim() === '' ? t('reasonHelp') : undefined}
            onPress={() => {
              onDecide(decision, reason.trim());
              setReason('');
            }}
          >
            {t(decision)}
          </Button>
        </>
      }
    >
      <Stack>
        <RadioGroup
          label={t('decide')}
          items={[
            { id: 'sendAgain', label: t('sendAgain'), detail: t('sendAgainMore') },
            { id: 'cancel', label: t('cancel'), detail: t('cancelMore') },
          ]}
          value={decision}
          onChange={setDecision}
        />
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          isRequired
          width="full"
        />
      </Stack>
    </Dialog>
  );
}
