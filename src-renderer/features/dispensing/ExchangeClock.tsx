import { CalendarClock } from 'lucide-react';
import { type BiologicalClock } from '../../../shared/domain/dispensing/biological-clock.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Tag } from '../../ui/index.ts';
import { clockTexts } from './clock.texts.ts';
import css from './dispensing.module.css';

const HEADS = { exchange: 'exchangeNow', keep: 'keepNow', outside: 'outsideNow' } as const;

/** Whether a biological is exchanged at this dispensing, why, and from which day: with the law that says so. */
export function ExchangeClock({ clock }: Readonly<{ clock: BiologicalClock | 'unknown' }>) {
  const t = useTexts(clockTexts);
  const formats = useFormats();
  if (clock === 'unknown')
    return (
      <section className={css.sale} aria-label={t('title')}>
        <span className={css.figureLabel}>{t('title')}</span>
        <Tag look="plain" tone="warn" icon={CalendarClock}>
          {t('unknown')}
        </Tag>
        <p className={css.saleNote}>{t('unknownMore')}</p>
      </section>
    );
  const day = (date: BiologicalClock['exchangeFrom']): string => (date === null ? '–' : formats.date(date));
  const { now, because, usedSince, lastDispensedOn, exchangeFrom, source, lots } = clock;
  return (
    <section className={css.sale} aria-label={t('title')}>
      <span className={css.figureLabel}>{t('title')}</span>
      <Tag look="plain" tone={now === 'exchange' ? 'warn' : 'info'} icon={CalendarClock}>
        {t(HEADS[now])}
      </Tag>
      <p>{t(because, { since: day(usedSince), last: day(lastDispensedOn), from: day(exchangeFrom) })}</p>
      {lots.length > 0 && (
        <ol className={css.lots} aria-label={t('lots')}>
          {lots.map(({ name, dispensedOn }) => (
            <li key={`${dispensedOn} ${name}`}>
              <span className={css.lotDay}>{formats.date(dispensedOn)}</span>
              <span>{name}</span>
            </li>
          ))}
        </ol>
      )}
      <p className={css.saleNote}>{source}</p>
    </section>
  );
}
