import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type Line } from '../../../shared/domain/queue.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button } from '../../ui/index.ts';
import { type ListPhase } from './list.store.ts';
import { prescribingTexts } from './prescribing.texts.ts';

/** Where the list comes from and how old it is: stands beside the title, never in a tooltip. */
export function useListMeta(phase: ListPhase, nowMs: number): string {
  const t = useTexts(prescribingTexts);
  const formats = useFormats();
  if (phase.at !== 'shown') return phase.at === 'loading' ? t('fetching') : t('notFetched');
  const { from, asOf } = phase.source;
  if (from === 'none' || asOf === null) return t('notFetched');
  const at = asOf as Instant;
  return from === 'service'
    ? t('fromService', { time: formats.time(at) })
    : t('fromCache', { when: formats.moment(at), age: formats.age(at, nowMs) });
}

type ListBannerProps = Readonly<{ phase: ListPhase; line: Line | null; onAgain?: (() => void) | undefined }>;

/** What happened, what still works, what to press. */
export function ListBanner({ phase, line, onAgain }: ListBannerProps) {
  const t = useTexts(prescribingTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const source: Sourced | null = phase.at === 'shown' ? phase.source : null;
  const unknownSince =
    source === null || source.from !== 'cache' || source.asOf === null
      ? []
      : [
          t('offlineAsOf', { when: formats.moment(source.asOf as Instant) }),
          ...(source.ownOnly === true ? [t('ownOnly')] : []),
        ];
  // The list has the button beside its title.
  const again =
    onAgain === undefined ? null : (
      <Button variant="quiet" keys="F5" onPress={onAgain}>
        {t('fetchAgain')}
      </Button>
    );
  if (line?.state === 'down')
    return (
      // That and since when the line is cut, and what may be done, stands above every screen.
      <Banner kind="stale" action={again}>
        {[t('offline'), ...(source?.from === 'none' ? [t('offlineNoList')] : []), ...unknownSince].join(' ')}
      </Banner>
    );
  if (phase.at === 'refused') return <FailureBanner failure={phase.failure} action={again} />;
  if (source === null || source.from === 'service') return null;
  const why = source.fault === null ? '' : words({ code: source.fault }).says;
  return (
    <Banner kind="stale" action={again}>
      {[source.from === 'cache' ? t('stale', { why }) : `${t('noLine')} ${why}`, ...unknownSince].join(' ')}
    </Banner>
  );
}
