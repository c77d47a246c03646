import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { BookOpenText, ChevronLeft, ListPlus } from 'lucide-react';
import { useStore } from 'zustand';
import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { CORE_SHAPES } from '../../../shared/domain/records/core-data.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { isOfTwoWindows, TwoWindowsBanner } from '../../i18n/TwoWindowsBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Button, cx, Gap, Menu, Screen, screenKeys, useAnnouncer, useKeys } from '../../ui/index.ts';
import { endServiceEvent, type OpenPatient } from '../patients/index.ts';
import { type SigningBatch, SigningDialog } from '../signing/index.ts';
import { CitizenBlock } from './CitizenBlock.tsx';
import { DiscardDialog } from './DiscardDialog.tsx';
import { NoteFindings } from './NoteFindings.tsx';
import { addableFor, NoteSections } from './NoteSections.tsx';
import { type NoteStore } from './note.store.ts';
import { dropNote, leaveNote } from './open-note.store.ts';
import { PreviousNote } from './PreviousNote.tsx';
import { RegisterChoice } from './RegisterChoice.tsx';
import { RevisionChanges } from './RevisionChanges.tsx';
import { RevisionHead } from './RevisionHead.tsx';
import { documentId, draftRowId } from './record-rows.ts';
import { type RecordsStore } from './records.store.ts';
import { listTexts } from './list.texts.ts';
import { noteTexts } from './note.texts.ts';
import { SavedWords } from './SavedWords.tsx';
import css from './records.module.css';

const bind = screenKeys('records', 'record-note');

type NoteScreenProps = Readonly<{
  note: NoteStore;
  records: RecordsStore;
  open: OpenPatient;
  nowMs: number;
  today: LocalDate;
  onQueue: () => void;
  /** The text goes on as a draft of the open service event. */
  onMove: () => void;
}>;

