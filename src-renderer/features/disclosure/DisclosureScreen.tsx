import { useCallback, useEffect, useMemo, useState } from 'react';
import { CircleHelp, Handshake, Siren } from 'lucide-react';
import { useStore } from 'zustand';
import { type DisclosedRow } from '../../../shared/domain/consent/declaration.ts';
import { type AuthorisationRow } from '../../../shared/domain/records/authorisation.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Gap,
  Menu,
  Screen,
  screenKeys,
  Split,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { askEmergency, emergencyRuns, emergencyStore, leaveEmergency, type OpenPatient } from '../patients/index.ts';
import { ConditionLine } from './ConditionLine.tsx';
import { DisclosedPane } from './DisclosedPane.tsx';
import { createDisclosureStore, minutesLeft, type Purpose } from './disclosure.store.ts';
import { disclosureTexts } from './disclosure.texts.ts';
import { EmergencyDialog } from './EmergencyDialog.tsx';
import { WhyDialog } from './WhyDialog.tsx';

const bind = screenKeys('disclosure');

export type DisclosureScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onGo: (area: 'wills') => void;
}>;

const rowKey = (row: DisclosedRow): string => row.oid;
const NO_ROWS: readonly DisclosedRow[] = [];

/** What other controllers give of the open patient, by the person's permission or in an emergency, for half an hour. */
export function DisclosureScreen({ open, nowMs, today, onGo }: DisclosureScreenProps) {
  const t = useTexts(disclosureTexts);
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const { patient, openServiceEvent } = open;
  const [store] = useState(() => createDisclosureStore(client, patient.id));
  const { conditions, search, activeOid, reading, authorisations, loadConditions, activate, read, passTo } =
    useStore(store);
  const isEmergency = useStore(emergencyStore, state => state.isAsked);
  const [isWhy, setWhy] = useState(false);
  const eventOid = openServiceEvent?.oid ?? null;
  useEffect(() => void loadConditions(), [loadConditions, eventOid]);
  useEffect(() => passTo(nowMs), [passTo, nowMs]);
  useEffect(() => void store.getState().loadAuthorisations(today), [store, today]);

  const ask = useCallback(
    async (purpose: Purpose, reason: string, authorisation?: AuthorisationRow) => {
      const refused = await store.getState().ask(purpose, reason, authorisation);
      const now = store.getState().search;
      if (now.at === 'answered') announce(t(now.rows.length === 0 ? 'none' : 'found', { count: now.rows.length }));
      return refused;
    },
    [store, announce, t],
  );
  const askForCare = useCallback((): void => void ask('care', ''), [ask]);
  const keys = useMemo(() => {
    return [
      bind('ask', 'F12', t('ask'), askForCare),
      bind('emergency', 'F8', t('emergency'), askEmergency),
      bind('why', 'F9', t('why'), () => setWhy(true)),
    ];
  }, [t, askForCare]);
  useKeys(keys);

  const columns = useMemo<readonly Column<DisclosedRow>[]>(
    () => [
      { id: 'time', header: t('time'), width: 116, cell: row => formats.dateOf(row.createdAt) },
      {
        id: 'name',
        header: t('name'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 180,
        cell: row => <TwoLines top={row.title} below={row.authorName} />,
      },
      {
        id: 'register',
        header: t('register'),
        width: '3fr',
        minWidth: 180,
        cell: row => <TwoLines top={row.controllerName} below={t(row.registerKind)} />,
      },
    ],
    [t, formats],
  );

  const rows = search.at === 'answered' ? search.rows : NO_ROWS;
  const left = search.at === 'answered' ? minutesLeft(search.until, nowMs) : 0;
  const untilValues =
    search.at === 'answered' ? { time: formats.time(search.until), count: left } : { time: '', count: 0 };
  return (
    <Screen
      title={t('title')}
      meta={
        search.at === 'answered' && search.purpose === 'care'
          ? `${t('found', { count: rows.length })} · ${t('validUntil', untilValues)}`
          : undefined
      }
      tools={
        <>
          <Button icon={CircleHelp} keys="F9" variant="quiet" onPress={() => setWhy(true)}>
            {t('why')}
          </Button>
          {authorisations.length === 0 ? null : (
            <Menu
              label={t('byAuthorisation')}
              trigger={<Button icon={Handshake}>{t('byAuthorisation')}</Button>}
              items={authorisations.map(({ oid, organiserName, until }) => ({
                id: oid,
                label: t('authorisationOf', { name: organiserName, date: formats.date(until) }),
              }))}
              onPick={picked =>
                void ask(
                  'care',
                  '',
                  authorisations.find(({ oid }) => oid === picked),
                )
              }
            />
          )}
          <Button icon={Siren} keys="F8" onPress={askEmergency}>
            {t('emergency')}
          </Button>
        </>
      }
      banner={
        <>
          <ConditionLine conditions={conditions} />
          {search.at === 'answered' && search.purpose === 'emergency' ? (
            <Banner kind="error">{t('emergencyOn', untilValues)}</Banner>
          ) : null}
          {search.at === 'answered' && search.organiser !== null ? (
            <Banner kind="note">{t('authorisedOn', { name: search.organiser, time: untilValues.time })}</Banner>
          ) : null}
          {search.at === 'refused' ? <FailureBanner failure={search.failure} /> : null}
        </>
      }
      fill="flush"
      foot={
        <>
          <Gap />
          <Button variant="primary" keys="F12" isPending={search.at === 'asking'} onPress={askForCare}>
            {t(search.at === 'notAsked' ? 'ask' : 'askAgain')}
          </Button>
        </>
      }
    >
      <Split
        share="1:1"
        list={
          <DataTable
            label={t('list')}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            lines="double"
            activeKey={activeOid}
            onActiveChange={row => activate(row.oid)}
            onOpen={row => void read(row.oid)}
            pending={search.at === 'asking' ? t('asking') : undefined}
            empty={
              search.at === 'over' ? (
                <EmptyState title={t('over')}>{t('overMore')}</EmptyState>
              ) : search.at === 'answered' ? (
                <EmptyState title={t('none')} action={<Button onPress={() => setWhy(true)}>{t('why')}</Button>}>
                  {t('noneMore')}
                </EmptyState>
              ) : (
                <EmptyState title={t('notAsked')}>{t('notAskedMore')}</EmptyState>
              )
            }
            autoFocus
          />
        }
        detail={
          <DisclosedPane
            reading={reading}
            lang={patient.language}
            onAgain={oid => void read(oid)}
            onSearchAgain={askForCare}
          />
        }
      />
      <WhyDialog isOpen={isWhy} conditions={conditions} onWills={() => onGo('wills')} onClose={() => setWhy(false)} />
      {isEmergency ? (
        <EmergencyDialog
          onClose={leaveEmergency}
          onAsk={async reason => {
            const refused = await ask('emergency', reason);
            const answer = store.getState().search;
            if (refused === null && answer.at === 'answered') emergencyRuns(patient.id, answer.until);
            return refused;
          }}
        />
      ) : null}
    </Screen>
  );
}
