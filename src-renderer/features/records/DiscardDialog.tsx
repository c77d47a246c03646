import { useTexts } from '../../i18n/texts.ts';
import { ConfirmDialog } from '../../ui/index.ts';
import { noteTexts } from './note.texts.ts';

type DiscardDialogProps = Readonly<{ isOpen: boolean; onClose: () => void; onDiscard: () => void }>;

/** Destroying is a named act of its own; Esc keeps the draft. */
export function DiscardDialog({ isOpen, onClose, onDiscard }: DiscardDialogProps) {
  const t = useTexts(noteTexts);
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('discardTitle')}
      stay={t('back')}
      act={t('discard')}
      onStay={onClose}
      onAct={onDiscard}
    >
      <p>{t('discardMore')}</p>
    </ConfirmDialog>
  );
}