/** One note: headings at the left, what the rules say at the right, an earlier note between them when it is wanted. */
export function NoteScreen({ note, records, open, nowMs, today, onQueue, onMove }: NoteScreenProps) {
  const t = useTexts(noteTexts);
  const inList = useTexts(listTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const template = useStore(note, state => state.template);
  const saving = useStore(note, state => state.saving);
  const draft = useStore(note, state => state.draft);
  const events = useStore(records, state => state.events);
  const others = useStore(
    records,
    state =>
      state.drafts.filter(d => d.draftId !== draft.draftId && d.serviceEventOid === draft.serviceEventOid).length,
  );
  const isNurse = useStore(records, state => state.templates.every(one => one.professions.includes('nurse')));
  // What a new version changes lies open from the start.
  const [hasPrevious, setPrevious] = useState(note.getState().draft.form.revision?.act === 'newVersion');
  const [isDiscarding, setDiscarding] = useState(false);
  const [isReadying, setReadying] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [mustFix, setMustFix] = useState(false);
  const [batch, setBatch] = useState<SigningBatch | null>(null);
  const [signed, setSigned] = useState<SignResult | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const rail = useRef<HTMLElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const language = useLanguage();
  const { patient, openServiceEvent } = open;
  const event = events.find(one => one.oid === draft.serviceEventOid) ?? openServiceEvent;
  const { revision, happenedAt } = draft.form;
  const addable = addableFor(template);
  const isEventGone =
    revision === undefined && happenedAt === undefined && openServiceEvent?.oid !== draft.serviceEventOid;

  const back = useCallback((): void => {
    void leaveNote().then(left => {
      if (left)
        void records
          .getState()
          .loadDrafts()
          .then(() => records.getState().activate(draftRowId(draft.draftId)));
      else announce(t('notSaved'), 'assertive');
    });
  }, [records, draft.draftId, announce, t]);
  const sign = useCallback((): void => {
    setReadying(true);
    setTrouble(null);
    setMustFix(false);
    void note
      .getState()
      .ready()
      .then(readied => {
        setReadying(false);
        switch (readied.at) {
          case 'ready':
            return setBatch({ id: readied.previews.map(one => one.digest).join(), previews: readied.previews });
          case 'faults':
          case 'stops':
            announce(t('fixFirst'), 'assertive');
            setMustFix(true);
            return focusFirst(readied.at === 'faults' ? form.current : rail.current, readied.at);
          case 'refused':
            return setTrouble(words(readied.failure).told);
          default:
            return readied satisfies never;
        }
      });
  }, [note, announce, t, words]);
  const keys = useMemo(() => {
    return [
      bind('sign', 'F12', t('keySign'), sign),
      bind('previous', 'F7', t('keyPrevious'), () => setPrevious(shown => !shown)),
      bind('structured', 'F4', t('keyStructured'), () => adder.current?.click()),
      bind('back', 'Esc', t('keyBack'), back),
    ];
  }, [t, sign, back]);
  useKeys(keys);
  useEffect(() => {
    void note.getState().check();
    void note.getState().loadPhrases();
  }, [note]);
  const written = useStore(note, state => state.form);
  const [judged, setJudged] = useState(written);
  if (written !== judged) {
    setJudged(written);
    setMustFix(false);
    setTrouble(null);
  }

  const finish = useCallback((): void => {
    const made = signed?.signed[0];
    if (made !== undefined) records.getState().activate(documentId(made.documentOid));
    dropNote();
    void records.getState().load();
  }, [signed, records]);
  const [isDone, setDone] = useState(false);
  // The dialog has gone before the list comes: else it takes the focus along that the list has just got.
  useEffect(() => {
    if (isDone) finish();
  }, [isDone, finish]);
  const close = (): void => {
    setBatch(null);
    setDone(signed !== null);
  };
  const end = async (): Promise<void> => {
    const failure = await endServiceEvent(client);
    if (failure !== null) return announce(words(failure).told, 'assertive');
    announce(t('ended'));
    close();
  };
  const afterSigning = () =>
    openServiceEvent === null || isEventGone ? null : (
      <Button disabledBecause={others > 0 ? t('endHeld', { count: others }) : undefined} onPress={() => void end()}>
        {t(openServiceEvent.kind === 'visit' ? 'endVisit' : 'endRemote')}
      </Button>
    );

  return (
    <Screen
      title={template.name[patient.language]}
      meta={
        event === null || event === undefined
          ? undefined
          : inList('eventSince', { kind: inList(event.kind), time: formats.time(event.startedAt) })
      }
      tools={
        <>
          {revision?.act !== 'annulment' && addable.length > 0 && (
            <Menu
              label={t('addStructured')}
              trigger={
                <Button icon={ListPlus} keys="F4" buttonRef={adder}>
                  {t('addStructured')}
                </Button>
              }
              items={addable.map(content => ({
                id: content,
                label: CORE_SHAPES[content].name[language],
              }))}
              onPick={picked => {
                const content = addable.find(each => each === picked);
                if (content !== undefined) note.getState().ask(content);
              }}
            />
          )}
          <Button icon={BookOpenText} keys="F7" onPress={() => setPrevious(shown => !shown)}>
            {t(
              revision === undefined
                ? hasPrevious
                  ? 'previousHide'
                  : 'previousShow'
                : hasPrevious
                  ? 'changesHide'
                  : 'changesShow',
            )}
          </Button>
        </>
      }
      banner={
        isEventGone ? (
          <Banner
            kind="partial"
            action={
              <Button disabledBecause={openServiceEvent === null ? t('moveNone') : undefined} onPress={onMove}>
                {t('move')}
              </Button>
            }
          >
            {t('eventGone')}
          </Banner>
        ) : saving.at === 'failed' && isOfTwoWindows(saving.failure) ? (
          <TwoWindowsBanner onSettle={stays => void note.getState().settle(stays)} />
        ) : saving.at === 'failed' ? (
          <Banner kind="error">{t('notSavedMore', { says: words(saving.failure).says })}</Banner>
        ) : trouble !== null ? (
          <Banner kind="error">{trouble}</Banner>
        ) : null
      }
      fill="flush"
      foot={
        <>
          <Button icon={ChevronLeft} keys="Esc" onPress={back}>
            {t('toList')}
          </Button>
          <Button variant="quiet" onPress={() => setDiscarding(true)}>
            {t('discard')}
          </Button>
          <SavedWords saving={saving} />
          <Gap />
          {mustFix && <span className={css.unsaved}>{t('fixFirst')}</span>}
          <Button variant="primary" keys="F12" isPending={isReadying} onPress={sign}>
            {t('sign')}
          </Button>
        </>
      }
    >
      <div className={cx(css.note, hasPrevious && css.withPrevious)}>
        <div className={css.form} ref={form} data-pane="">
          <RevisionHead note={note} today={today} />
          <RegisterChoice note={note} />
          {revision?.act !== 'annulment' && (
            <>
              <NoteSections note={note} isNurse={isNurse} lang={patient.language} nowMs={nowMs} today={today} />
              <CitizenBlock note={note} birthDate={patient.birthDate} today={today} />
            </>
          )}
        </div>
        {hasPrevious && (
          <aside className={css.previous} aria-label={t(revision === undefined ? 'previous' : 'changes')} data-pane="">
            {revision === undefined ? (
              <PreviousNote store={records} lang={patient.language} />
            ) : (
              <RevisionChanges note={note} lang={patient.language} />
            )}
          </aside>
        )}
        <aside className={css.rail} ref={rail} aria-label={t('findings')} data-pane="" tabIndex={0}>
          <NoteFindings note={note} onField={field => focusField(form.current, field)} />
        </aside>
      </div>
      <DiscardDialog
        isOpen={isDiscarding}
        onClose={() => setDiscarding(false)}
        onDiscard={() => {
          setDiscarding(false);
          dropNote();
          void records
            .getState()
            .discard(draft.draftId)
            .then(failure => announce(failure === null ? t('discarded') : words(failure).says));
        }}
      />
      <SigningDialog
        batch={batch}
        words={{ title: t('signTitle'), queued: t('signQueued'), accepted: t('signAccepted') }}
        lang={patient.language}
        sign={(items, pin2) => client.records.sign({ items: [...items], pin2 })}
        onSigned={setSigned}
        onClose={close}
        onQueue={() => {
          setBatch(null);
          if (signed !== null) finish();
          onQueue();
        }}
        after={afterSigning}
      />
    </Screen>
  );
}

/** F12 goes to the first thing in the way instead. */
function focusFirst(place: HTMLElement | null, what: 'faults' | 'stops'): void {
  const stop = place?.querySelector<HTMLElement>(what === 'faults' ? '[aria-invalid="true"]' : 'li button');
  (stop ?? place)?.focus();
}

/** A finding's field is a heading, or `sections` for the note as a whole: then the first field. */
function focusField(form: HTMLElement | null, field: string | null): void {
  const block = form?.querySelector<HTMLElement>(`[data-heading="${CSS.escape(field ?? '')}"]`) ?? form;
  block?.querySelector<HTMLElement>('[aria-invalid="true"], input, textarea')?.focus();
}
