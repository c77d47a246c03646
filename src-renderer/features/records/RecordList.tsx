import { useCallback, useMemo, useRef, useState } from 'react';
import { Ban, FilePen, GitCompare, Printer, RefreshCw, Scan } from 'lucide-react';
import { useStore } from 'zustand';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type ArchivingDeadline, archivingDeadline } from '../../../shared/domain/records/archiving-deadline.ts';
import { certificateTitled } from '../../../shared/domain/records/certificate-forms.ts';
import { type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { saveFile } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { OfflineBanner, toldAt } from '../../i18n/OfflineBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  DataTable,
  EmptyState,
  Gap,
  Menu,
  Quiet,
  Row,
  Screen,
  screenKeys,
  Split,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { CertificateDeliveries } from './CertificateDeliveries.tsx';
import { type DeliveriesStore } from './deliveries.store.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { RecordFilter } from './RecordFilter.tsx';
import { recordColumns } from './RecordColumns.tsx';
import { VersionsDialog } from './VersionsDialog.tsx';
import { documentId, type ListRow } from './record-rows.ts';
import { type RecordsStore } from './records.store.ts';
import { type ListTranslate, listTexts } from './list.texts.ts';
import { noteTexts } from './note.texts.ts';

const bind = screenKeys('records');

type RecordListProps = Readonly<{
  store: RecordsStore;
  deliveries: DeliveriesStore;
  open: OpenPatient;
  nowMs: number;
  /** Null for those who write no notes. */
  onNew: (() => void) | null;
  onImaging: () => void;
  onDraft: (draftId: string) => void;
  /** The next visit of a series that goes on, here or elsewhere. */
  onSeries: (series: ServiceEvent) => void;
  /** A note of an event that has ended. */
  onLate: (event: ServiceEvent) => void;
  mayAnnul: boolean;
  onRevise: (document: RecordRow, act: 'newVersion' | 'annulment') => void;
}>;

const rowKey = (row: ListRow): string => row.id;

/** Service events with their notes at the left, the text of one at the right. */
export function RecordList({
  store,
  deliveries,
  open,
  nowMs,
  onNew,
  onImaging,
  onDraft,
  onSeries,
  onLate,
  mayAnnul,
  onRevise,
}: RecordListProps) {
  const t = useTexts(listTexts);
  const inNote = useTexts(noteTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const { announce, toast } = useAnnouncer();
  const {
    phase,
    rows,
    templates,
    isPartial,
    partialFault,
    source,
    activeId,
    reading,
    documents,
    load,
    activate,
    read,
  } = useStore(store);
  const [discarding, setDiscarding] = useState<string | null>(null);
  const templateName = useMemo(() => {
    const names = new Map(templates.map(template => [template.id, template.name[open.patient.language]]));
    return (id: string): string => names.get(id) ?? t('draft');
  }, [templates, open.patient.language, t]);
  const pendingEvents = useMemo(() => notArchived(rows), [rows]);
  const columns = useMemo(
    () => recordColumns(t, formats, templateName, event => deadlineOf(event, pendingEvents, nowMs)),
    [t, formats, templateName, pendingEvents, nowMs],
  );
  const [compared, setCompared] = useState<RecordRow | null>(null);
  const changer = useRef<HTMLButtonElement>(null);
  const [isPrinting, setPrinting] = useState(false);
  const print = useCallback(
    async ({ oid }: RecordRow): Promise<void> => {
      setPrinting(true);
      const reply = await store.getState().print(oid);
      setPrinting(false);
      if (reply.ok) {
        saveFile(reply.value);
        announce(t('printed'));
      } else toast({ text: words(reply.error).told, tone: 'stop' });
    },
    [store, announce, toast, words, t],
  );
  const keys = useMemo(
    () => [
      bind('refresh', 'F5', t('keyRefresh'), () => void load().then(() => announce(t('refreshed')))),
      bind('change', 'F8', t('keyChange'), () => changer.current?.click()),
      bind('print', 'Ctrl+P', t('print'), () => {
        const { rows: all, activeId: at } = store.getState();
        const row = all.find(({ id }) => id === at);
        if (row?.kind === 'document') void print(row.document);
      }),
    ],
    [t, load, announce, store, print],
  );
  useKeys(keys);
  const active = rows.find(row => row.id === activeId) ?? null;
  const { openServiceEvent, patient } = open;
  /** A series that waits for its next visit, while nothing else goes on. */
  const waitingSeries = (row: ListRow | null): ServiceEvent | null =>
    row?.kind === 'event' && row.event?.series !== undefined && row.event.endedAt === null && onNew !== null
      ? openServiceEvent === null && patient.deceasedOn === null
        ? row.event
        : null
      : null;
  const openRow = (row: ListRow): void => {
    const waiting = waitingSeries(row);
    if (row.kind === 'draft') onDraft(row.draft.draftId);
    if (row.kind === 'document') void read(row.document);
    if (waiting !== null) onSeries(waiting);
  };
  const document = active?.kind === 'document' ? active.document : null;
  const form = document === null ? null : certificateTitled(document.title);
  const series = waitingSeries(active);
  const late = active?.kind === 'event' && active.event !== null && active.event.endedAt !== null ? active.event : null;

  return (
    <Screen
      title={t('title')}
      meta={
        phase.at === 'loading' || (isPartial && partialFault === null)
          ? t('loading')
          : source === null
            ? undefined
            : ageOf(source, t, formats, nowMs)
      }
      tools={
        <>
          <Button icon={Scan} variant="quiet" onPress={onImaging}>
            {t('toImaging')}
          </Button>
          <Button icon={RefreshCw} keys="F5" onPress={() => void load()}>
            {t('refresh')}
          </Button>
        </>
      }
      banner={
        phase.at === 'failed' ? (
          <FailureBanner failure={phase.failure} />
        ) : source !== null && source.fault !== null ? (
          <OfflineBanner
            source={source}
            says={asOf => (asOf === null ? t('offlineNone') : t('offlineCache', { when: formats.moment(asOf) }))}
          />
        ) : partialFault !== null ? (
          <Banner kind="partial">{t('listPartial', { says: words(partialFault).says })}</Banner>
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
          {document !== null && (
            <Button icon={Printer} keys="Ctrl+P" isPending={isPrinting} onPress={() => void print(document)}>
              {t('print')}
            </Button>
          )}
          {document !== null && (
            <Menu
              label={t('change')}
              trigger={
                <Button icon={FilePen} keys="F8" buttonRef={changer}>
                  {t('change')}
                </Button>
              }
              items={(
                [
                  { id: 'newVersion', label: t('newVersion'), icon: FilePen, disabledBecause: barred(document, t) },
                  { id: 'compare', label: t('compare'), icon: GitCompare },
                  {
                    id: 'annulment',
                    label: t('annul'),
                    icon: Ban,
                    isDanger: true,
                    disabledBecause: barred(document, t),
                  },
                ] as const
              ).filter(({ id }) => id === 'compare' || (id === 'annulment' ? mayAnnul : onNew !== null))}
              onPick={id => {
                if (id === 'compare') setCompared(document);
                else if (id === 'newVersion' || id === 'annulment') onRevise(document, id);
              }}
            />
          )}
          {onNew === null ? null : (
            <Button
              variant="primary"
              keys="Ctrl+Shift+N"
              disabledBecause={patient.deceasedOn === null ? undefined : t('deceased')}
              onPress={onNew}
            >
              {t('newNote')}
            </Button>
          )}
        </>
      }
    >
      <Split
        list={
          <>
            {phase.at !== 'loading' && documents.length >= FILTER_FROM && <RecordFilter store={store} />}
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
          </>
        }
        detail={
          <DocumentPane
            head={
              document === null || form === null ? null : (
                <CertificateDeliveries
                  store={deliveries}
                  row={document}
                  form={form}
                  barred={
                    patient.identityCode === null
                      ? 'forwardNoCode'
                      : document.state === 'current' && document.acceptance !== 'rejected'
                        ? undefined
                        : 'forwardOld'
                  }
                  versions={[document.oid, document.setId]}
                  mayForward={onNew !== null}
                />
              )
            }
            reading={reading.at !== 'nothing' && active?.id !== documentId(reading.oid) ? { at: 'nothing' } : reading}
            hint={active === null ? t('pick') : series === null ? hintOf(active, t) : t('pickSeries')}
            act={
              active?.kind === 'draft' ? (
                <Row>
                  <Button keys="Enter" onPress={() => openRow(active)}>
                    {t('continue')}
                  </Button>
                  <Button variant="quiet" onPress={() => setDiscarding(active.draft.draftId)}>
                    {inNote('discard')}
                  </Button>
                </Row>
              ) : series !== null ? (
                <Button keys="Enter" onPress={() => onSeries(series)}>
                  {t('nextVisit')}
                </Button>
              ) : late !== null && onNew !== null ? (
                <Button onPress={() => onLate(late)}>{t('writeLate')}</Button>
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
      <VersionsDialog patientId={patient.id} row={compared} lang={patient.language} onClose={() => setCompared(null)} />
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
            .then(failure => announce(failure === null ? inNote('discarded') : words(failure).says));
        }}
      />
    </Screen>
  );
}

/** From so many documents on a list is narrowed rather than read through. */
const FILTER_FROM = 8;

/** Why a document cannot be changed now; undefined when it can. */
const barred = ({ state, acceptance }: RecordRow, t: ListTranslate): string | undefined =>
  state === 'annulled' && acceptance !== 'rejected' ? t('isAnnulled') : undefined;

/** Events of which something is not in the archive yet: a draft, or a document or the event itself on its way. */
function notArchived(rows: readonly ListRow[]): ReadonlySet<string> {
  const waiting = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'draft') waiting.add(row.draft.serviceEventOid);
    else if (row.kind === 'document' && row.document.acceptance !== 'accepted')
      waiting.add(row.document.serviceEventOid);
    else if (row.kind === 'event' && row.event !== null && row.event.acceptance !== 'accepted')
      waiting.add(row.event.oid);
  }
  return waiting;
}

function deadlineOf(event: ServiceEvent, waiting: ReadonlySet<string>, nowMs: number): ArchivingDeadline | null {
  return waiting.has(event.oid) ? archivingDeadline(event.endedAt, nowMs) : null;
}

/** Where the list comes from and how old it is. */
function ageOf(source: Sourced, t: ListTranslate, formats: Formats, nowMs: number): string {
  const asOf = toldAt(source);
  return asOf === null ? t('fromOwn') : t('from', { time: formats.moment(asOf), age: formats.age(asOf, nowMs) });
}

const hintOf = (row: ListRow, t: ListTranslate): string =>
  t(row.kind === 'document' ? 'pick' : row.kind === 'draft' ? 'pickDraft' : 'pickEvent');
