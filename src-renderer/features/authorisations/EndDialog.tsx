import { useState } from 'react';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack } from '../../ui/index.ts';
import { authorisationTexts } from './authorisations.texts.ts';

type EndDialogProps = Readonly<{ name: string; onEnd: () => Promise<Failure | null>; onClose: () => void }>;

/** Ending takes the producer's search away at once; it is a named act of its own. */
export function EndDialog({ name, onEnd, onClose }: EndDialogProps) {
  const t = useTexts(authorisationTexts);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const submit = (): void => {
    if (isPending) return;
    setPending(true);
    void onEnd().then(refused => {
      setPending(false);
      setFailure(refused);
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('endTitle')}
      size="small"
      actions={
        <>
          <Button keys="Esc" autoFocus onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={submit}>
            {t('end')}
          </Button>
        </>
      }
    >
      <Stack>
        <FailureBanner failure={failure} />
        <p>{t('endSays', { name })}</p>
      </Stack>
    </Dialog>
  );
}
