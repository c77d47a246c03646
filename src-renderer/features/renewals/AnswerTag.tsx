import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Tag, type Tone } from '../../ui/index.ts';
import { renewalTexts } from './renewals.texts.ts';

type Answer = NonNullable<RenewalRow['answer']>;

const TONES: Readonly<Record<Answer['at'], Tone>> = { begun: 'info', signed: 'neutral', accepted: 'ok' };
const WORDS = {
  renewed: { begun: 'marked', signed: 'renewedQueued', accepted: 'renewedDone' },
  rejected: { begun: 'toReject', signed: 'rejectedQueued', accepted: 'rejectedThere' },
  returned: { begun: 'toReturn', signed: 'returnedQueued', accepted: 'returnedThere' },
} as const;

/** What this desk answers to a request, and how far the answer is. */
export function AnswerTag({ answer: { outcome, at }, isReady }: Readonly<{ answer: Answer; isReady: boolean }>) {
  const t = useTexts(renewalTexts);
  if (at === 'begun' && !isReady)
    return (
      <Tag tone="warn" look="plain">
        {t('unfinished')}
      </Tag>
    );
  return (
    <Tag tone={TONES[at]} look="plain">
      {t(WORDS[outcome][at])}
    </Tag>
  );
}
