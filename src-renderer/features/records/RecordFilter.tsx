import { RECORD_PHASES, type RecordPhase } from '../../../shared/codes/record-headings.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Quiet, Select, TextField } from '../../ui/index.ts';
import { type Filter, filterChoices, isFiltering, NO_FILTER } from './record-filter.ts';
import { type RecordsStore } from './records.store.ts';
import { listTexts } from './list.texts.ts';
import { useStore } from 'zustand';
import css from './records.module.css';

type RecordFilterProps = Readonly<{ store: RecordsStore }>;

const ALL = '';

/** Narrows the list by words, view, phase and heading; says how much it leaves. */
export function RecordFilter({ store }: RecordFilterProps) {
  const t = useTexts(listTexts);
  const language = useLanguage();
  const filter = useStore(store, state => state.filter);
  const documents = useStore(store, state => state.documents);
  const shown = useStore(store, state => state.shownCount);
  const { views, headings } = filterChoices(documents);
  const change = (next: Partial<Filter>): void => store.getState().setFilter({ ...filter, ...next });
  const items = (values: readonly string[]) => [
    { id: ALL, label: t('filterAll') },
    ...values.map(value => ({ id: value, label: value })),
  ];
  return (
    <div className={css.filter} role="search" aria-label={t('filter')}>
      <TextField
        label={t('filterWords')}
        width="medium"
        value={filter.words}
        onChange={words => change({ words })}
        maxLength={100}
      />
      <Select
        label={t('filterView')}
        width="short"
        placeholder={t('filterAll')}
        items={items(views)}
        value={filter.view ?? ALL}
        onChange={view => change({ view: view === ALL ? null : view })}
      />
      <Select
        label={t('filterPhase')}
        width="short"
        placeholder={t('filterAll')}
        items={[
          { id: ALL, label: t('filterAll') },
          ...(Object.keys(RECORD_PHASES) as RecordPhase[]).map(id => ({ id, label: RECORD_PHASES[id][language] })),
        ]}
        value={filter.phase ?? ALL}
        onChange={phase => change({ phase: phase === ALL ? null : (phase as RecordPhase) })}
      />
      <Select
        label={t('filterHeading')}
        width="short"
        placeholder={t('filterAll')}
        items={items(headings)}
        value={filter.heading ?? ALL}
        onChange={heading => change({ heading: heading === ALL ? null : heading })}
      />
      {isFiltering(filter) && (
        <Button variant="quiet" onPress={() => store.getState().setFilter(NO_FILTER)}>
          {t('filterClear')}
        </Button>
      )}
      <Quiet>{t('filterCount', { shown, of: documents.length })}</Quiet>
    </div>
  );
}
