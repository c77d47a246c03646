import { useCallback, useEffect, useState } from 'react';
import { type WaitingDocument } from '../../../shared/contract/signing.contract.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button } from '../../ui/index.ts';
import { SigningDialog } from './SigningDialog.tsx';
import { type Sign } from './signing.store.ts';
import { signingTexts } from './signing.texts.ts';

/**
 * What a pulled card, a card fault or a killed process left of a batch: the owner of the desk comes back to it with the rest
 * as it was shown and the PIN field ready. Closed, it stays as a line over the work until it is signed or left.
 */
export function WaitingSignatures({ onQueue }: Readonly<{ onQueue: () => void }>) {
  const t = useTexts(signingTexts);
  const client = useClient();
  const [waiting, setWaiting] = useState<readonly WaitingDocument[]>([]);
  const [batch, setBatch] = useState<Readonly<{ id: string; documents: readonly WaitingDocument[] }> | null>(null);

  const look = useCallback(
    async (opens: boolean): Promise<void> => {
      const reply = await client.signing.waiting({});
      if (!reply.ok) return;
      setWaiting(reply.value);
      const [first] = reply.value;
      if (opens && first !== undefined) setBatch({ id: first.preview.draftId, documents: reply.value });
    },
    [client],
  );
  useEffect(() => void look(true), [look]);
  const sign = useCallback<Sign>((items, pin2) => client.signing.sign({ items: [...items], pin2 }), [client]);
  const close = useCallback((): void => {
    setBatch(null);
    void look(false);
  }, [look]);
  const leave = (): void => {
    void client.signing.leave({ draftIds: waiting.map(({ preview }) => preview.draftId) }).then(() => look(false));
  };
  return (
    <>
      {waiting.length === 0 || batch !== null ? null : (
        <Banner
          kind="stale"
          action={
            <>
              <Button onPress={() => void look(true)}>{t('goOn')}</Button>
              <Button variant="quiet" onPress={leave}>
                {t('leaveWaiting')}
              </Button>
            </>
          }
        >
          {t('waiting', { count: waiting.length })}
        </Banner>
      )}
      <SigningDialog
        batch={
          batch === null
            ? null
            : {
                id: batch.id,
                previews: batch.documents.map(({ preview }) => preview),
                note: t('waiting', { count: batch.documents.length }),
                seen: batch.documents.flatMap(({ shown, preview }) => (shown ? [preview.draftId] : [])),
              }
        }
        words={{ title: t('waitingTitle'), queued: t('queuedAny'), accepted: t('acceptedAny') }}
        lang="fi"
        sign={sign}
        onSigned={() => undefined}
        onClose={close}
        onQueue={() => {
          close();
          onQueue();
        }}
      />
    </>
  );
}
