import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { noteTexts } from './note.texts.ts';

type DiscardDialogProps = Readonly<{ isOpen: boolean; onClose: () => void; onDiscard: () => void }>;

/** Destroying is a named act of its own; Esc keeps the draft. */
export function DiscardDialog({ isOpen, onClose, onDiscard }: DiscardDialogProps) {
  const t = useTexts(noteTexts);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('discardTitle')}
      size="small"
      actions={
        <>
          <Button keys="Esc" autoFocus onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="danger" onPress={onDiscard}>
            {t('discard')}
          </Button>
        </>
      }
    >
      <p>{t('discardMore')}</p>
    </Dialog>
  );
}
