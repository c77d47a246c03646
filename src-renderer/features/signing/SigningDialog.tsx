import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type Preview, type SignResult } from '../../../shared/contract/signing.contract.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Dialog, useAnnouncer } from '../../ui/index.ts';
import { SigningDone } from './SigningDone.tsx';
import { SigningReview } from './SigningReview.tsx';
import { type SigningWords } from './signing-words.ts';
import { createSigningStore, type Sign, type SigningStore } from './signing.store.ts';
import { signingTexts } from './signing.texts.ts';

/** Documents frozen by `preview`. A new object is a new batch; `id` is for React's key. */
export type SigningBatch = Readonly<{
  id: string;
  previews: readonly Preview[];
  /** Drafts that were seen before a fault; left out for pages that nobody has seen. */
  seen?: readonly string[];
  /** What the signer must know about this batch, above the pages. */
  note?: string;
  /** What stands where findings would, for pages that were checked before. */
  noFindings?: string;
}>;

export type SigningDialogProps = Readonly<{
  /** null: closed. */
  batch: SigningBatch | null;
  words: SigningWords;
  /** Language of the documents. */
  lang: 'fi' | 'sv' | 'en';
  sign: Sign;
  /** Once for each answer with something signed in it: fetch lists and drafts anew. */
  onSigned: (result: SignResult) => void;
  /** Esc, back or close. Drafts stay. */
  onClose: () => void;
  /** Left out where the queue is the screen behind. */
  onQueue?: (() => void) | undefined;
  /** Further acts on what was signed: a print button. */
  after?: (result: SignResult) => ReactNode;
}>;

/** Pages, PIN2 and what became of it, in one place for every kind of document. */
export function SigningDialog({ batch, ...props }: SigningDialogProps) {
  return batch === null || batch.previews.length === 0 ? null : <Open key={batch.id} batch={batch} {...props} />;
}

function Open({
  batch,
  words,
  lang,
  sign,
  onSigned,
  onClose,
  onQueue,
  after,
}: SigningDialogProps & { batch: SigningBatch }) {
  const t = useTexts(signingTexts);
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState<SigningStore>(() => createSigningStore(client, batch.previews, sign, batch.seen));
  const phase = useStore(store, state => state.phase);
  const count = useStore(store, state => state.previews.length);
  const [result, setResult] = useState<SignResult | null>(null);
  useHostEvent('signingProgress', ({ signed, of }) => store.getState().hearProgress(signed, of));
  useHostEvent('queueChanged', () => void store.getState().follow());
  useEffect(() => {
    if (count === 0) onClose();
  }, [count, onClose]);

  const take = useMemo(
    () =>
      (pin2: string): void =>
        void store
          .getState()
          .sign(pin2)
          .then(answer => {
            if (answer === null) return;
            setResult(before =>
              before === null ? answer : { signed: [...before.signed, ...answer.signed], left: answer.left },
            );
            announce(
              answer.signed.length === 0 ? t('nothingSigned') : t('signedHead', { count: answer.signed.length }),
              answer.left.length === 0 ? 'polite' : 'assertive',
            );
            if (answer.signed.length > 0) onSigned(answer);
          }),
    [store, announce, t, onSigned],
  );
  return (
    <Dialog
      isOpen
      onClose={() => {
        if (phase.at !== 'signing') onClose();
      }}
      title={words.title}
      size={phase.at === 'done' ? 'medium' : 'large'}
    >
      {phase.at === 'done' ? (
        <SigningDone
          store={store}
          words={words}
          onClose={onClose}
          onQueue={onQueue}
          after={result === null || result.signed.length === 0 ? null : after?.(result)}
        />
      ) : (
        <>
          {batch.note === undefined ? null : <Banner kind="stale">{batch.note}</Banner>}
          <SigningReview store={store} lang={lang} noFindings={batch.noFindings} onPin={take} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}
