import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type CodeHit, type OwnPhrases, type RecordDraft } from '../../../shared/contract/records.contract.ts';
import { type Preview } from '../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../shared/domain/finding.ts';
import { LONGEST_SECTION, signingStops } from '../../../shared/domain/records/record.rules.ts';
import { type CoreContent, type CoreEntry, newCoreEntry } from '../../../shared/domain/records/core-data.ts';
import { type CoreField } from '../../../shared/domain/records/core-fields.ts';
import {
  type CitizenView,
  type DiagnosisEntry,
  type MeasurementKind,
  type RecordForm,
  type RecordHeading,
  type RecordTemplate,
  type ServiceEvent,
} from '../../../shared/domain/records/record.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { storedText, textFault, type TextFault } from '../../../shared/kernel/text.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import {
  atTime,
  codedHeading,
  coreOf,
  diagnosesOf,
  hasFaults,
  type Series,
  seriesAt,
  seriesOf,
  textOf,
  type TypedValue,
  typedValue,
  withCore,
  withDiagnoses,
  withField,
  withSeries,
  withText,
} from './note-form.ts';

/** From the first unsaved key to the store; what is lost in a power cut is at most this and the write. */
const SAVE_AFTER_MS = 400;
/** A save that failed is tried again until it succeeds or the note is closed. */
const RETRY_AFTER_MS = 2000;
const LONGEST_REASON = 500;

export type Saving =
  | Readonly<{ at: 'saved'; savedAt: Instant }>
  | Readonly<{ at: 'saving' }>
  | Readonly<{ at: 'failed'; failure: Failure }>;
export type Checking =
  Readonly<{ at: 'running' }> | Readonly<{ at: 'done' }> | Readonly<{ at: 'failed'; failure: Failure }>;
export type FieldFault = Readonly<{ fault: TextFault; length: number; most: number }>;
export type Readied =
  | Readonly<{ at: 'ready'; previews: readonly Preview[] }>
  | Readonly<{ at: 'faults' }>
  | Readonly<{ at: 'stops'; rules: readonly string[] }>
  | Readonly<{ at: 'refused'; failure: Failure }>;

type Picked = Readonly<{ code: string | null; name: string; unit?: string }>;

export type NoteView = Readonly<{
  draft: RecordDraft;
  template: RecordTemplate;
  form: RecordForm;
  series: readonly Series[];
  faults: Readonly<Partial<Record<RecordHeading, FieldFault>>>;
  saving: Saving;
  checking: Checking;
  findings: readonly Finding[];
  /** Contents whose search line was asked for, the latest last. */
  asked: readonly CoreContent[];
  /** A signature was tried: what is missing is marked. */
  isJudged: boolean;
  /** The writer's own phrases by heading. */
  phrases: OwnPhrases;
  /** Takes the text as typed, or refuses it with a fault and leaves what stood there. @returns whether it was taken */
  write(heading: RecordHeading, typed: string): boolean;
  addDiagnosis(hit: CodeHit): boolean;
  changeDiagnosis(code: string, change: Partial<Pick<DiagnosisEntry, 'primacy' | 'permanence'>>): void;
  removeDiagnosis(code: string): void;
  /** Fetches the phrases that the writer has kept; without an answer there are none. */
  loadPhrases(): Promise<void>;
  keepPhrase(heading: RecordHeading, text: string, keep: boolean): Promise<Failure | null>;
  /** Shows the search line of a content, with the focus in it. */
  ask(content: CoreContent): void;
  addCore(content: CoreContent, picked: Picked, today: LocalDate): void;
  changeCore(content: CoreContent, at: number, field: CoreField, value: string): void;
  removeCore(content: CoreContent, at: number): void;
  /** Why a new version or an annulment is made, and when that happened which is written of afterwards. */
  setReason(reason: string): void;
  setHappenedAt(at: Instant): void;
  /** What the citizens' service shows of it. */
  setCitizen(citizen: CitizenView): void;
  /** On which organiser's authorisation it goes into that register; null: into the own one. */
  setPurchased(purchased: NonNullable<RecordForm['purchased']> | null): void;
  measure(seriesId: number, kind: MeasurementKind, change: Partial<TypedValue>): void;
  setTime(seriesId: number, change: Partial<Pick<Series, 'date' | 'clock'>>): void;
  addSeries(nowMs: number): void;
  removeSeries(seriesId: number): void;
  /** Takes a finding on with a reason; an empty reason takes it back. */
  confirm(rule: string, reason: string): FieldFault | null;
  judgeReason(typed: string): FieldFault | null;
  /** Asks for the findings of what stands in the form. */
  check(): Promise<void>;
  /** Saves what is not saved yet. @returns null when everything is in the store */
  flush(): Promise<Failure | null>;
  /** The same note was typed in another window: the one that stays takes the place of the other. */
  settle(stays: 'mine' | 'theirs'): Promise<void>;
  /** Everything up to the PIN: saved, checked, frozen. */
  ready(): Promise<Readied>;
  /** Carries the text into another service event as a new draft; the old one goes when the new one is stored. */
  moveTo(serviceEventOid: ServiceEvent['oid']): Promise<Readonly<{ draft: RecordDraft }> | Failure>;
  /** Stops the clock; nothing is written any more. */
  close(): void;
}>;
export type NoteStore = StoreApi<NoteView>;

