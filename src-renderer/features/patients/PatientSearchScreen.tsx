import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type PatientHit } from '../../../shared/contract/patients.contract.ts';
import { listName } from '../../../shared/domain/people/person.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Code, type Column, DataTable, EmptyState, Screen, SearchField, Tag } from '../../ui/index.ts';
import { OpeningDialog, type Why } from './OpeningDialog.tsx';
import { type MetAs, openPatient } from './patient.store.ts';
import { patientTexts } from './patients.texts.ts';
import { createSearchStore } from './search.store.ts';
import css from './patients.module.css';

type PatientSearchScreenProps = Readonly<{
  inPharmacy: boolean;
  metAs: MetAs;
  today: LocalDate;
  /** Changes when F2 was pressed: the field takes the focus and its text is chosen. */
  focusTurn: number;
  /** What stands beside the search; it opens a person as the search does. */
  aside?: ((open: OpenPerson) => ReactNode) | undefined;
  /** @param then where to go with the person, where that was said */
  onOpened: (then: AfterOpening) => void;
}>;

/** Where a person was opened to go; null: wherever the role goes. */
export type AfterOpening = 'prescribing' | 'dispensing' | 'records' | null;

/** @param first done when the person is open, before the screen is: what that screen begins with */
export type OpenPerson = (hit: PatientHit, then: AfterOpening, first?: () => void) => void;

const CODE_FAULTS: Readonly<Record<string, 'codeForm' | 'codeDate' | 'codeCheck' | 'codeNumber'>> = {
  form: 'codeForm',
  date: 'codeDate',
  check: 'codeCheck',
  number: 'codeNumber',
};
const rowKey = (hit: PatientHit): string => hit.id;

/** The first screen of everybody: one field with the focus, the people opened last below it. */
export function PatientSearchScreen(props: PatientSearchScreenProps) {
  const { inPharmacy, metAs, today, focusTurn, aside, onOpened } = props;
  const t = useTexts(patientTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const [store] = useState(() => createSearchStore(client));
  const { text, phase, hits, activeId, loadRecent, type, activate, move } = useStore(store);
  const [opening, setOpening] = useState<PatientHit | null>(null);
  const [then, setThen] = useState<AfterOpening>(null);
  const beforeScreen = useRef<(() => void) | undefined>(undefined);
  const [failed, setFailed] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => void loadRecent(), [loadRecent]);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [focusTurn]);

  const choose = useCallback((hit: PatientHit | undefined, leadsTo: AfterOpening = null, first?: () => void): void => {
    setThen(leadsTo);
    beforeScreen.current = first;
    if (hit !== undefined) setOpening(hit);
  }, []);
  const chooseRow = useCallback((hit: PatientHit): void => choose(hit), [choose]);
  const open = (why: Why): void => {
    const hit = opening;
    setOpening(null);
    if (hit === null) return;
    void openPatient(client, hit.id, why).then(failure => {
      setFailed(failure === null ? null : words(failure).says);
      if (failure !== null) return;
      beforeScreen.current?.();
      onOpened(then);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== input.current) return;
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  };

  const isRecent = phase.at === 'recent';
  const columns = useMemo<readonly Column<PatientHit>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 190,
        cell: hit => <span className={css.name}>{listName(hit)}</span>,
      },
      {
        id: 'code',
        header: t('code'),
        width: 124,
        cell: hit =>
          hit.identityCode === null ? (
            <span className={css.quiet}>{t('noCode')}</span>
          ) : (
            <Code>{hit.identityCode}</Code>
          ),
      },
      {
        id: 'born',
        header: t('age'),
        width: 152,
        cell: hit =>
          `${t('born', { date: formats.date(hit.birthDate) })}, ${t('years', { count: formats.years(hit.birthDate, today) })}`,
      },
      {
        id: 'sex',
        header: t('sex'),
        width: 88,
        cell: hit => (hit.sex === 'male' || hit.sex === 'female' ? t(hit.sex) : t('unspecified')),
      },
      { id: 'city', header: t('city'), width: '2fr', minWidth: 100, cell: hit => hit.city },
      // Of the people opened last it is told what is known of them when no line works.
      ...(isRecent
        ? [
            {
              id: 'kept',
              header: t('keptAt'),
              width: 150,
              cell: (hit: PatientHit) => (hit.keptAt === undefined ? '' : formats.dateTime(hit.keptAt)),
            },
          ]
        : []),
      {
        id: 'dead',
        header: '',
        width: 84,
        cell: hit =>
          hit.deceased ? (
            <Tag tone="warn" look="plain">
              {t('deceased')}
            </Tag>
          ) : (
            ' '
          ),
      },
    ],
    [t, formats, today, isRecent],
  );

  const fault = phase.at === 'refused' ? (phase.failure.detail?.[0] ?? '') : '';
  const codeFault = CODE_FAULTS[fault];
  const error = phase.at !== 'refused' ? undefined : codeFault === undefined ? words(phase.failure).says : t(codeFault);
  return (
    <Screen
      title={t(metAs)}
      meta={phase.at === 'found' ? t('found', { count: phase.total }) : phase.at === 'recent' ? t('recent') : undefined}
      banner={
        failed !== null ? (
          <Banner kind="error">{failed}</Banner>
        ) : phase.at === 'found' && phase.serviceMissing ? (
          <Banner kind="partial">{t('serviceMissing')}</Banner>
        ) : null
      }
      fill="flush"
    >
      <div className={css.sides}>
        <div className={css.found}>
          <div className={css.search} onKeyDownCapture={onKeyDown}>
            <SearchField
              label={t('search')}
              help={t('searchHelp')}
              error={error}
              value={text}
              onChange={value => void type(value)}
              onEnter={() => choose(hits.find(hit => hit.id === activeId))}
              inputRef={input}
              keys="F2"
              width="long"
              autoFocus
            />
          </div>
          <DataTable
            label={phase.at === 'recent' ? t('recent') : t('hits')}
            columns={columns}
            rows={hits}
            rowKey={rowKey}
            activeKey={activeId}
            onActiveChange={hit => activate(hit.id)}
            onOpen={chooseRow}
            isMuted={isDeceased}
            pending={phase.at === 'searching' ? t('searching') : undefined}
            empty={
              phase.at === 'recent' ? (
                <EmptyState title={t('empty')} />
              ) : phase.at === 'refused' ? null : (
                <EmptyState title={t('nothing')}>{t('nothingMore')}</EmptyState>
              )
            }
          />
        </div>
        {aside?.(choose)}
      </div>
      <OpeningDialog hit={opening} inPharmacy={inPharmacy} onClose={() => setOpening(null)} onOpen={open} />
    </Screen>
  );
}

const isDeceased = (hit: PatientHit): boolean => hit.deceased;
