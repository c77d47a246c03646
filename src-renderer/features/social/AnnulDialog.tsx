import { useState } from 'react';
import { type SocialRow } from '../../../shared/contract/social.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack, TextArea } from '../../ui/index.ts';
import { socialTexts } from './social.texts.ts';

type AnnulDialogProps = Readonly<{
  patientId: string;
  row: SocialRow;
  onAnnulled: (row: SocialRow) => void;
  onClose: () => void;
}>;

/** Empties a document for good: with a reason, and told what becomes of it. */
export function AnnulDialog({ patientId, row, onAnnulled, onClose }: AnnulDialogProps) {
  const t = useTexts(socialTexts);
  const client = useClient();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { failure, isPending, run } = useAct();
  const annul = async (): Promise<Failure | null> => {
    const reply = await client.social.annul({ patientId, documentOid: row.oid, reason: reason.trim() });
    if (!reply.ok) return reply.error;
    onAnnulled(reply.value);
    return null;
  };
  const submit = (): void => {
    setTried(true);
    if (reason.trim() !== '') run(annul);
  };
  return (
    <Dialog
      isOpen
      kind="stop"
      onClose={onClose}
      title={`${t('annul')}: ${row.title}`}
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={submit}>
            {t('annul')}
          </Button>
        </>
      }
    >
      <Stack>
        <FailureBanner failure={failure} />
        <p>{t('annulSays')}</p>
        <TextArea
          label={t('annulReason')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          error={isTried && reason.trim() === '' ? t('needed') : undefined}
          isRequired
          autoFocus
        />
      </Stack>
    </Dialog>
  );
}