type Start = Readonly<{
  draft: RecordDraft;
  template: RecordTemplate;
  /** Language of the document: names of diagnoses are written in it. */
  language: PatientLanguage;
  nowMs: number;
}>;

const faultOf = (text: string, most: number): FieldFault | null => {
  const fault = textFault(text, most);
  return fault === null ? null : { fault, length: text.length, most };
};

const seriesIn = (form: RecordForm, nowMs: number): readonly Series[] =>
  seriesOf(
    form.sections.flatMap(section => section.entries),
    nowMs,
  );

/** One note from its first key to its frozen page. The host's check is the authority on findings. */
export const createNoteStore = (client: Pick<ApiClient, 'records'>, start: Start): NoteStore =>
  createStore<NoteView>()((set, get) => {
    const { draft, template, language } = start;
    let typedVersion = 0;
    let savedVersion = 0;
    let knownAt = draft.savedAt;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let running: Promise<void> | null = null;
    let isClosed = false;

    const later = (waitMs: number): void => {
      if (timer === null && !isClosed) timer = setTimeout(() => void save(), waitMs);
    };
    const put = async (): Promise<void> => {
      const version = typedVersion;
      const { form } = get();
      set({ saving: { at: 'saving' } });
      const reply = await client.records.saveDraft({ draftId: draft.draftId, form, knownAt });
      if (reply.ok) {
        savedVersion = version;
        knownAt = reply.value.savedAt;
      }
      set({
        saving: reply.ok ? { at: 'saved', savedAt: reply.value.savedAt } : { at: 'failed', failure: reply.error },
      });
    };
    const save = async (): Promise<void> => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      while (running !== null) await running;
      if (savedVersion === typedVersion || isClosed) return;
      running = put();
      void get().check();
      await running;
      running = null;
      if (savedVersion === typedVersion) return;
      const { saving } = get();
      // Another window has the form: a person says which one stays.
      if (saving.at === 'failed' && saving.failure.code === 'FORM-0007') return;
      later(saving.at === 'failed' ? RETRY_AFTER_MS : SAVE_AFTER_MS);
    };
    const change = (form: RecordForm, more: Partial<NoteView> = {}): void => {
      typedVersion += 1;
      set({ form, ...more });
      later(SAVE_AFTER_MS);
    };
    const measured = (series: readonly Series[]): void => change(withSeries(get().form, series), { series });
    const onSeries = (seriesId: number, work: (series: Series) => Series): void =>
      measured(get().series.map(series => (series.id === seriesId ? work(series) : series)));
    const diagnosed = (diagnoses: readonly DiagnosisEntry[]): void => {
      const heading = codedHeading(template);
      if (heading !== null) change(withDiagnoses(get().form, heading, diagnoses));
    };

    const cored = (content: CoreContent, entries: readonly CoreEntry[]): void =>
      change(withCore(get().form, content, entries));

    return {
      draft,
      template,
      form: draft.form,
      series: seriesIn(draft.form, start.nowMs),
      faults: {},
      saving: { at: 'saved', savedAt: draft.savedAt },
      checking: { at: 'running' },
      findings: [],
      asked: [],
      isJudged: false,
      phrases: {},
      write(heading, typed) {
        const text = storedText(typed);
        const fault = faultOf(text, LONGEST_SECTION);
        const { [heading]: _before, ...others } = get().faults;
        if (fault !== null) {
          set({ faults: { ...others, [heading]: fault } });
          return false;
        }
        if (text !== textOf(get().form, heading)) change(withText(get().form, heading, text), { faults: others });
        return true;
      },
      addDiagnosis(hit) {
        const diagnoses = diagnosesOf(get().form);
        if (diagnoses.some(entry => entry.code === hit.code)) return false;
        const primacy = diagnoses.some(entry => entry.primacy === 'PAA') ? 'SIVU' : 'PAA';
        diagnosed([
          ...diagnoses,
          { kind: 'diagnosis', code: hit.code, name: hit[language] || hit.fi, primacy, permanence: null },
        ]);
        return true;
      },
      changeDiagnosis(code, changes) {
        const demotes = changes.primacy === 'PAA';
        diagnosed(
          diagnosesOf(get().form).map(entry =>
            entry.code === code
              ? { ...entry, ...changes }
              : demotes && entry.primacy === 'PAA'
                ? { ...entry, primacy: 'SIVU' }
                : entry,
          ),
        );
      },
      removeDiagnosis: code => diagnosed(diagnosesOf(get().form).filter(entry => entry.code !== code)),
      async loadPhrases() {
        const reply = await client.records.phrases({});
        if (reply.ok) set({ phrases: reply.value });
      },
      async keepPhrase(heading, text, keep) {
        const reply = await client.records.keepPhrase({ heading, text, keep });
        if (reply.ok) set({ phrases: reply.value });
        return reply.ok ? null : reply.error;
      },
      ask: content => set({ asked: [...get().asked.filter(other => other !== content), content] }),
      addCore: (content, picked, today) =>
        cored(content, [...coreOf(get().form, content), newCoreEntry(content, picked, today)]),
      changeCore: (content, at, field, value) =>
        cored(
          content,
          coreOf(get().form, content).map((entry, place) => (place === at ? withField(entry, field, value) : entry)),
        ),
      removeCore: (content, at) =>
        cored(
          content,
          coreOf(get().form, content).filter((_, place) => place !== at),
        ),
      setReason(typed) {
        const { form } = get();
        const reason = storedText(typed);
        if (form.revision !== undefined) change({ ...form, revision: { ...form.revision, reason } });
      },
      setCitizen: citizen => change({ ...get().form, citizen }),
      setPurchased(purchased) {
        const { purchased: _before, ...form } = get().form;
        change(purchased === null ? form : { ...form, purchased });
      },
      setHappenedAt: happenedAt => change({ ...get().form, happenedAt }),
      measure: (seriesId, kind, changes) =>
        onSeries(seriesId, series => ({
          ...series,
          values: { ...series.values, [kind]: { ...typedValue(series, kind), ...changes } },
        })),
      setTime: (seriesId, changes) => onSeries(seriesId, series => atTime(series, changes)),
      addSeries(nowMs) {
        const { series } = get();
        set({ series: [...series, seriesAt(Math.max(-1, ...series.map(one => one.id)) + 1, nowMs)] });
      },
      removeSeries: seriesId => measured(get().series.filter(series => series.id !== seriesId)),
      judgeReason: typed => faultOf(storedText(typed), LONGEST_REASON),
      confirm(rule, typed) {
        const reason = storedText(typed).trim();
        const fault = faultOf(reason, LONGEST_REASON);
        if (fault !== null) return fault;
        const { form } = get();
        const others = form.confirmations.filter(one => one.rule !== rule);
        change({ ...form, confirmations: reason === '' ? others : [...others, { rule, reason }] });
        return null;
      },
      async check() {
        const { form } = get();
        set({ checking: { at: 'running' } });
        const reply = await client.records.check({ draftId: draft.draftId, form });
        if (get().form !== form) return;
        set(
          reply.ok
            ? { checking: { at: 'done' }, findings: reply.value.findings }
            : { checking: { at: 'failed', failure: reply.error } },
        );
      },
      async settle(stays) {
        const reply = await client.records.drafts({ patientId: draft.patientId });
        const stored = reply.ok ? reply.value.find(({ draftId }) => draftId === draft.draftId) : undefined;
        if (stored === undefined)
          return set({ saving: { at: 'failed', failure: reply.ok ? { code: 'FORM-0004' } : reply.error } });
        knownAt = stored.savedAt;
        if (stays === 'mine') change(get().form);
        else change(stored.form, { series: seriesIn(stored.form, start.nowMs), faults: {} });
        await save();
      },
      async flush() {
        await save();
        const { saving } = get();
        return saving.at === 'failed' ? saving.failure : null;
      },
      async ready() {
        set({ isJudged: true });
        if (hasFaults(get().series)) return { at: 'faults' };
        const unsaved = await get().flush();
        if (unsaved !== null) return { at: 'refused', failure: unsaved };
        await get().check();
        const { checking, findings, form } = get();
        if (checking.at === 'failed') return { at: 'refused', failure: checking.failure };
        const stops = signingStops(findings, form.confirmations);
        if (stops.length > 0) return { at: 'stops', rules: stops.map(finding => finding.rule) };
        const reply = await client.records.preview({ draftIds: [draft.draftId] });
        return reply.ok ? { at: 'ready', previews: reply.value } : { at: 'refused', failure: reply.error };
      },
      async moveTo(serviceEventOid) {
        const unsaved = await get().flush();
        if (unsaved !== null) return unsaved;
        const opened = await client.records.openForm({
          patientId: draft.patientId,
          serviceEventOid,
          templateId: template.id,
        });
        if (!opened.ok) return opened.error;
        const { form } = get();
        const saved = await client.records.saveDraft({ draftId: opened.value.draftId, form });
        if (!saved.ok) return saved.error;
        get().close();
        await client.records.discardDraft({ draftId: draft.draftId });
        return { draft: { ...opened.value, form, savedAt: saved.value.savedAt } };
      },
      close() {
        isClosed = true;
        if (timer !== null) clearTimeout(timer);
        timer = null;
      },
    };
  });
