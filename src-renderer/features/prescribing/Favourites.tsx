import { useMemo } from 'react';
import { Star } from 'lucide-react';
import { useStore } from 'zustand';
import { type FavouriteShown } from '../../../shared/contract/favourites.contract.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Icon, KeyHint, Quiet, ResultList, screenKeys, Tag, useKeys } from '../../ui/index.ts';
import { doseLine, medicineOf, titleOf } from './favourite-words.ts';
import { favouriteTexts } from './favourite.texts.ts';
import { type FavouritesStore, matchingFavourites } from './favourites.store.ts';
import css from './favourites.module.css';

const bind = screenKeys('prescribing');

export type FavouritePicks = Readonly<{
  store: FavouritesStore;
  today: LocalDate;
  onPick: (favourite: FavouriteShown) => void;
}>;

const NUMBERED = 9;
/** Above the results there is room for so many. */
const ABOVE_RESULTS = 3;
const NONE: readonly FavouriteShown[] = [];

/** Alt and a number take what stands at that place. */
function useNumbers(rows: readonly FavouriteShown[], onPick: FavouritePicks['onPick']): void {
  const t = useTexts(favouriteTexts);
  const language = useLanguage();
  const keys = useMemo(
    () =>
      rows
        .slice(0, NUMBERED)
        .map((row, place) =>
          bind(`favourite${place + 1}`, `Alt+${place + 1}`, `${t('match')}: ${titleOf(row, language)}`, () =>
            onPick(row),
          ),
        ),
    [rows, onPick, t, language],
  );
  useKeys(keys);
}

/** Everything that is kept, and what might be: shown while nothing is searched for. */
export function FavouriteList({ store, today, onPick, listId }: FavouritePicks & Readonly<{ listId: string }>) {
  const t = useTexts(favouriteTexts);
  const language = useLanguage();
  const rows = useStore(store, view => view.rows);
  const activeId = useStore(store, view => view.activeId);
  useNumbers(rows, onPick);
  const keys = useMemo(
    () => [
      bind('editFavourite', 'Alt+N', t('edit'), () => {
        const { rows: now, activeId: id, edit } = store.getState();
        const favourite = now.find(row => row.id === id);
        if (favourite !== undefined) edit({ at: 'change', favourite });
      }),
    ],
    [t, store],
  );
  useKeys(keys);
  const draw = useMemo(() => {
    const places = new Map(rows.map(({ id }, place) => [id, place + 1]));
    return (row: FavouriteShown) => {
      const place = places.get(row.id) ?? 0;
      return (
        <span className={css.row}>
          <span className={css.place}>{place <= NUMBERED && <KeyHint keys={`Alt+${place}`} />}</span>
          <span className={css.said}>
            <span className={css.line}>
              <strong>{titleOf(row, language)}</strong> <Quiet>{medicineOf(row, language)}</Quiet>
            </span>
            <span className={css.line}>{doseLine(row.form, t, language, today)}</span>
          </span>
          <span className={css.about}>
            {row.gone ? (
              <Tag tone="warn" look="plain">
                {t('gone')}
              </Tag>
            ) : row.kept ? null : (
              <Tag tone="info" look="plain">
                {t('suggestion')}
              </Tag>
            )}
            <Quiet>{row.uses === 0 ? t('unused') : t('uses', { count: row.uses })}</Quiet>
          </span>
        </span>
      );
    };
  }, [rows, t, language, today]);
  const active = rows.find(({ id }) => id === activeId);
  return (
    <>
      <header className={css.head}>
        <h2>{t('title')}</h2>
        <Quiet>{t('more')}</Quiet>
        <span className={css.tools}>
          <Button
            keys="Alt+N"
            variant="quiet"
            onPress={() => active !== undefined && store.getState().edit({ at: 'change', favourite: active })}
          >
            {t(active?.kept === false ? 'keep' : 'editShort')}
          </Button>
        </span>
      </header>
      <ResultList
        id={listId}
        label={t('title')}
        items={rows}
        activeId={activeId}
        onActiveChange={store.getState().activate}
        onPick={onPick}
        renderItem={draw}
        lines="double"
      />
    </>
  );
}

/** The kept ones that the words of the search name: one key each, above what the database has. */
export function FavouriteMatches({ store, today, onPick, text }: FavouritePicks & Readonly<{ text: string }>) {
  const t = useTexts(favouriteTexts);
  const language = useLanguage();
  const rows = useStore(store, view => view.rows);
  const found = useMemo(
    () => (rows.length === 0 ? NONE : matchingFavourites(rows, text).slice(0, ABOVE_RESULTS)),
    [rows, text],
  );
  useNumbers(found, onPick);
  if (found.length === 0) return null;
  return (
    <ul className={css.matches} aria-label={t('title')}>
      {found.map((row, place) => (
        <li key={row.id}>
          <button type="button" className={css.match} onClick={() => onPick(row)}>
            <Icon of={Star} />
            <KeyHint keys={`Alt+${place + 1}`} />
            <strong>{titleOf(row, language)}</strong>
            <span className={css.line}>{doseLine(row.form, t, language, today)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
