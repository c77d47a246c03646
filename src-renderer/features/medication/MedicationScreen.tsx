import { useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type MedicationEventShown, type MedicationRowShown } from '../../../shared/contract/medication.contract.ts';
import { type MedicationChoice } from '../../../shared/domain/medication/medication-list.ts';
import { addDays, daysBetween, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { withStrength } from '../../i18n/product-words.ts';
import { type Translate, useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Gap,
  ItemName,
  Quiet,
  RadioGroup,
  Screen,
  screenKeys,
  Slider,
  Tag,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { createMedicationStore, shownRows, type Told } from './medication.store.ts';
import { medicationTexts } from './medication.texts.ts';
import { TellDialog } from './TellDialog.tsx';
import css from './medication.module.css';

type T = Translate<keyof (typeof medicationTexts)['byLanguage']['fi']>;
type Word = MedicationRowShown['national'];
const LIST = 'medication';
const bind = screenKeys(LIST);
const rowKey = ({ key }: MedicationRowShown): string => key;

function WordCell({ word, t, formats }: Readonly<{ word: Word; t: T; formats: Formats }>) {
  if (word === null) return <Quiet>{t('notThere')}</Quiet>;
  return (
    <TwoLines
      top={word.inUse ? word.dose : <em>{t('notUsed')}</em>}
      below={[word.isWaiting === true ? t('waiting') : '', formats.dateOf(word.at), word.by, word.note]
        .filter(part => part !== '')
        .join(' · ')}
    />
  );
}

function eventWords(event: MedicationEventShown, t: T): string {
  switch (event.type) {
    case 'said':
      return [t(`said_${event.source}`), event.inUse ? event.dose : t('notUsed'), event.note]
        .filter(part => part !== '')
        .join(': ');
    case 'decided':
      return [t(`chose_${event.choice}`), event.dose].filter(part => part !== '').join(': ');
    case 'reconciled':
      return [t('wasReconciled'), event.note].filter(part => part !== '').join(': ');
  }
}

/** The patient's medicines as continuums: the Centre, the unit's own list and the patient's word side by side, of any day. */
export function MedicationScreen({
  open,
  today,
  mayDecide,
}: Readonly<{ open: OpenPatient; today: LocalDate; mayDecide: boolean }>) {
  const t = useTexts(medicationTexts);
  const language = useLanguage();
  const formats = useFormats();
  const client = useClient();
  const { toast, announce } = useAnnouncer();
  const patientId = open.patient.id;
  const [store] = useState(() => createMedicationStore(client, patientId));
  const view = useStore(store);
  const { list, isLoading, failure, onlyDifferences, activeKey } = view;
  const [asOf, setAsOf] = useState<LocalDate>(today);
  const [telling, setTelling] = useState<Readonly<{ row: MedicationRowShown | null }> | null>(null);
  useEffect(() => void store.getState().load(today, true), [store, today]);
  useHostEvent('prescriptionsChanged', event => {
    if (event.patientId === patientId) void store.getState().load(asOf, true);
  });
  const rows = shownRows(view);
  const differences = (list?.rows ?? []).filter(({ differs }) => differs).length;
  const active = list?.rows.find(({ key }) => key === activeKey) ?? null;
  const isPast = asOf < today;

  const goTo = (day: LocalDate): void => {
    setAsOf(day);
    void store.getState().load(day, false);
  };
  const isThere = list !== null;
  const keys = useMemo(() => {
    const activeRow = (): MedicationRowShown | null => {
      const { list: now, activeKey: key } = store.getState();
      return now?.rows.find(row => row.key === key) ?? null;
    };
    const decide = (choice: MedicationChoice): void => {
      const row = activeRow();
      if (row === null) return void toast({ text: t('pickRow'), tone: 'warn' });
      setAsOf(today);
      void store
        .getState()
        .decide(row.key, choice)
        .then(isDone => {
          if (isDone) announce(t('decided', { name: row.name }));
        });
    };
    const decisions = [
      bind('national', '1', t('takeNational'), () => decide('national'), { scope: 'list' }),
      bind('local', '2', t('takeLocal'), () => decide('local'), { scope: 'list' }),
      bind('patient', '3', t('takePatient'), () => decide('patient'), { scope: 'list' }),
      bind('stop', '4', t('stop'), () => decide('stop'), { scope: 'list' }),
    ];
    const others = [
      bind('tell', 'Alt+P', t('tell'), () => setTelling({ row: activeRow() }), { waits: isLoading && !isThere }),
      bind('add', 'Alt+N', t('add'), () => setTelling({ row: null })),
      bind('fetch', 'F5', t('fetchAgain'), () => void store.getState().load(today, true)),
      bind('filter', 'F4', t('show'), () => store.getState().filter(!store.getState().onlyDifferences)),
    ];
    const reconcile = [
      bind(
        'reconcile',
        'F12',
        t('reconcile'),
        () =>
          void store
            .getState()
            .reconcile('')
            .then(isDone => {
              setAsOf(today);
              if (isDone) announce(t('reconciledNow'));
            }),
        // Nobody stamps a list that was not before their eyes: this key does not wait either.
        { isOff: !isThere },
      ),
    ];
    // Who does not care for the patient reads, and writes what the patient tells.
    return mayDecide ? [...decisions, ...others, ...reconcile] : others;
  }, [t, store, today, toast, announce, mayDecide, isThere, isLoading]);
  useKeys(keys);
  const run = (id: string): void =>
    keys.find(binding => binding.id === `medication.${id}`)?.run(new KeyboardEvent('keydown'));

  const columns = useMemo<readonly Column<MedicationRowShown>[]>(
    () => [
      {
        id: 'medicine',
        header: t('medicine'),
        isRowHeader: true,
        width: '3fr',
        cell: row => (
          <ItemName
            name={withStrength(row.name, language)}
            below={
              row.differs ? (
                <Tag tone="warn" look="plain">
                  {t('differs')}
                </Tag>
              ) : undefined
            }
          />
        ),
      },
      ...(['national', 'local', 'patient'] as const).map(id => ({
        id,
        header: t(id),
        width: '4fr' as const,
        cell: (row: MedicationRowShown) => <WordCell word={row[id]} t={t} formats={formats} />,
      })),
    ],
    [t, language, formats],
  );
  const tell = (told: Told): void => {
    setTelling(null);
    setAsOf(today);
    void store.getState().tell(told);
  };
  const source = list?.source;
  return (
    <Screen
      title={t('title')}
      meta={
        list === null
          ? t('fetching')
          : list.reconciled === null
            ? t('never')
            : t('reconciled', { when: formats.moment(list.reconciled.at), who: list.reconciled.by })
      }
      tools={
        <>
          <RadioGroup
            label={t('show')}
            hideLabel
            direction="row"
            items={[
              { id: 'all', label: t('all') },
              { id: 'differences', label: t('differences', { count: differences }) },
            ]}
            value={onlyDifferences ? 'differences' : 'all'}
            onChange={id => store.getState().filter(id === 'differences')}
          />
          <Button icon={RefreshCw} keys="F5" isPending={isLoading} onPress={() => run('fetch')}>
            {t('fetchAgain')}
          </Button>
        </>
      }
      banner={
        <>
          <FailureBanner failure={failure} />
          {source?.from === 'none' && <Banner kind="partial">{t('noNational')}</Banner>}
          {isPast && (
            <Banner kind="stale" action={<Button onPress={() => goTo(today)}>{t('toToday')}</Button>}>
              {t('pastDay')}
            </Banner>
          )}
        </>
      }
      fill="flush"
      foot={
        <>
          {list !== null && (
            <Slider
              label={t('asOf')}
              min={-Math.max(1, daysBetween(list.earliest, today))}
              max={0}
              value={-daysBetween(asOf, today)}
              onChange={days => goTo(addDays(today, days))}
              words={isPast ? formats.date(asOf) : t('today')}
            />
          )}
          <Gap />
          <Button keys="Alt+P" onPress={() => run('tell')}>
            {t('tell')}
          </Button>
          <Button keys="Alt+N" onPress={() => run('add')}>
            {t('add')}
          </Button>
          {mayDecide && (
            <Button variant="primary" keys="F12" onPress={() => run('reconcile')}>
              {t('reconcile')}
            </Button>
          )}
        </>
      }
    >
      <div className={css.work}>
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          lines="double"
          activeKey={activeKey}
          onActiveChange={row => store.getState().activate(row.key)}
          onOpen={row => setTelling({ row })}
          keyList={LIST}
          pending={isLoading && list === null ? t('fetching') : undefined}
          empty={
            <EmptyState title={t(onlyDifferences ? 'noDifferences' : 'empty')}>
              {t(onlyDifferences ? 'noDifferencesMore' : 'emptyMore')}
            </EmptyState>
          }
          autoFocus
        />
        <aside className={css.detail} aria-label={t('detail')} data-pane="" tabIndex={0}>
          {active !== null && (
            <>
              <h2 className={css.head}>{withStrength(active.name, language)}</h2>
              {mayDecide && (
                <div className={css.choices}>
                  {(['national', 'local', 'patient'] as const).map((id, place) => (
                    <Button
                      key={id}
                      keys={String(place + 1)}
                      disabledBecause={active[id] === null ? t('notThere') : undefined}
                      onPress={() => run(id)}
                    >
                      {t(id === 'national' ? 'takeNational' : id === 'local' ? 'takeLocal' : 'takePatient')}
                    </Button>
                  ))}
                  <Button keys="4" onPress={() => run('stop')}>
                    {t('stop')}
                  </Button>
                </div>
              )}
            </>
          )}
          <h2 className={css.head}>{t('history')}</h2>
          <Timeline row={active} events={list?.events ?? []} t={t} formats={formats} />
        </aside>
      </div>
      {telling !== null && (
        <TellDialog row={telling.row} writesOwn={mayDecide} onSave={tell} onClose={() => setTelling(null)} />
      )}
    </Screen>
  );
}

/** Who wrote what of this medicine, newest first: prescriptions of the Centre and lines of this workstation. */
function Timeline({
  row,
  events,
  t,
  formats,
}: Readonly<{ row: MedicationRowShown | null; events: readonly MedicationEventShown[]; t: T; formats: Formats }>) {
  const lines = [
    ...(row?.continuum ?? []).map(link => ({
      id: link.setId,
      at: link.at,
      by: link.by,
      text: `${t('prescribed')}: ${link.dose}`,
    })),
    ...events
      .filter(event => event.type === 'reconciled' || event.key === row?.key)
      .map(event => ({ id: event.id, at: event.at, by: event.by.name, text: eventWords(event, t) })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (lines.length === 0) return <Quiet>{t('noHistory')}</Quiet>;
  return (
    <ol className={css.timeline}>
      {lines.map(({ id, at, by, text }) => (
        <li key={id}>
          <TwoLines top={text} below={`${formats.dateTime(at)} · ${by}`} />
        </li>
      ))}
    </ol>
  );
}
