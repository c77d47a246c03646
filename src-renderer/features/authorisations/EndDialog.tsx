import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { ConfirmDialog, Stack } from '../../ui/index.ts';
import { authorisationTexts } from './authorisations.texts.ts';

type EndDialogProps = Readonly<{ name: string; onEnd: () => Promise<Failure | null>; onClose: () => void }>;

/** Ending takes the producer's search away at once; it is a named act of its own. */
export function EndDialog({ name, onEnd, onClose }: EndDialogProps) {
  const t = useTexts(authorisationTexts);
  const { failure, isPending, run } = useAct();
  return (
    <ConfirmDialog
      title={t('endTitle')}
      stay={t('back')}
      act={t('end')}
      isPending={isPending}
      onStay={onClose}
      onAct={() => run(onEnd)}
    >
      <Stack>
        <FailureBanner failure={failure} />
        <p>{t('endSays', { name })}</p>
      </Stack>
    </ConfirmDialog>
  );
}
