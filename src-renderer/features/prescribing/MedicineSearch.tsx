import { type RefObject, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  EmptyState,
  type KeyBinding,
  optionId,
  RadioGroup,
  ResultList,
  SearchField,
  Skeleton,
  Tag,
  useKeys,
} from '../../ui/index.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { createRowDrawer } from './MedicineRow.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { type SearchRow } from './search-rows.ts';
import { GROUPS, type SearchStore } from './search.store.ts';
import css from './prescribing.module.css';

type MedicineSearchProps = Readonly<{
  store: SearchStore;
  inputRef: RefObject<HTMLInputElement | null>;
  onPick: (row: SearchRow) => void;
}>;

/** Every strength and size of what the words find; arrows choose, Enter takes. */
export function MedicineSearch({ store, inputRef, onPick }: MedicineSearchProps) {
  const t = useTexts(prescribingTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const formats = useFormats();
  const listId = useId();
  const { text, phase, group, rows, counts, activeId, release, type, choose, activate, move } = useStore(store);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      {
        id: 'prescribing.swapGroup',
        keys: 'F4',
        scope: 'screen',
        where: 'prescribing',
        label: t('swapGroup'),
        run: () => choose(store.getState().group === 'packages' ? 'substances' : 'packages'),
      },
    ],
    [t, choose, store],
  );
  useKeys(keys);
  const draw = useMemo(() => createRowDrawer(t, language, formats), [t, language, formats]);
  const active = rows.find(row => row.id === activeId);
  const shownProducts = new Set(rows.map(row => row.hit)).size;

  return (
    <>
      <div className={css.searchLine}>
        <SearchField
          label={t('search')}
          help={t('searchHelp')}
          error={phase.at === 'refused' ? `${words(phase.failure).says} ${words(phase.failure).todo}` : undefined}
          value={text}
          onChange={value => void type(value)}
          onEnter={() => {
            if (active !== undefined) onPick(active);
          }}
          results={{
            listId,
            activeOptionId: active === undefined ? undefined : optionId(listId, active.id),
            onMove: move,
          }}
          inputRef={inputRef}
          keys="F3"
          width="long"
          autoFocus
        />
        <div className={css.groups}>
          <RadioGroup
            label={t('swapGroup')}
            hideLabel
            direction="row"
            items={GROUPS.map(id => ({
              id,
              label: `${t(id === 'packages' ? 'byName' : 'bySubstanceGroup')} (${formats.count(counts[id])})`,
            }))}
            value={group}
            onChange={choose}
          />
        </div>
      </div>
      <div className={css.resultHead} aria-hidden="true">
        <span>{t(group === 'packages' ? 'product' : 'substance')}</span>
        <span>{t('strength')}</span>
        <span className={css.number}>{t(group === 'packages' ? 'size' : 'products')}</span>
        <span className={css.number}>{group === 'packages' ? t('price') : ''}</span>
        <span>{t(group === 'packages' ? 'reimbursement' : 'atc')}</span>
        <span>{group === 'packages' ? t('notes') : ''}</span>
      </div>
      <div className={css.results}>
        {rows.length === 0 && (
          <div className={css.nothing}>
            {phase.at === 'searching' ? (
              <Skeleton label={t('searching')} lines={6} />
            ) : phase.at === 'empty' ? (
              <EmptyState title={t('typeToSearch')}>{t('typeToSearchMore')}</EmptyState>
            ) : phase.at === 'found' ? (
              <EmptyState title={t('nothing')}>{t('nothingMore')}</EmptyState>
            ) : null}
          </div>
        )}
        <ResultList
          id={listId}
          label={t('results')}
          items={rows}
          activeId={activeId}
          onActiveChange={activate}
          onPick={onPick}
          renderItem={draw}
          isDisabled={cannotBePicked}
          grows
        />
      </div>
      <div className={css.source}>
        <span role="status">
          {phase.at !== 'found' || rows.length === 0
            ? ''
            : group === 'packages' && phase.total > shownProducts
              ? t('foundShown', { total: formats.count(phase.total), count: shownProducts })
              : group === 'packages'
                ? t('found', { count: phase.total })
                : ''}
        </span>
        {active?.kind === 'package' && active.package.vnr === null && <span>{t('noVnrMore')}</span>}
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
    </>
  );
}

/** Without a VNR there is nothing to write into the document. */
const cannotBePicked = (row: SearchRow): boolean => row.kind === 'package' && row.package.vnr === null;
