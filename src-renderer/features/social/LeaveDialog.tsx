import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { socialTexts } from './social.texts.ts';

/** A document is kept only when it is archived: what was typed is not thrown away by one key. */
export function LeaveDialog({ onStay, onLeave }: Readonly<{ onStay: () => void; onLeave: () => void }>) {
  const t = useTexts(socialTexts);
  return (
    <Dialog
      isOpen
      onClose={onStay}
      title={t('leaveTitle')}
      size="small"
      actions={
        <>
          <Button keys="Esc" autoFocus onPress={onStay}>
            {t('stay')}
          </Button>
          <Button variant="danger" onPress={onLeave}>
            {t('leave')}
          </Button>
        </>
      }
    >
      <p>{t('leaveSays')}</p>
    </Dialog>
  );
}
