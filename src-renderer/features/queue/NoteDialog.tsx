import { useState } from 'react';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, TextArea } from '../../ui/index.ts';
import { attentionTexts } from './attention.texts.ts';

type NoteDialogProps = Readonly<{ isOpen: boolean; onClose: () => void; onSave: (note: string) => void }>;

/** Words for colleagues; the item itself stays as it is. */
export function NoteDialog({ isOpen, onClose, onSave }: NoteDialogProps) {
  const t = useTexts(attentionTexts);
  const [note, setNote] = useState('');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('noteTitle')}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button
            variant="primary"
            disabledBecause={note.trim() === '' ? t('noteHelp') : undefined}
            onPress={() => {
              onSave(note.trim());
              setNote('');
            }}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('noteLabel')}
        help={t('noteHelp')}
        value={note}
        onChange={setNote}
        maxLength={500}
        rows={3}
        autoFocus
        isRequired
        width="full"
      />
    </Dialog>
  );
}
