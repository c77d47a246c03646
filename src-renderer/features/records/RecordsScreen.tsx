import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type RecordDraft } from '../../../shared/contract/records.contract.ts';
import { type RecordRow, type RecordTemplate, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { screenKeys, useAnnouncer, useKeys } from '../../ui/index.ts';
import { type OpenPatient, openSeriesVisit } from '../patients/index.ts';
import { createDeliveriesStore } from './deliveries.store.ts';
import { NewNoteDialog } from './NewNoteDialog.tsx';
import { NoteScreen } from './NoteScreen.tsx';
import { createNoteStore, type NoteStore } from './note.store.ts';
import { dropNote, showNote, useOpenNote } from './open-note.store.ts';
import { RecordList } from './RecordList.tsx';
import { createRecordsStore, type RecordsView } from './records.store.ts';
import { listTexts } from './list.texts.ts';
import { noteTexts } from './note.texts.ts';

const bind = screenKeys('records');

export type RecordsScreenProps = Readonly<{
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  /** False for those who read records and write none. */
  mayWrite: boolean;
  /** True also for an archivist, who annuls documents of the own register. */
  mayAnnul: boolean;
  onGo: (area: 'home' | 'prescribing' | 'dispensing' | 'records' | 'queue' | 'settings' | 'imaging') => void;
  /** Opens the service event that a note belongs to; null when it is open now. */
  onOpenServiceEvent: (kind: ServiceEvent['kind']) => Promise<Failure | null>;
}>;

/** Notes of the open patient: the list, or the note that is being written. */
export function RecordsScreen({
  open,
  nowMs,
  today,
  mayWrite,
  mayAnnul,
  onGo,
  onOpenServiceEvent,
}: RecordsScreenProps) {
  const t = useTexts(listTexts);
  const inNote = useTexts(noteTexts);
  const words = useFailureWords();
  const client = useClient();
  const { announce, toast } = useAnnouncer();
  const { patient, openServiceEvent } = open;
  const [store] = useState(() => createRecordsStore(client, patient.id));
  const [deliveries] = useState(() => createDeliveriesStore(client, patient.id));
  const templates = useStore(store, state => state.templates);
  const note = useOpenNote(patient.id);
  const [isChoosing, setChoosing] = useState(false);
  /** The ended event that a late note is begun for. */
  const [lateEvent, setLateEvent] = useState<ServiceEvent | null>(null);
  // A visit that opens or ends elsewhere on the desk changes the list.
  const eventOid = openServiceEvent?.oid ?? null;
  useEffect(() => void store.getState().load(), [store, eventOid]);
  useHostEvent('recordsChanged', event => {
    if (event.patientId === patient.id) void store.getState().load();
  });

  const write = useCallback(
    (draft: RecordDraft): void => {
      const template = templateFor(draft, store.getState());
      if (template !== null)
        showNote(createNoteStore(client, { draft, template, language: patient.language, nowMs: Date.now() }));
    },
    [client, store, patient.language],
  );
  const start = useCallback(
    async (templateId: string): Promise<Failure | null> => {
      const oid = lateEvent?.oid ?? eventOid;
      if (oid === null) return { code: 'REC-0001' };
      const opened = await store.getState().openForm(templateId, oid, lateEvent !== null);
      if (!opened.ok) return opened.error;
      setChoosing(false);
      setLateEvent(null);
      write(opened.value);
      return null;
    },
    [store, eventOid, lateEvent, write],
  );
  const revise = async (document: RecordRow, act: 'newVersion' | 'annulment'): Promise<void> => {
    const opened = await store.getState().revise(document.oid, act);
    if (opened.ok) return write(opened.value);
    toast({ tone: 'stop', text: words(opened.error).told });
  };
  const choose = useCallback((): void => {
    if (patient.deceasedOn === null) setChoosing(true);
    else announce(t('deceased'), 'assertive');
  }, [patient.deceasedOn, announce, t]);
  const move = async (from: NoteStore): Promise<void> => {
    if (eventOid === null) return;
    const moved = await from.getState().moveTo(eventOid);
    if (!('draft' in moved)) return announce(words(moved).told, 'assertive');
    dropNote();
    write(moved.draft);
    announce(inNote('moved'));
    void store.getState().loadDrafts();
  };
  const keys = useMemo(
    () => [bind('new', 'Ctrl+Shift+N', t('keyNew'), choose, { isOff: note !== null || !mayWrite })],
    [t, note, mayWrite, choose],
  );
  useKeys(keys);

  if (note !== null)
    return (
      <NoteScreen
        key={note.getState().draft.draftId}
        note={note}
        records={store}
        open={open}
        nowMs={nowMs}
        today={today}
        onQueue={() => onGo('queue')}
        onMove={() => void move(note)}
      />
    );
  return (
    <>
      <RecordList
        store={store}
        deliveries={deliveries}
        open={open}
        nowMs={nowMs}
        onNew={mayWrite ? choose : null}
        onImaging={() => onGo('imaging')}
        onSeries={series =>
          void openSeriesVisit(client, series.oid).then(failure =>
            failure === null ? announce(t('seriesContinued')) : toast({ tone: 'stop', text: words(failure).told }),
          )
        }
        onLate={event => {
          setLateEvent(event);
          setChoosing(true);
        }}
        mayAnnul={mayAnnul}
        onRevise={(document, act) => void revise(document, act)}
        onDraft={draftId => {
          const draft = store.getState().drafts.find(one => one.draftId === draftId);
          if (draft !== undefined) write(draft);
        }}
      />
      <NewNoteDialog
        isOpen={isChoosing}
        onClose={() => {
          setChoosing(false);
          setLateEvent(null);
        }}
        openServiceEvent={lateEvent ?? openServiceEvent}
        templates={templates}
        onOpenServiceEvent={onOpenServiceEvent}
        onTemplate={start}
      />
    </>
  );
}

/** An annulment stands under the name of the document: its template need not be one's own, nor known at all. */
function templateFor(
  { documentOid, form }: RecordDraft,
  { templates, documents }: Pick<RecordsView, 'templates' | 'documents'>,
): RecordTemplate | null {
  const own = templates.find(({ id }) => id === form.templateId);
  const { revision } = form;
  if (own !== undefined || revision?.act !== 'annulment') return own ?? null;
  const title = documents.find(({ oid }) => oid === revision.base.oid)?.title ?? documentOid;
  return {
    id: form.templateId,
    name: { fi: title, sv: title, en: title },
    headings: [],
    phrases: {},
    professions: [],
    view: 'general',
  };
}
