import { type SessionState } from '../../../shared/contract/session.contract.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, PinField } from '../../ui/index.ts';
import { type SignIn } from './session.store.ts';
import { sessionTexts } from './session.texts.ts';
import css from './session.module.css';

type PinPanelProps = Readonly<{
  card: NonNullable<SessionState['card']>;
  signIn: SignIn;
  onPin: (pin: string) => void;
}>;

/** PIN1 of the card in the reader. Every typed PIN is one try; the screen says how many are left where the card tells. */
export function PinPanel({ card, signIn, onPin }: PinPanelProps) {
  const t = useTexts(sessionTexts);
  const words = useFailureWords();
  const failure = signIn.at === 'refused' ? signIn.failure : null;
  const tries = failure?.triesLeft;
  const error =
    failure === null
      ? card.pin1 === 'lastTry'
        ? t('lastTry')
        : undefined
      : [
          words(failure).says,
          tries === undefined || tries === 0 ? words(failure).todo : t('triesAfterWrong', { count: tries }),
          // The number of a return value that nobody foresaw: support asks for it.
          ...(failure.detail === undefined ? [] : [`(${[failure.code, ...failure.detail].join(', ')})`]),
        ].join(' ');
  return (
    <div className={css.pin}>
      <p className={css.holder}>{card.holderName}</p>
      <PinField
        key={card.serial}
        label={t('pin1')}
        help={t('pin1Help')}
        tooShort={t('pin1Help')}
        error={error}
        autoFocus
        isPending={signIn.at === 'checking'}
        onPin={onPin}
        maxLength={8}
      >
        <Button type="submit" variant="primary" isPending={signIn.at === 'checking'}>
          {t('signIn')}
        </Button>
      </PinField>
      <p className={css.quiet} role="status">
        {signIn.at === 'checking' ? t('signingIn') : ''}
      </p>
    </div>
  );
}
