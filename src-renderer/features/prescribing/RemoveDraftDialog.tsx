import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack } from '../../ui/index.ts';
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
    <Dialog
      isOpen={name !== null}
      onClose={onClose}
      title={t('removeTitle')}
      size="small"
      actions={
        <>
          <Button autoFocus keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="danger" onPress={onRemove}>
            {t('remove')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>
          <strong>{name}</strong>
        </p>
        <p>{t('removeMore')}</p>
      </Stack>
    </Dialog>
  );
}
