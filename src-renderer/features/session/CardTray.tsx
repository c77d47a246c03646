import { type KeyboardEvent, useMemo, useRef } from 'react';
import { RotateCcw } from 'lucide-react';
import { type PracticeCard } from '../../../shared/contract/session.contract.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, KeyHint, screenKeys, Tag, useKeys } from '../../ui/index.ts';
import { sessionTexts } from './session.texts.ts';
import { NOTHING_TYPED, placeByKey, placeByName, typedOn } from './tray-keys.ts';
import css from './session.module.css';

const bind = screenKeys('tray', 'signIn');

type CardTrayProps = Readonly<{
  cards: readonly PracticeCard[];
  onInsert: (cardId: string) => void;
  onReset: (cardId: string) => void;
}>;

/** Alt and a number take a card at once; the others are reached by the arrows or by name, from whichever has the focus. */
const INTO_TRAY = 'Alt+0';
const KEYS = ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6', 'Alt+7', 'Alt+8', 'Alt+9'] as const;

const FULL_TRIES = 5;
const isTried = ({ triesLeft1, triesLeft2 }: PracticeCard): boolean =>
  triesLeft1 < FULL_TRIES || triesLeft2 < FULL_TRIES;

/** The practice cards side by side: whose, for which unit, with their PINs, because they protect nobody. */
export function CardTray({ cards, onInsert, onReset }: CardTrayProps) {
  const t = useTexts(sessionTexts);
  const language = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  const typed = useRef(NOTHING_TYPED);
  const keys = useMemo(
    () => [
      ...cards
        .slice(0, KEYS.length)
        .map((card, index) =>
          bind(String(index + 1), KEYS[index] ?? '', `${t('insert')}: ${card.holderName}`, () => onInsert(card.id)),
        ),
      bind('into', INTO_TRAY, t('intoTray'), () => {
        const face = (pressed: string) => list.current?.querySelector<HTMLElement>(`[aria-pressed${pressed}]`);
        (face('="true"') ?? face(''))?.focus();
      }),
    ],
    [cards, onInsert, t],
  );
  useKeys(keys);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const faces = [...event.currentTarget.querySelectorAll<HTMLElement>('[aria-pressed]')];
    const at = faces.findIndex(face => face.contains(event.target as Node));
    const [first] = faces;
    if (at < 0 || first === undefined) return;
    const top = first.getBoundingClientRect().top;
    const perRow = faces.filter(face => face.getBoundingClientRect().top === top).length;
    const letters = typedOn(typed.current, event.key, event.timeStamp);
    if (letters !== null) typed.current = letters;
    const to =
      letters === null
        ? placeByKey(event.key, at, cards.length, perRow)
        : placeByName(
            cards.map(card => card.holderName),
            letters,
            at,
          );
    if (to === null) return;
    event.preventDefault();
    faces[to]?.focus();
  };
  return (
    <ul ref={list} className={css.tray} aria-label={t('tray')} onKeyDown={onKeyDown}>
      {cards.map((card, index) => (
        <li key={card.id} className={css.card} data-inserted={card.inserted}>
          <button type="button" className={css.cardFace} onClick={() => onInsert(card.id)} aria-pressed={card.inserted}>
            <span className={css.cardRow}>
              <span className={css.strong}>{card.holderName}</span>
              <span className={css.keyKind}>{card.keys === 'ec-p384' ? 'P-384' : 'RSA-3072'}</span>
            </span>
            <span className={css.cardRow}>
              {card.title[language]}
              {KEYS[index] === undefined ? null : <KeyHint keys={KEYS[index]} />}
            </span>
            <span className={css.quiet}>{card.organisation[language]}</span>
            <span className={css.cardPins}>
              <span>
                PIN1 <b>{card.pin1}</b>
              </span>
              <span>
                PIN2 <b>{card.pin2}</b>
              </span>
            </span>
          </button>
          {card.inserted || isTried(card) ? (
            <span className={css.cardFoot}>
              {card.inserted ? <Tag tone="info">{t('inserted')}</Tag> : null}
              {isTried(card) ? (
                <>
                  {[
                    { pin: 'PIN1', left: card.triesLeft1 },
                    { pin: 'PIN2', left: card.triesLeft2 },
                  ]
                    .filter(({ left }) => left < FULL_TRIES)
                    .map(({ pin, left }) => (
                      <Tag key={pin} tone={left === 0 ? 'stop' : 'warn'}>
                        {t('triesLeft', { pin, left })}
                      </Tag>
                    ))}
                  <Button
                    variant="quiet"
                    icon={RotateCcw}
                    onPress={() => onReset(card.id)}
                    label={`${t('reset')}: ${card.holderName}`}
                  >
                    {t('reset')}
                  </Button>
                </>
              ) : null}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
