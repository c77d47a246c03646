import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { guideFor, type OutageGuide, outageRole } from '../../../shared/domain/outage/outage-guide.ts';
import { type Capability } from '../../../shared/domain/people/capabilities.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Button, type KeyBinding, useAnnouncer, useKeys } from '../../ui/index.ts';
import { outageTexts } from './outage.texts.ts';
import { type StatusStore } from './status.store.ts';
import css from './outage.module.css';

const PARTS: readonly OutageGuide['part'][] = ['may', 'mayNot', 'limit'];

/**
 * What may still be done while the Prescription Centre does not answer, for who is signed in. It opens by itself when the line
 * goes down and closes when it is back; it never covers the work, and a key folds it to one line or shows it beforehand.
 */
export function OutagePanel({ store, may }: Readonly<{ store: StatusStore; may: ReadonlySet<Capability> }>) {
  const t = useTexts(outageTexts);
  const language = useLanguage();
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const line = useStore(store, state => state.lines.find(({ service }) => service === 'resepti'));
  const unsent = useStore(store, state => state.counts?.unsent ?? 0);
  const isDown = line?.state === 'down';
  /** What the person chose; null while nothing was: then the state of the line decides. */
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? isDown;
  const wasDown = useRef(false);
  useEffect(() => {
    if (isDown === wasDown.current) return;
    wasDown.current = isDown;
    setChosen(null);
    announce(isDown ? t('title') : t('back'), isDown ? 'assertive' : 'polite');
  }, [isDown, announce, t]);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      {
        id: 'app.outage',
        keys: 'Ctrl+Shift+K',
        scope: 'app',
        label: t('guide'),
        run: () => setChosen(!isOpen),
      },
    ],
    [t, isOpen],
  );
  useKeys(keys);
  if (!isDown && !isOpen) return null;
  const role = outageRole(may);
  const head = isDown
    ? [`${t('title')} ${t('since', { time: formats.time(line.since) })}`, t('waiting', { count: unsent })].join(' · ')
    : t('works');
  return (
    <section className={css.outage} aria-label={t('guide')} data-pane="" tabIndex={-1}>
      <Banner
        kind={isDown ? 'offline' : 'note'}
        action={
          <Button variant="quiet" keys="Ctrl+Shift+K" onPress={() => setChosen(!isOpen)}>
            {t(isOpen ? 'hide' : 'show')}
          </Button>
        }
      >
        <strong>{head}</strong>
      </Banner>
      {isOpen && (
        <div className={css.parts}>
          {PARTS.map(part => (
            <section key={part} aria-labelledby={`outage-${part}`}>
              <h2 id={`outage-${part}`} className={css.title}>
                {t(part)}
              </h2>
              <ul className={css.rows}>
                {guideFor(role, part).map(({ id, says, source }) => (
                  <li key={id} title={source}>
                    {says[language]}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </section>
  );
}
