import { useEffect, useMemo, useState } from 'react';
import { FileCheck, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { ERROR_CODES } from '../../../shared/kernel/error-codes.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Code,
  type Column,
  DataTable,
  DefinitionList,
  EmptyState,
  Panel,
  RadioGroup,
  Screen,
  Split,
  StepRow,
  Tag,
  TwoLines,
  useAnnouncer,
} from '../../ui/index.ts';
import { statusTexts } from '../status/index.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { createQueueStore, SHOWN } from './queue.store.ts';
import { queueTexts } from './queue.texts.ts';
import { stateTone, stepsOf } from './steps.ts';

const rowKey = (row: QueueRow): string => row.id;

/** Everything on its way to the services: where it is, what was answered, who can mend it. */
export function QueueScreen({ nowMs }: Readonly<{ nowMs: number }>) {
  const t = useTexts(queueTexts);
  const s = useTexts(statusTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState(() => createQueueStore(client));
  const { phase, rows, show, activeId, load, choose, activate, tryNow, decide } = useStore(store);
  const [deciding, setDeciding] = useState<QueueRow | null>(null);
  useEffect(() => void load(), [load]);
  useHostEvent('queueChanged', () => void load());

  async function exportProof(row: QueueRow): Promise<void> {
    const proof = await client.queue.proof({ itemId: row.id });
    if (!proof.ok) return announce(words(proof.error).says, 'assertive');
    saveFile(proof.value);
    announce(t('proved', { name: proof.value.fileName }));
  }

  const columns = useMemo<readonly Column<QueueRow>[]>(
    () => [
      {
        id: 'patient',
        header: t('patient'),
        cell: row => <TwoLines top={row.patientName} below={row.summary === '' ? t(row.act) : row.summary} />,
        isRowHeader: true,
        width: '3fr',
        minWidth: 148,
      },
      {
        id: 'act',
        header: t('act'),
        cell: row => <TwoLines top={t(row.act)} below={s(row.service === 'rooli' ? 'rooli' : row.service)} />,
        width: '2fr',
        minWidth: 136,
      },
      {
        id: 'state',
        header: t('state'),
        cell: row => (
          <Tag tone={stateTone(row.state)} look="plain">
            {t(row.state)}
          </Tag>
        ),
        width: '2fr',
        minWidth: 140,
      },
      { id: 'author', header: t('author'), cell: row => row.authorName, width: '2fr', minWidth: 108 },
      { id: 'age', header: t('age'), cell: row => formats.age(row.signedAt, nowMs), align: 'end', width: 84 },
      { id: 'attempts', header: t('attempts'), cell: row => formats.count(row.attempts), align: 'end', width: 84 },
    ],
    [t, s, formats, nowMs],
  );
  const active = rows.find(row => row.id === activeId) ?? null;
  const empty = show === 'open' ? t('emptyOpen') : show === 'needsPerson' ? t('emptyPerson') : t('emptyAll');

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
          <Button icon={RefreshCw} onPress={() => void tryNow()}>
            {t('tryNow')}
          </Button>
        </>
      }
      banner={
        phase.at === 'failed' ? (
          <Banner kind="error">{`${words(phase.failure).says} ${words(phase.failure).todo}`}</Banner>
        ) : null
      }
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
            onOpen={row => (row.state === 'held' ? setDeciding(row) : activate(row.id))}
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
              <>
                <StepRow
                  label={t('steps')}
                  steps={stepsOf(active, {
                    signed: t('signed'),
                    queued: t('queued'),
                    sent: t('sent'),
                    accepted: t('accepted'),
                    sending: t('sending'),
                    unknown: t('unknown'),
                    rejected: t('rejected'),
                    held: t('held'),
                    cancelled: t('cancelled'),
                  })}
                />
                <DefinitionList
                  items={[
                    { label: t('act'), value: [t(active.act), active.summary].filter(part => part !== '').join(': ') },
                    { label: t('oid'), value: <Code>{active.documentOid}</Code> },
                    {
                      label: t('lastAnswer'),
                      value:
                        active.lastAnswer === null
                          ? t('noAnswer')
                          : `${words({ code: active.lastAnswer.code }).says} ${words({ code: active.lastAnswer.code }).todo} (${active.lastAnswer.code}, ${formats.dateTime(active.lastAnswer.at)})`,
                    },
                    ...(active.lastAnswer === null || active.state === 'accepted'
                      ? []
                      : [{ label: t('fix'), value: t(ERROR_CODES[active.lastAnswer.code].retry) }]),
                    ...(active.nextAttemptAt === null
                      ? []
                      : [{ label: t('next'), value: formats.dateTime(active.nextAttemptAt) }]),
                    {
                      label: t('waiting'),
                      value: active.waitingBehind === 0 ? t('none') : formats.count(active.waitingBehind),
                    },
                    ...(active.receipt === null
                      ? [{ label: t('receipt'), value: t('receiptNone') }]
                      : [
                          { label: t('receipt'), value: <Code>{active.receipt.reference}</Code> },
                          { label: t('at'), value: formats.dateTime(active.receipt.at) },
                          {
                            id: 'verified',
                            label: t('state'),
                            value: [
                              active.receipt.verified ? t('verified') : t('notVerified'),
                              active.receipt.replayed ? t('replayed') : '',
                            ]
                              .filter(part => part !== '')
                              .join('. '),
                          },
                        ]),
                  ]}
                />
                <Button icon={FileCheck} onPress={() => void exportProof(active)}>
                  {t('prove')}
                </Button>
                {active.state === 'held' ? (
                  <Button variant="primary" onPress={() => setDeciding(active)} keys="Enter">
                    {t('decide')}
                  </Button>
                ) : null}
              </>
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
          void decide(row.id, decision, reason).then(failure =>
            announce(failure === null ? t('decided') : words(failure).says, failure === null ? 'polite' : 'assertive'),
          );
        }}
      />
    </Screen>
  );
}
