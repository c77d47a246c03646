import { useCallback, useEffect, useMemo, useState } from 'react';
import { ClipboardList, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { withStrength } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Panel,
  RadioGroup,
  Screen,
  screenKeys,
  Split,
  Tag,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { openPatient } from '../patients/index.ts';
import { stateTone } from '../signing/index.ts';
import { statusTexts } from '../status/index.ts';
import { attentionTexts } from './attention.texts.ts';
import { ConflictScreen } from './ConflictScreen.tsx';
import { type NewForm } from './conflict.store.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { EndOfDayDialog } from './EndOfDayDialog.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { QueueDetail } from './QueueDetail.tsx';
import { createQueueStore, SHOWN } from './queue.store.ts';
import { queueTexts } from './queue.texts.ts';
import { SignAgainDialog } from './SignAgainDialog.tsx';
import { useLanding } from './use-landing.ts';

const bind = screenKeys('queue');

const rowKey = (row: QueueRow): string => row.id;

type QueueScreenProps = Readonly<{ nowMs: number; onGo: (area: 'dispensing') => void }>;

/** Everything on its way to the services: where it is, what was answered, who can mend it. */
export function QueueScreen({ nowMs, onGo }: QueueScreenProps) {
  const t = useTexts(queueTexts);
  const language = useLanguage();
  const a = useTexts(attentionTexts);
  const s = useTexts(statusTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState(() => createQueueStore(client));
  const {
    phase,
    rows,
    attention,
    show,
    activeId,
    load,
    choose,
    activate,
    tryNow,
    decide,
    note,
    again,
    openAgain,
    closeAgain,
  } = useStore(store);
  const [deciding, setDeciding] = useState<QueueRow | null>(null);
  const [noting, setNoting] = useState<QueueRow | null>(null);
  const [comparingId, setComparingId] = useState<string | null>(null);
  const [isListOpen, setListOpen] = useState(false);
  useEffect(() => void load(), [load]);
  useHostEvent('queueChanged', () => void load());
  const keys = useMemo(() => [bind('endOfDay', 'F9', a('endOfDay'), () => setListOpen(true))], [a]);
  useKeys(keys);

  const told = (failure: Failure | null, done: string): void =>
    failure === null ? announce(done) : announce(words(failure).told, 'assertive');
  const signAgain = (row: QueueRow): void =>
    void openAgain(row.id).then(failure => failure !== null && told(failure, ''));
  const back = useCallback(() => {
    setComparingId(null);
    void load();
  }, [load]);
  const toForm = useCallback(
    ({ patientId, basis, collector }: NewForm) =>
      void openPatient(client, patientId, { reason: '6', basis, collector }).then(failure => {
        if (failure === null) onGo('dispensing');
        else back();
      }),
    [client, onGo, back],
  );

  async function exportProof(row: QueueRow): Promise<void> {
    const proof = await client.queue.proof({ itemId: row.id });
    if (proof.ok) saveFile(proof.value);
    told(proof.ok ? null : proof.error, proof.ok ? t('proved', { name: proof.value.fileName }) : '');
  }

  const columns = useMemo<readonly Column<QueueRow>[]>(
    () => [
      {
        id: 'patient',
        header: t('patient'),
        cell: row => (
          <TwoLines
            top={row.patientName}
            below={row.summary === '' ? t(row.act) : withStrength(row.summary, language)}
          />
        ),
        isRowHeader: true,
        width: '5fr',
        minWidth: 148,
      },
      {
        id: 'act',
        header: t('act'),
        cell: row => <TwoLines top={t(row.act)} below={s(row.service === 'rooli' ? 'rooli' : row.service)} />,
        width: '2fr',
        minWidth: 128,
      },
      {
        id: 'state',
        header: t('state'),
        cell: row => (
          <Tag tone={row.givenUp ? 'neutral' : stateTone(row.state)} look="plain">
            {t(row.givenUp ? 'givenUp' : row.state)}
          </Tag>
        ),
        width: 212,
      },
      { id: 'author', header: t('author'), cell: row => row.authorName, width: '2fr', minWidth: 108 },
      { id: 'age', header: t('age'), cell: row => formats.age(row.signedAt, nowMs), align: 'end', width: 104 },
    ],
    [t, s, language, formats, nowMs],
  );
  const inGroup = (row: QueueRow): string => {
    const fixer = attention.get(row.id)?.fixer;
    return fixer === undefined ? '' : a(row.givenUp ? 'givenUpGroup' : fixer);
  };
  const active = rows.find(row => row.id === activeId) ?? null;
  useLanding(activeId === null ? null : (attention.get(activeId)?.landsAt ?? null), load);
  // What could not be fetched is not empty: nobody may read from it that everything has been accepted.
  const emptyWords = { open: 'emptyOpen', needsPerson: 'emptyPerson', all: 'emptyAll' } as const;
  const empty = t(phase.at === 'failed' ? 'emptyFailed' : emptyWords[show]);
  const act = (row: QueueRow): void => {
    const known = attention.get(row.id);
    if (known?.comparable === true) setComparingId(row.id);
    else if (known?.signAgain === true && known.mine) {
      if (known.landsAt === null) signAgain(row);
      else announce(a('signAgainAt', { time: formats.time(known.landsAt) }), 'assertive');
    } else if (row.state === 'held' || row.state === 'rejected') setDeciding(row);
    else activate(row.id);
  };

  if (comparingId !== null)
    return <ConflictScreen key={comparingId} itemId={comparingId} onBack={back} onNewForm={toForm} />;
  return (
    <Screen
      title={t('title')}
      tools={
        <>
          <RadioGroup
            label={t('show')}
            hideLabel
            direction="row"
            items={SHOWN.map(id => ({ id, label: t(id) }))}
            value={show}
            onChange={id => void choose(id)}
          />
          <Button icon={ClipboardList} keys="F9" onPress={() => setListOpen(true)}>
            {a('endOfDay')}
          </Button>
          <Button icon={RefreshCw} onPress={() => void tryNow()}>
            {t('tryNow')}
          </Button>
        </>
      }
      banner={phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
      fill="flush"
    >
      <Split
        list={
          <DataTable
            label={t('title')}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            lines="double"
            activeKey={activeId}
            onActiveChange={row => activate(row.id)}
            onOpen={act}
            {...(show === 'needsPerson' ? { groupOf: inGroup } : {})}
            empty={<EmptyState title={empty} />}
            pending={phase.at === 'loading' ? t('loading') : undefined}
            autoFocus
          />
        }
        detail={
          <Panel title={t('details')} grows>
            {active === null ? (
              <EmptyState title={t('pick')} />
            ) : (
              <QueueDetail
                row={active}
                attention={attention.get(active.id) ?? null}
                onProve={() => void exportProof(active)}
                onDecide={() => setDeciding(active)}
                onCompare={() => setComparingId(active.id)}
                onNote={() => setNoting(active)}
                onSignAgain={() => signAgain(active)}
              />
            )}
          </Panel>
        }
      />
      <DecisionDialog
        row={deciding}
        onClose={() => setDeciding(null)}
        onDecide={(decision, reason) => {
          const row = deciding;
          setDeciding(null);
          if (row === null) return;
          void decide(row.id, decision, reason).then(failure => told(failure, t('decided')));
        }}
      />
      <NoteDialog
        isOpen={noting !== null}
        onClose={() => setNoting(null)}
        onSave={text => {
          const row = noting;
          setNoting(null);
          if (row !== null) void note(row.id, text).then(failure => told(failure, a('noted')));
        }}
      />
      <SignAgainDialog again={again} onSigned={() => void load()} onClose={closeAgain} />
      <EndOfDayDialog isOpen={isListOpen} onClose={() => setListOpen(false)} />
    </Screen>
  );
}
