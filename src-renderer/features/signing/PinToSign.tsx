import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, PinField } from '../../ui/index.ts';
import { signingTexts } from './signing.texts.ts';

type PinToSignProps = Readonly<{
  /** How many documents one PIN signs. */
  count?: number;
  /** Why the last attempt came to nothing. */
  failure: Failure | null;
  /** What is told to be safe after a failure. */
  kept: string;
  isPending: boolean;
  onPin: (pin2: string) => void;
}>;

/** PIN2 and the button that signs: the same words and the same faults wherever a person signs. */
export function PinToSign({ count = 1, failure, kept, isPending, onPin }: PinToSignProps) {
  const t = useTexts(signingTexts);
  const words = useFailureWords();
  const tries = failure?.triesLeft;
  const error =
    failure === null
      ? undefined
      : [
          words(failure).says,
          tries === undefined || tries === 0 ? words(failure).todo : t('triesAfterWrong', { count: tries }),
          kept,
        ].join(' ');
  return (
    <PinField
      label={t('pin2')}
      help={t('pin2Help')}
      tooShort={t('pin2Help')}
      error={error}
      autoFocus
      isPending={isPending}
      onPin={onPin}
      maxLength={8}
    >
      <Button type="submit" variant="primary" keys="Enter" isPending={isPending}>
        {t('sign', { count })}
      </Button>
    </PinField>
  );
}
