import { useCallback, useMemo } from 'react';
import { useClient } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { type Sign, SigningDialog } from '../signing/index.ts';
import { attentionTexts } from './attention.texts.ts';
import { type Again } from './queue.store.ts';

type SignAgainDialogProps = Readonly<{
  /** null: closed. */
  again: Again | null;
  onSigned: () => void;
  onClose: () => void;
}>;

/** The document as it was before, and PIN2: the same review as for a new one. */
export function SignAgainDialog({ again, onSigned, onClose }: SignAgainDialogProps) {
  const a = useTexts(attentionTexts);
  const client = useClient();
  const batch = useMemo(
    () =>
      again === null
        ? null
        : {
            id: `${again.preview.draftId} again`,
            previews: [again.preview],
            note: a('signAgainNote'),
            noFindings: a('signAgainChecks'),
          },
    [again, a],
  );
  const sign = useCallback<Sign>(
    ([item], pin2) => client.queue.signAgain({ itemId: item?.draftId ?? '', digest: item?.digest ?? '', pin2 }),
    [client],
  );
  return (
    <SigningDialog
      batch={batch}
      words={{ title: a('signAgain'), queued: a('signAgainQueued'), accepted: a('signAgainAccepted') }}
      lang={again?.language ?? 'fi'}
      sign={sign}
      onSigned={onSigned}
      onClose={onClose}
    />
  );
}
