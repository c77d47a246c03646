import { useTexts } from '../../i18n/texts.ts';
import { ConfirmDialog, Stack } from '../../ui/index.ts';
import { prescribingTexts } from './prescribing.texts.ts';

type RemoveDraftDialogProps = Readonly<{
  /** Medicine of the draft; null: closed. */
  name: string | null;
  onClose: () => void;
  onRemove: () => void;
}>;

/** The named act of destroying a draft. */
export function RemoveDraftDialog({ name, onClose, onRemove }: RemoveDraftDialogProps) {
  const t = useTexts(prescribingTexts);
  return (
    <ConfirmDialog
      isOpen={name !== null}
      title={t('removeTitle')}
      stay={t('back')}
      act={t('remove')}
      onStay={onClose}
      onAct={onRemove}
    >
      <Stack>
        <p>
          <strong>{name}</strong>
        </p>
        <p>{t('removeMore')}</p>
      </Stack>
    </ConfirmDialog>
  );
}
