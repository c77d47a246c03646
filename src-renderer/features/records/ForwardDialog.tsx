import { useState } from 'react';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, CheckBox, Dialog, Stack } from '../../ui/index.ts';
import { certificateTexts } from './certificates.texts.ts';

type ForwardDialogProps = Readonly<{
  isOpen: boolean;
  formName: string;
  receiver: string;
  isArchived: boolean;
  onForward: () => Promise<Failure | null>;
  onClose: () => void;
}>;

/** Sending a certificate on: the client's request is said anew each time. */
export function ForwardDialog({ isOpen, onClose, ...content }: ForwardDialogProps) {
  return isOpen ? <Asking {...content} onClose={onClose} /> : null;
}

function Asking({ formName, receiver, isArchived, onForward, onClose }: Omit<ForwardDialogProps, 'isOpen'>) {
  const t = useTexts(certificateTexts);
  const [isAsked, setAsked] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const { failure, isPending, run } = useAct();
  const send = (): void => {
    setMissing(!isAsked);
    if (isAsked) run(onForward);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={t('forwardTitle')}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={send}>
            {t('send')}
          </Button>
        </>
      }
    >
      <Stack>
        <FailureBanner failure={failure} />
        <p>{t('forwardSays', { form: formName, receiver })}</p>
        {!isArchived && <Banner kind="note">{t('forwardQueued')}</Banner>}
        <CheckBox
          isSelected={isAsked}
          onChange={selected => {
            setAsked(selected);
            setMissing(false);
          }}
          error={isMissing ? t('askedMissing') : undefined}
          autoFocus
        >
          {t('asked')}
        </CheckBox>
      </Stack>
    </Dialog>
  );
}
