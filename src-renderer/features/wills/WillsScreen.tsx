import { useCallback, useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type DeclarationRow, isInForce } from '../../../shared/domain/consent/declaration.ts';
import { contradictions } from '../../../shared/domain/consent/declaration.rules.ts';
import { ageInYears, isInstant, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Gap,
  Quiet,
  Screen,
  screenKeys,
  Split,
  Tag,
  type Tone,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { GiveDialog } from './GiveDialog.tsx';
import { type Choice } from './give-form.ts';
import { WillDetail } from './WillDetail.tsx';
import { detailOf, nameOf } from './will-words.ts';
import { createWillsStore, groupOf } from './wills.store.ts';
import { willTexts } from './wills.texts.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

export type WillsScreenProps = Readonly<{
  open: OpenPatient;
  today: LocalDate;
  onGo: (area: 'queue') => void;
}>;

const bind = screenKeys('wills');

const rowKey = (row: DeclarationRow): string => row.oid;
const TONES: Readonly<Record<DeclarationRow['state'], Tone>> = { accepted: 'ok', queued: 'info', rejected: 'stop' };
const ADULT_YEARS = 18;

/** What the person has said on the use of their data and on their care: kept together with them, at their word. */
export function WillsScreen({ open, today, onGo }: WillsScreenProps) {
  const t = useTexts(willTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const language = useLanguage();
  const client = useClient();
  const { announce, toast } = useAnnouncer();
  const { patient } = open;
  const [store] = useState(() => createWillsStore(client, patient.id));
  const { phase, rows, source, choices, activeOid, load, loadIfWaiting, activate } = useStore(store);
  const [giving, setGiving] = useState<Readonly<{ choice: Choice | null }> | null>(null);
  const [ending, setEnding] = useState<DeclarationRow | null>(null);
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => void load(), [load]);
  useHostEvent('queueChanged', () => void loadIfWaiting());

  const active = rows.find(({ oid }) => oid === activeOid) ?? null;
  const clashing = useMemo(() => contradictions(rows), [rows]);
  const isInformed = rows.some(row => isInForce(row) && row.declaration.kind === 'informing');
  const print = useCallback(
    async (row: DeclarationRow): Promise<void> => {
      setPrinting(true);
      const reply = await store.getState().print(row.oid);
      setPrinting(false);
      if (reply.ok) {
        saveFile(reply.value);
        announce(t('printed'));
      } else toast({ text: words(reply.error).told, tone: 'stop' });
    },
    [store, toast, words, announce, t],
  );
  const mayRecord = patient.deceasedOn === null;
  const record = useCallback(
    (choice: Choice | null): void => {
      if (mayRecord) setGiving({ choice });
      else announce(words({ code: 'PAT-0003' }).says, 'assertive');
    },
    [mayRecord, announce, words],
  );

  const keys = useMemo(() => {
    const onActive = (run: (row: DeclarationRow) => void) => (): void => {
      const now = store.getState();
      const row = now.rows.find(({ oid }) => oid === now.activeOid);
      if (row !== undefined) run(row);
    };
    return [
      bind(
        'withdraw',
        'P',
        t('withdraw'),
        onActive(row => {
          if (isInForce(row) && row.declaration.kind !== 'informing') setEnding(row);
        }),
        { scope: 'list' },
      ),
      bind(
        'print',
        'T',
        t('print'),
        onActive(row => void print(row)),
        { scope: 'list' },
      ),
      bind('record', 'Ctrl+Shift+N', t('record'), () => record(null)),
      bind('refresh', 'F5', t('refresh'), () => void load().then(() => announce(t('refreshed')))),
    ];
  }, [t, store, print, record, load, announce]);
  useKeys(keys);

  const columns = useMemo<readonly Column<DeclarationRow>[]>(
    () => [
      {
        id: 'what',
        header: t('what'),
        isRowHeader: true,
        width: '4fr',
        minWidth: 220,
        cell: ({ declaration }) => (
          <TwoLines top={nameOf(declaration, t)} below={detailOf(declaration, choices, t, formats)} />
        ),
      },
      { id: 'given', header: t('given'), width: 92, align: 'end', cell: row => formats.dateOf(row.givenAt) },
      {
        id: 'state',
        header: t('state'),
        width: 104,
        cell: row => t(row.withdrawnAt !== null ? 'withdrawn' : row.state === 'rejected' ? 'refused' : 'inForce'),
      },
      {
        id: 'sending',
        header: t('sending'),
        width: 136,
        cell: row => (
          <Tag tone={TONES[row.state]} look="plain">
            {t(row.state)}
          </Tag>
        ),
      },
    ],
    [t, choices, formats],
  );
  const groupName = useCallback((row: DeclarationRow): string => t(`group_${groupOf(row.declaration)}`), [t]);

  return (
    <Screen
      title={t('title')}
      meta={
        source !== null && source.asOf !== null && isInstant(source.asOf)
          ? t('asOf', { time: formats.moment(source.asOf) })
          : undefined
      }
      tools={
        <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={() => void load()}>
          {t('refresh')}
        </Button>
      }
      banner={
        <>
          {phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
          {source !== null && source.fault !== null ? (
            <Banner kind="offline">
              {source.asOf !== null && isInstant(source.asOf)
                ? t('offlineCache', { when: formats.moment(source.asOf) })
                : t('offlineNone')}
            </Banner>
          ) : null}
          {phase.at === 'shown' && rows.length > 0 && !isInformed && mayRecord ? (
            <Banner kind="partial" action={<Button onPress={() => record('informing')}>{t('informNow')}</Button>}>
              {t('notInformed')}
            </Banner>
          ) : null}
          {clashing.map(({ id, says, oids }) => (
            <Banner key={`${id} ${oids.join(' ')}`} kind="partial">
              <strong>{`${t('contradiction')}. `}</strong>
              {says[language]}
            </Banner>
          ))}
        </>
      }
      fill="flush"
      foot={
        <>
          <Quiet>{t('first')}</Quiet>
          <Gap />
          <Button
            variant="primary"
            keys="Ctrl+Shift+N"
            disabledBecause={mayRecord ? undefined : words({ code: 'PAT-0003' }).says}
            onPress={() => record(null)}
          >
            {t('record')}
          </Button>
        </>
      }
    >
      <Split
        list={
          <DataTable
            label={t('list')}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            lines="double"
            groupOf={groupName}
            activeKey={activeOid}
            onActiveChange={row => activate(row.oid)}
            isMuted={row => !isInForce(row)}
            keyList="wills"
            pending={phase.at === 'loading' && rows.length === 0 ? t('loading') : undefined}
            empty={
              <EmptyState
                title={t('empty')}
                action={mayRecord ? <Button onPress={() => record('informing')}>{t('informNow')}</Button> : undefined}
              >
                {t('emptyMore')}
              </EmptyState>
            }
            autoFocus
          />
        }
        detail={
          <WillDetail
            row={active}
            choices={choices}
            lang={patient.language}
            isPrinting={isPrinting}
            onWithdraw={setEnding}
            onPrint={row => void print(row)}
            onQueue={() => onGo('queue')}
          />
        }
      />
      {giving === null ? null : (
        <GiveDialog
          choice={giving.choice}
          rows={rows}
          choices={choices}
          isMinor={ageInYears(patient.birthDate, today) < ADULT_YEARS}
          lang={patient.language}
          onClose={() => setGiving(null)}
          onGive={async (declaration, attestation) => {
            const refused = await store.getState().give(declaration, attestation);
            if (refused !== null) return refused;
            setGiving(null);
            announce(t('saved', { name: nameOf(declaration, t) }));
            return null;
          }}
        />
      )}
      {ending === null ? null : (
        <WithdrawDialog
          name={nameOf(ending.declaration, t)}
          onClose={() => setEnding(null)}
          onWithdraw={async attestation => {
            const refused = await store.getState().withdraw(ending.oid, attestation);
            if (refused !== null) return refused;
            setEnding(null);
            announce(t('ended', { name: nameOf(ending.declaration, t) }));
            return null;
          }}
        />
      )}
    </Screen>
  );
}
