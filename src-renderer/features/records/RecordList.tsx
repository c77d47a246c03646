import { type ReactNode, useMemo, useState } from 'react';
import { PenLine, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Instant, isInstant } from '../../../shared/kernel/time.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Gap,
  type KeyBinding,
  Quiet,
  Row,
  Screen,
  Split,
  Tag,
  type Tone,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { documentId, type ListRow } from './record-rows.ts';
import { type RecordsStore } from './records.store.ts';
import { type RecordTranslate, recordTexts } from './records.texts.ts';
import css from './records.module.css';

type RecordListProps = Readonly<{
  store: RecordsStore;
  open: OpenPatient;
  nowMs: number;
  onNew: () => void;
  onDraft: (draftId: string) => void;
}>;

const rowKey = (row: ListRow): string => row.id;
const TONES: Readonly<Record<RecordRow['acceptance'], Tone>> = { accepted: 'ok', queued: 'info', rejected: 'stop' };

/** Service events with their notes at the left, the text of one at the right. */
export function RecordList({ store, open, nowMs, onNew, onDraft }: RecordListProps) {
  const t = useTexts(recordTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const { phase, rows, templates, source, activeId, reading, documents, load, activate, read } = useStore(store);
  const [discarding, setDiscarding] = useState<string | null>(null);
  const templateName = useMemo(() => {
    const names = new Map(templates.map(template => [template.id, template.name[open.patient.language]]));
    return (id: string): string => names.get(id) ?? t('draft');
  }, [templates, open.patient.language, t]);
  const columns = useMemo(() => columnsOf(t, formats, templateName), [t, formats, templateName]);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      {
        id: 'records.refresh',
        keys: 'F5',
        scope: 'screen',
        where: 'records',
        label: t('keyRefresh'),
        run: () => void load().then(() => announce(t('refreshed'))),
      },
    ],
    [t, load, announce],
  );
  useKeys(keys);
  const active = rows.find(row => row.id === activeId) ?? null;
  const openRow = (row: ListRow): void => {
    if (row.kind === 'draft') onDraft(row.draft.draftId);
    if (row.kind === 'document') void read(row.document);
  };
  const { openServiceEvent, patient } = open;

  return (
    <Screen
      title={t('title')}
      meta={phase.at === 'loading' ? t('loading') : source === null ? undefined : ageOf(source, t, formats, nowMs)}
      tools={
        <Button icon={RefreshCw} keys="F5" onPress={() => void load()}>
          {t('refresh')}
        </Button>
      }
      banner={
        phase.at === 'failed' ? (
          <Banner kind="error">{`${words(phase.failure).says} ${words(phase.failure).todo}`}</Banner>
        ) : source !== null && source.fault !== null ? (
          <Banner kind="offline">
            {source.asOf !== null && isInstant(source.asOf)
              ? t('offlineCache', { when: formats.dateTime(source.asOf) })
              : t('offlineNone')}
          </Banner>
        ) : null
      }
      fill="flush"
      foot={
        <>
          <Quiet>
            {openServiceEvent === null
              ? t('noOpenEvent')
              : t('eventSince', {
                  kind: t(openServiceEvent.kind),
                  time: formats.time(openServiceEvent.startedAt),
                })}
          </Quiet>
          <Gap />
          <Button
            variant="primary"
            keys="Ctrl+Shift+N"
            disabledBecause={patient.deceasedOn === null ? undefined : t('deceased')}
            onPress={onNew}
          >
            {t('newNote')}
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
            activeKey={activeId}
            onActiveChange={row => activate(row.id)}
            onOpen={openRow}
            pending={phase.at === 'loading' && rows.length === 0 ? t('loading') : undefined}
            empty={<EmptyState title={t('empty')}>{t('emptyMore')}</EmptyState>}
            autoFocus
          />
        }
        detail={
          <DocumentPane
            reading={reading.at !== 'nothing' && active?.id !== documentId(reading.oid) ? { at: 'nothing' } : reading}
            hint={active === null ? t('pick') : hintOf(active, t)}
            act={
              active?.kind === 'draft' ? (
                <Row>
                  <Button keys="Enter" onPress={() => openRow(active)}>
                    {t('continue')}
                  </Button>
                  <Button variant="quiet" onPress={() => setDiscarding(active.draft.draftId)}>
                    {t('discard')}
                  </Button>
                </Row>
              ) : undefined
            }
            lang={patient.language}
            onAgain={oid => {
              const row = documents.find(document => document.oid === oid);
              if (row !== undefined) void read(row);
            }}
          />
        }
      />
      <DiscardDialog
        isOpen={discarding !== null}
        onClose={() => setDiscarding(null)}
        onDiscard={() => {
          const draftId = discarding;
          setDiscarding(null);
          if (draftId === null) return;
          void store
            .getState()
            .discard(draftId)
            .then(failure => announce(failure === null ? t('discarded') : words(failure).says));
        }}
      />
    </Screen>
  );
}

