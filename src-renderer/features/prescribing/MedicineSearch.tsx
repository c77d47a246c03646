import { memo, type RefObject, useCallback, useDeferredValue, useId, useMemo, useRef } from 'react';
import { createStore, useStore } from 'zustand';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Button,
  EmptyState,
  Menu,
  optionId,
  QuickList,
  RadioGroup,
  screenKeys,
  SearchField,
  Skeleton,
  Tag,
  useKeys,
} from '../../ui/index.ts';
import { PRODUCT_KINDS } from '../../../shared/codes/prescription-values.ts';
import { WRITTEN_KINDS, type WrittenKind } from '../../../shared/domain/prescribing/written-product.ts';
import { LINE_GROUPS, type LineGroup } from '../../../shared/domain/medicine-lines.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { BlankLine, createLineWriter } from './MedicineRow.tsx';
import { FavouriteList, FavouriteMatches, type FavouritePicks } from './Favourites.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { productTexts } from './product.texts.ts';
import { type SearchRow } from './search-rows.ts';
import { type SearchStore } from './search.store.ts';
import css from './prescribing.module.css';

const bind = screenKeys('prescribing');

type PartProps = Readonly<{ store: SearchStore }>;
type PickProps = PartProps & Readonly<{ listId: string; onPick: (row: SearchRow) => void }>;
type MedicineSearchProps = PartProps &
  Readonly<{
    /** Null while the medicine of a form is changed. */
    favourites: FavouritePicks | null;
    inputRef: RefObject<HTMLInputElement | null>;
    onPick: (row: SearchRow) => void;
    /** A product that is written by hand. */
    onWrite: (kind: WrittenKind) => void;
  }>;

/**
 * Every strength and size of what the words find; arrows choose, Enter takes. Each part hears what it shows: a key press draws
 * the letter, its answer the rows, and what stands around the rows follows after them.
 */
export function MedicineSearch({ store, favourites, inputRef, onPick, onWrite }: MedicineSearchProps) {
  const t = useTexts(prescribingTexts);
  const listId = useId();
  const keys = useMemo(
    () => [
      bind('swapGroup', 'F4', t('swapGroup'), () => {
        const { group, choose } = store.getState();
        void choose(group === 'packages' ? 'substances' : 'packages');
      }),
    ],
    [t, store],
  );
  useKeys(keys);
  return (
    <>
      <div className={css.searchLine}>
        <Words store={store} favourites={favourites} listId={listId} inputRef={inputRef} onPick={onPick} />
        <Groups store={store} />
        <span className={css.otherKinds}>
          <OtherKinds onWrite={onWrite} />
        </span>
      </div>
      {favourites !== null && <Above store={store} favourites={favourites} />}
      <Heads store={store} favourites={favourites} />
      <div className={css.results}>
        <Nothing store={store} favourites={favourites} listId={listId} />
        <Lines store={store} favourites={favourites} listId={listId} onPick={onPick} />
      </div>
      <Source store={store} />
    </>
  );
}

/** Kinds of products that the search does not find. */
function OtherKinds({ onWrite }: Pick<MedicineSearchProps, 'onWrite'>) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const button = useRef<HTMLButtonElement>(null);
  const keys = useMemo(() => [bind('otherKind', 'Alt+M', t('otherMore'), () => button.current?.click())], [t]);
  useKeys(keys);
  return (
    <Menu
      label={t('otherMore')}
      trigger={
        <Button keys="Alt+M" buttonRef={button}>
          {t('other')}
        </Button>
      }
      items={WRITTEN_KINDS.map(id => ({ id, label: PRODUCT_KINDS[id][language] }))}
      onPick={onWrite}
    />
  );
}

/** Favourites stand in the place of the results while nothing is typed. */
function useFavouriteAt(store: SearchStore, favourites: FavouritePicks | null): FavouritePicks | null {
  const isEmpty = useStore(store, view => view.phase.at === 'empty');
  const shown = useStore(favourites?.store ?? NO_FAVOURITES, view => view.rows.length > 0);
  return isEmpty && shown ? favourites : null;
}
const NO_FAVOURITES = createStore(() => ({ rows: [], activeId: null }));

