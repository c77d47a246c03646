import { useTexts } from '../../i18n/texts.ts';
import { ConfirmDialog } from '../../ui/index.ts';
import { socialTexts } from './social.texts.ts';

/** A document is kept only when it is archived: what was typed is not thrown away by one key. */
export function LeaveDialog({ onStay, onLeave }: Readonly<{ onStay: () => void; onLeave: () => void }>) {
  const t = useTexts(socialTexts);
  return (
    <ConfirmDialog title={t('leaveTitle')} stay={t('stay')} act={t('leave')} onStay={onStay} onAct={onLeave}>
      <p>{t('leaveSays')}</p>
    </ConfirmDialog>
  );
}
