import { type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useFailureWords } from '../../i18n/failures.ts';
import { withStrength } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Stack, StepRow } from '../../ui/index.ts';
import { TakeBack } from './TakeBack.tsx';
import { type SigningWords } from './signing-words.ts';
import { restCanGoAgain, type SigningStore } from './signing.store.ts';
import { stepsOf } from './steps.ts';
import { signingTexts } from './signing.texts.ts';
import css from './signing.module.css';

type SigningDoneProps = Readonly<{
  store: SigningStore;
  words: SigningWords;
  onClose: () => void;
  onQueue: (() => void) | undefined;
  after: ReactNode;
}>;

/** What was signed and where it is now; what was not, and why. Green comes with the receipt only. */
export function SigningDone({ store, words, onClose, onQueue, after }: SigningDoneProps) {
  const t = useTexts(signingTexts);
  const language = useLanguage();
  const say = useFailureWords();
  const { phase, rows, again } = useStore(store);
  if (phase.at !== 'done') return null;
  const { signed, left } = phase;
  const isAccepted = signed.length > 0 && signed.every(({ draftId }) => rows.get(draftId)?.state === 'accepted');
  const stepWords = {
    signed: t('signed'),
    queued: t('queued'),
    sending: t('sending'),
    sent: t('sent'),
    unknown: t('unknown'),
    accepted: t('accepted'),
    rejected: t('rejected'),
    held: t('held'),
    cancelled: t('cancelled'),
  };
  return (
    <>
      <Stack gap="region">
        <Stack gap="related">
          <h3 className={css.head}>
            {signed.length === 0
              ? t('nothingSigned')
              : t(isAccepted ? 'acceptedHead' : 'signedHead', { count: signed.length })}
          </h3>
          {signed.length > 0 && <p>{isAccepted ? words.accepted : words.queued}</p>}
          <ul className={css.rows}>
            {signed.map(preview => (
              <li key={preview.draftId} className={css.row}>
                <span>{withStrength(preview.title, language)}</span>
                <StepRow
                  label={t('steps')}
                  steps={stepsOf({ state: rows.get(preview.draftId)?.state ?? 'queued' }, stepWords)}
                />
              </li>
            ))}
          </ul>
        </Stack>
        <TakeBack />
        {after === undefined || after === null ? null : <div className={css.after}>{after}</div>}
        {left.length > 0 && (
          <Stack gap="related">
            <h3 className={css.head}>{t('leftHead', { count: left.length })}</h3>
            <p>{t('leftSafe')}</p>
            <ul className={css.rows}>
              {left.map(({ preview, failure }) => (
                <li key={preview.draftId} className={css.row}>
                  <span>{withStrength(preview.title, language)}</span>
                  <span className={css.why}>{say(failure).toldWithCode}</span>
                </li>
              ))}
            </ul>
          </Stack>
        )}
      </Stack>
      <div className={css.end}>
        {onQueue === undefined ? null : (
          <Button variant="quiet" onPress={onQueue}>
            {t('toQueue')}
          </Button>
        )}
        {restCanGoAgain(phase) && <Button onPress={again}>{t('again')}</Button>}
        <Button variant="primary" keys="Esc" autoFocus onPress={onClose}>
          {t('close')}
        </Button>
      </div>
    </>
  );
}