/** The favourites that the typed words name. */
function Above({ store, favourites }: Readonly<{ store: SearchStore; favourites: FavouritePicks }>) {
  const text = useDeferredValue(useStore(store, view => view.text));
  return text.trim() === '' ? null : <FavouriteMatches {...favourites} text={text} />;
}

function Words({
  store,
  favourites,
  listId,
  inputRef,
  onPick,
}: PickProps & Pick<MedicineSearchProps, 'inputRef' | 'favourites'>) {
  const own = useFavouriteAt(store, favourites);
  const ownId = useStore(favourites?.store ?? NO_FAVOURITES, view => view.activeId);
  const t = useTexts(prescribingTexts);
  const words = useFailureWords();
  const text = useStore(store, view => view.text);
  const failure = useStore(store, view => (view.phase.at === 'refused' ? view.phase.failure : null));
  const activeId = useDeferredValue(useStore(store, view => view.activeId));
  return (
    <SearchField
      label={t('search')}
      help={t('searchHelp')}
      error={failure === null ? undefined : words(failure).told}
      value={text}
      onForeseen={value => store.getState().foresee(value)}
      onChange={value => void store.getState().type(value)}
      onEnter={() => {
        const favourite = own?.store.getState().rows.find(({ id }) => id === ownId);
        if (own !== null && favourite !== undefined) return own.onPick(favourite);
        void store
          .getState()
          .answered()
          .then(() => {
            const { text: now, rows, activeId: chosen } = store.getState();
            const row = rows.find(({ id }) => id === chosen);
            if (row !== undefined && now === text) onPick(row);
          });
      }}
      results={{
        listId,
        activeOptionId:
          own !== null && ownId !== null
            ? optionId(listId, ownId)
            : activeId === null
              ? undefined
              : optionId(listId, activeId),
        onMove: rows => (own === null ? store.getState() : own.store.getState()).move(rows),
      }}
      inputRef={inputRef}
      keys="F3"
      width="long"
      autoFocus
    />
  );
}

function Groups({ store }: PartProps) {
  const group = useStore(store, view => view.group);
  const counts = useDeferredValue(useStore(store, view => view.counts));
  return <GroupChoice store={store} group={group} packages={counts.packages} substances={counts.substances} />;
}

const GroupChoice = memo(function GroupChoice({
  store,
  group,
  ...counts
}: PartProps & Readonly<{ group: LineGroup; packages: number; substances: number }>) {
  const t = useTexts(prescribingTexts);
  const formats = useFormats();
  return (
    <div className={css.groups}>
      <RadioGroup
        label={t('swapGroup')}
        hideLabel
        direction="row"
        items={LINE_GROUPS.map(id => ({
          id,
          label: `${t(id === 'packages' ? 'byName' : 'bySubstanceGroup')} (${formats.count(counts[id])})`,
        }))}
        value={group}
        onChange={id => void store.getState().choose(id)}
      />
    </div>
  );
});

function Heads({ store, favourites }: PartProps & Pick<MedicineSearchProps, 'favourites'>) {
  const t = useTexts(prescribingTexts);
  const own = useFavouriteAt(store, favourites);
  const group = useStore(store, view => view.group);
  if (own !== null) return null;
  return (
    <div className={css.resultHead} aria-hidden="true">
      <span>{t(group === 'packages' ? 'product' : 'substance')}</span>
      <span>{t('strength')}</span>
      <span className={css.number}>{t(group === 'packages' ? 'size' : 'products')}</span>
      <span className={css.number}>{group === 'packages' ? t('price') : ''}</span>
      <span>{t(group === 'packages' ? 'reimbursement' : 'atc')}</span>
      <span>{group === 'packages' ? t('notes') : ''}</span>
    </div>
  );
}