/** Where the list comes from and how old it is. */
function ageOf(source: Sourced, t: RecordTranslate, formats: Formats, nowMs: number): string {
  return source.asOf !== null && isInstant(source.asOf)
    ? t('from', { time: formats.dateTime(source.asOf), age: formats.age(source.asOf, nowMs) })
    : t('fromOwn');
}

const hintOf = (row: ListRow, t: RecordTranslate): string =>
  t(row.kind === 'document' ? 'pick' : row.kind === 'draft' ? 'pickDraft' : 'pickEvent');

const timeOf = (row: ListRow): Instant | null =>
  row.kind === 'event'
    ? (row.event?.startedAt ?? null)
    : row.kind === 'draft'
      ? row.draft.savedAt
      : row.document.createdAt;

function eventName(event: ServiceEvent | null, t: RecordTranslate, formats: Formats): ReactNode {
  if (event === null) return <span className={css.event}>{t('otherEvent')}</span>;
  return (
    <span className={css.event}>
      {t(event.kind)}
      <span className={css.eventState}>
        {', '}
        {event.endedAt === null ? t('eventOpen') : t('eventEnded', { time: formats.time(event.endedAt) })}
      </span>
    </span>
  );
}

function columnsOf(
  t: RecordTranslate,
  formats: Formats,
  templateName: (id: string) => string,
): readonly Column<ListRow>[] {
  return [
    {
      id: 'time',
      header: t('time'),
      cell: row => {
        const at = timeOf(row);
        return at === null ? null : <span className={css.time}>{formats.dateTime(at)}</span>;
      },
      width: 148,
    },
    {
      id: 'name',
      header: t('name'),
      cell: row =>
        row.kind === 'event' ? (
          eventName(row.event, t, formats)
        ) : (
          <span className={css.under}>
            {row.kind === 'draft' ? templateName(row.draft.form.templateId) : row.document.title}
          </span>
        ),
      isRowHeader: true,
      width: '3fr',
      minWidth: 160,
    },
    {
      id: 'author',
      header: t('author'),
      cell: row => (row.kind === 'document' ? row.document.authorName : null),
      width: '2fr',
      minWidth: 112,
    },
    {
      id: 'version',
      header: t('version'),
      cell: row => (row.kind === 'document' ? formats.count(row.document.version) : null),
      align: 'end',
      width: 60,
    },
    { id: 'state', header: t('state'), cell: row => stateOf(row, t), width: 132 },
  ];
}

function stateOf(row: ListRow, t: RecordTranslate): ReactNode {
  if (row.kind === 'draft')
    return (
      <Tag icon={PenLine} look="plain">
        {t('draft')}
      </Tag>
    );
  const acceptance = row.kind === 'document' ? row.document.acceptance : row.event?.acceptance;
  return acceptance === undefined ? null : (
    <Tag tone={TONES[acceptance]} look="plain">
      {t(acceptance)}
    </Tag>
  );
}
