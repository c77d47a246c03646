import { useState } from 'react';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, CheckBox, Dialog, DialogKeys, screenKeys, Stack, TextArea } from '../../ui/index.ts';
import { disclosureTexts } from './disclosure.texts.ts';
import css from './disclosure.module.css';

const bind = screenKeys('disclosure', 'emergency');

type EmergencyDialogProps = Readonly<{
  onAsk: (reason: string) => Promise<Failure | null>;
  onClose: () => void;
}>;

/** Breaking the glass: with a reason and the word that the patient cannot decide, and told that somebody looks at it. */
export function EmergencyDialog({ onAsk, onClose }: EmergencyDialogProps) {
  const t = useTexts(disclosureTexts);
  const [reason, setReason] = useState('');
  const [isUnable, setUnable] = useState(false);
  const [isTried, setTried] = useState(false);
  const { failure, isPending, run } = useAct();
  const submit = (): void => {
    setTried(true);
    if (reason.trim() !== '' && isUnable) run(() => onAsk(reason.trim()));
  };
  const keys = [bind('send', 'Ctrl+Enter', t('doEmergency'), submit, { scope: 'dialog' })];
  return (
    <Dialog
      isOpen
      kind="stop"
      onClose={onClose}
      title={t('emergencyTitle')}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button variant="danger" keys="Ctrl+Enter" isPending={isPending} onPress={submit}>
            {t('doEmergency')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <Stack>
        <FailureBanner failure={failure} />
        <p className={css.words}>{t('emergencySays')}</p>
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          error={isTried && reason.trim() === '' ? t('needReason') : undefined}
          isRequired
          autoFocus
        />
        <CheckBox isSelected={isUnable} onChange={setUnable} error={isTried && !isUnable ? t('needUnable') : undefined}>
          {t('unable')}
        </CheckBox>
      </Stack>
    </Dialog>
  );
}