/** What stands where there is no row. */
function Nothing({
  store,
  favourites,
  listId,
}: PartProps & Pick<MedicineSearchProps, 'favourites'> & Readonly<{ listId: string }>) {
  const t = useTexts(prescribingTexts);
  const own = useFavouriteAt(store, favourites);
  const at = useStore(store, view => (view.rows.length === 0 ? view.phase.at : null));
  if (own !== null) return <FavouriteList {...own} listId={listId} />;
  if (at === null) return null;
  return (
    <div className={css.nothing}>
      {at === 'searching' ? (
        <Skeleton label={t('searching')} lines={6} />
      ) : at === 'empty' ? (
        <EmptyState title={t('typeToSearch')}>{t('typeToSearchMore')}</EmptyState>
      ) : at === 'found' ? (
        <EmptyState title={t('nothing')}>{t('nothingMore')}</EmptyState>
      ) : null}
    </div>
  );
}

function Lines({ store, favourites, listId, onPick }: PickProps & Pick<MedicineSearchProps, 'favourites'>) {
  const own = useFavouriteAt(store, favourites);
  const t = useTexts(prescribingTexts);
  const language = useLanguage();
  const formats = useFormats();
  const rows = useStore(store, view => view.rows);
  const activeId = useStore(store, view => view.activeId);
  const hasMore = useStore(store, view => view.phase.at === 'found' && view.shownProducts < view.phase.total);
  const isOfPackages = useStore(store, view => view.group === 'packages');
  const blank = useMemo(() => <BlankLine t={t} />, [t]);
  const write = useMemo(() => createLineWriter(t, language, formats), [t, language, formats]);
  const activate = useCallback((id: string) => store.getState().activate(id), [store]);
  const showMore = useCallback(() => void store.getState().showMore(), [store]);
  return (
    <QuickList
      id={listId}
      label={t('results')}
      items={rows}
      activeId={activeId}
      onActiveChange={activate}
      onPick={onPick}
      blank={blank}
      write={write}
      isDisabled={cannotBePicked}
      onNearEnd={isOfPackages && hasMore ? showMore : undefined}
      isAway={own !== null}
    />
  );
}

/** How many were found, and whose names these are. */
function Source({ store }: PartProps) {
  const phase = useDeferredValue(useStore(store, view => view.phase));
  const shown = useDeferredValue(useStore(store, view => (view.group === 'packages' ? view.shownProducts : null)));
  const lacksVnr = useStore(store, view => {
    const row = view.rows.find(({ id }) => id === view.activeId);
    return row !== undefined && cannotBePicked(row);
  });
  return (
    <SourceLine
      store={store}
      total={phase.at === 'found' && phase.total > 0 ? phase.total : null}
      shown={shown}
      lacksVnr={lacksVnr}
    />
  );
}

const SourceLine = memo(function SourceLine({
  store,
  total,
  shown,
  lacksVnr,
}: PartProps & Readonly<{ total: number | null; shown: number | null; lacksVnr: boolean }>) {
  const t = useTexts(prescribingTexts);
  const formats = useFormats();
  const releaseId = useStore(store, view => view.release?.id ?? null);
  const release = useMemo(() => (releaseId === null ? null : store.getState().release), [store, releaseId]);
  return (
    <div className={css.source}>
      <span role="status">
        {total === null || shown === null
          ? ''
          : total > shown
            ? t('foundShown', { total: formats.count(total), count: shown })
            : t('found', { count: total })}
      </span>
      {lacksVnr && <span>{t('noVnrMore')}</span>}
      {release !== null && (
        <>
          {release.invented && (
            <Tag tone="warn" look="plain">
              {t('invented')}
            </Tag>
          )}
          <span>{t('release', { id: release.id, date: formats.date(release.date as LocalDate) })}</span>
          <span>{release.source}</span>
        </>
      )}
    </div>
  );
});

/** Without a VNR there is nothing to write into the document. */
const cannotBePicked = (row: SearchRow): boolean => row.kind === 'package' && row.package.vnr === null;
