import { Check, Loader, OctagonAlert, TriangleAlert, X } from 'lucide-react';
import { type Instant, instantMs } from '../../../shared/kernel/time.ts';
import { nameAndStrength } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { LOCALES } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, cx, IconButton, Quiet, Tag, type Tone } from '../../ui/index.ts';
import { changeTexts } from './change.texts.ts';
import { type DraftItem, readiness, type Saved } from './drafts.store.ts';
import { type Readiness } from './form-judgement.ts';
import { prescribingTexts } from './prescribing.texts.ts';
import css from './prescribing.module.css';

const LOOKS: Readonly<Record<Readiness, Readonly<{ tone: Tone; icon: typeof Check }>>> = {
  ready: { tone: 'info', icon: Check },
  look: { tone: 'warn', icon: TriangleAlert },
  blocked: { tone: 'stop', icon: OctagonAlert },
  checking: { tone: 'neutral', icon: Loader },
};

type BasketProps = Readonly<{
  items: readonly DraftItem[];
  currentKey: string | null;
  onOpen: (key: string) => void;
  onRemove: (key: string) => void;
}>;

/** What is being written for this patient: ready, to be looked at, blocked. */
export function Basket({ items, currentKey, onOpen, onRemove }: BasketProps) {
  const t = useTexts(prescribingTexts);
  const c = useTexts(changeTexts);
  const language = useLanguage();
  if (items.length === 0) return <Quiet>{t('basketEmpty')}</Quiet>;
  return (
    <ul className={css.basket} aria-label={t('basket')}>
      {items.map(item => {
        const state = readiness(item);
        const name = item.form.product === null ? t('unnamed') : nameAndStrength(item.form.product, language);
        return (
          <li key={item.key} className={cx(css.chip, item.key === currentKey && css.chipNow)}>
            <Tag tone={LOOKS[state].tone} icon={LOOKS[state].icon} look="plain">
              {t(state)}
            </Tag>
            <Button variant="quiet" onPress={() => onOpen(item.key)}>
              {item.before === undefined ? name : `${c('correction')}: ${name}`}
            </Button>
            <IconButton icon={X} label={t('removeOf', { name })} onPress={() => onRemove(item.key)} />
          </li>
        );
      })}
    </ul>
  );
}

/** When what is typed came to rest, to the second: work that is kept says so. */
export function SavedMark({ saved }: Readonly<{ saved: Saved }>) {
  const t = useTexts(prescribingTexts);
  const words = useFailureWords();
  const language = useLanguage();
  if (saved.at === 'failed')
    return (
      <span className={cx(css.saved, css.notSaved)} role="alert">
        {t('notSaved', { why: words(saved.failure).says })}
      </span>
    );
  return (
    <span className={css.saved}>
      {saved.at === 'waiting' ? t('saving') : t('savedAt', { time: secondsOf(saved.on, LOCALES[language]) })}
    </span>
  );
}

const secondsOf = (at: Instant, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Helsinki',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(instantMs(at));
