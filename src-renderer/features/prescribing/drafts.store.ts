import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type PrescriptionDraft } from '../../../shared/contract/prescribing.contract.ts';
import { type Preview } from '../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../shared/domain/finding.ts';
import {
  EMPTY_PRESCRIPTION_FORM,
  type PrescriptionForm,
} from '../../../shared/domain/prescribing/prescription-form.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { isWritten } from '../../../shared/domain/prescribing/written-product.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { fail, type Result } from '../../../shared/kernel/result.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import {
  type Readiness,
  readinessOf,
  readingOf,
  suggestedChange,
  suggestionOf,
  withProduct,
  withReason,
} from './form-judgement.ts';
import { cutText, REASON_BOUND, storable } from './form-texts.ts';

export type Saved =
  Readonly<{ at: 'waiting' }> | Readonly<{ at: 'saved'; on: Instant }> | Readonly<{ at: 'failed'; failure: Failure }>;

/** A prescription being written. `key` is known before the host has named the draft: typing never waits. */
export type DraftItem = Readonly<{
  key: string;
  draftId: string | null;
  form: PrescriptionForm;
  saved: Saved;
  /** The saving that the form is typed on; null before the host has named the draft. */
  knownAt: Instant | null;
  /** null until the host has judged this form. */
  findings: readonly Finding[] | null;
  /** Of a correction: what the prescription says now. */
  before?: PrescriptionForm;
  /** Of a renewal: the form that repeats the prescription as it is. */
  renews?: PrescriptionForm;
  /** The amount was typed or chosen by hand: suggestions no longer overwrite it. */
  ownAmount: boolean;
}>;

export type DraftsView = Readonly<{
  items: readonly DraftItem[];
  currentKey: string | null;
  /** Why a form could not be opened, or a draft not be removed. */
  failure: Failure | null;
  restore(): Promise<void>;
  /** A new form with this medicine, or the medicine of the form named changed. `start`: what the new form says already. */
  begin(product: PrescribedProduct, replace?: string, start?: PrescriptionForm): Promise<void>;
  /** The form that corrects a prescription; the one that was begun for it, where there is one. */
  correct(setId: Oid): Promise<Failure | null>;
  open(key: string | null): void;
  edit(key: string, change: Partial<PrescriptionForm>): void;
  confirm(key: string, rule: string, reason: string): void;
  takeSuggestion(key: string): void;
  /** Asks again what the rules say of every form: what they look at has changed. */
  recheck(): Promise<void>;
  /** The draft once the host has judged it as it stands now. */
  judged(key: string): Promise<DraftItem | undefined>;
  /** A weight became known: it goes into the forms that lack one. */
  weigh(): void;
  /** The same form was typed in another window: the one that stays takes the place of the other. */
  settle(key: string, stays: 'mine' | 'theirs'): Promise<void>;
  /** Writes what waits to the host now. */
  flush(): Promise<void>;
  /** The named act of destroying a draft. */
  discard(key: string): Promise<boolean>;
  forget(draftIds: readonly string[]): void;
  /** Freezes what is ready and shows what will be signed. */
  preview(): Promise<Result<readonly Preview[], Failure>>;
}>;
export type DraftsStore = StoreApi<DraftsView>;

/** Runs later; returns what calls it off. The window's timer, or a test's. */
export type Later = (run: () => void, waitMs: number) => () => void;
export type DraftsContext = Readonly<{
  client: Pick<ApiClient, 'prescribing'>;
  patientId: string;
  /** The latest known weight as typed, for children; empty for others. */
  weightKg(): string;
  today(): LocalDate;
  later: Later;
}>;

const SAVE_AFTER_MS = 400;
const SAVE_AGAIN_AFTER_MS = 3000;

const AMOUNT_FIELDS: readonly (keyof PrescriptionForm)[] = ['packages', 'totalAmount', 'totalUnit', 'durationDays'];

export const readiness = ({ form, findings }: DraftItem): Readiness => readinessOf(findings, form.confirmations);

export function createDraftsStore({ client, patientId, weightKg, today, later }: DraftsContext): DraftsStore {
  const waits = new Map<string, () => void>();
  const checks = new Map<string, Promise<void>>();
  const openings = new Map<string, Promise<void>>();
  const savings = new Map<string, Promise<void>>();
  let made = 0;

  return createStore<DraftsView>()((set, get) => {
    const itemOf = (key: string): DraftItem | undefined => get().items.find(item => item.key === key);
    const change = (key: string, with_: Partial<DraftItem>): void =>
      set({ items: get().items.map(item => (item.key === key ? { ...item, ...with_ } : item)) });

    const ask = async (key: string): Promise<void> => {
      const item = itemOf(key);
      if (item === undefined || item.draftId === null) return;
      const reply = await client.prescribing.check({ draftId: item.draftId, form: item.form });
      const now = itemOf(key);
      if (now === undefined) return;
      if (reply.ok) change(key, { findings: reply.value.findings });
      else set({ failure: reply.error });
      if (now.form !== item.form) await ask(key);
    };

    /** One question at a time for each draft; the newest form is asked about when the answer is here. */
    const check = (key: string): Promise<void> => {
      const running = checks.get(key);
      if (running !== undefined) return running;
      const asking = ask(key).finally(() => checks.delete(key));
      checks.set(key, asking);
      return asking;
    };

    const saveNow = async (key: string): Promise<void> => {
      const item = itemOf(key);
      if (item === undefined || item.draftId === null || item.saved.at === 'saved') return;
      const { draftId, form, knownAt } = item;
      const reply = await client.prescribing.saveDraft({ draftId, form, ...(knownAt === null ? {} : { knownAt }) });
      if (reply.ok) change(key, { knownAt: reply.value.savedAt });
      // What was typed meanwhile has its own save on the way.
      if (itemOf(key)?.form !== form) return;
      if (reply.ok) return change(key, { saved: { at: 'saved', on: reply.value.savedAt } });
      change(key, { saved: { at: 'failed', failure: reply.error } });
      if (reply.error.code === 'FORM-0007') return;
      waits.set(
        key,
        later(() => void save(key), SAVE_AGAIN_AFTER_MS),
      );
    };

    /** One saving at a time for each draft: the next one is typed on what this one left. */
    const save = (key: string): Promise<void> => {
      waits.get(key)?.();
      waits.delete(key);
      const saving = (savings.get(key) ?? Promise.resolve()).then(() => saveNow(key));
      savings.set(key, saving);
      return saving;
    };

    const written = (key: string, form: PrescriptionForm): void => {
      change(key, { form, saved: { at: 'waiting' } });
      waits.get(key)?.();
      waits.set(
        key,
        later(() => void save(key), SAVE_AFTER_MS),
      );
      void check(key);
    };

    const suggested = (form: PrescriptionForm): PrescriptionForm => {
      const reading = readingOf(form, today());
      return reading.at === 'read'
        ? { ...form, ...suggestedChange(form, suggestionOf(form, reading.phases, today())) }
        : form;
    };

    /** Asks the host for the draft behind a new form; what was typed meanwhile stays. */
    const named = async (key: string): Promise<void> => {
      const reply = await client.prescribing.openForm({ patientId });
      const now = itemOf(key);
      if (!reply.ok) {
        set({ failure: reply.error, items: get().items.filter(other => other.key !== key), currentKey: null });
        return;
      }
      if (now === undefined) return;
      change(key, { draftId: reply.value.draftId, knownAt: reply.value.savedAt });
      written(key, { ...now.form, minorDisclosure: now.form.minorDisclosure ?? reply.value.form.minorDisclosure });
    };

    const itemOfDraft = ({ draftId, form, savedAt, before, renews }: PrescriptionDraft): DraftItem => ({
      key: draftId,
      draftId,
      form,
      saved: { at: 'saved', on: savedAt },
      knownAt: savedAt,
      findings: null,
      ...(before === undefined ? {} : { before }),
      ...(renews === undefined ? {} : { renews }),
      ownAmount: true,
    });

    return {
      items: [],
      currentKey: null,
      failure: null,
      async restore() {
        const reply = await client.prescribing.drafts({ patientId });
        if (!reply.ok) return set({ failure: reply.error });
        const known = new Set(get().items.map(item => item.draftId));
        const found = reply.value.filter(draft => !known.has(draft.draftId)).map(itemOfDraft);
        set({ items: [...found, ...get().items] });
        await Promise.all(found.map(item => check(item.key)));
      },
      async correct(setId) {
        const reply = await client.prescribing.openCorrection({ patientId, setId });
        if (!reply.ok) return reply.error;
        const known = get().items.find(item => item.draftId === reply.value.draftId);
        if (known === undefined) set({ items: [...get().items, itemOfDraft(reply.value)] });
        const key = known?.key ?? reply.value.draftId;
        set({ currentKey: key, failure: null });
        void check(key);
        return null;
      },
      async begin(product, replace, filled) {
        const old = replace === undefined ? undefined : itemOf(replace);
        if (old !== undefined) {
          set({ currentKey: old.key });
          return written(old.key, suggested(withProduct(old.form, product)));
        }
        made += 1;
        const key = `new-${made}`;
        // The dose of what stands in no database is written in words: its unit is not known.
        const weight = weightKg();
        const start = { ...EMPTY_PRESCRIPTION_FORM, weightKg: weight, doseTextOnly: isWritten(product) };
        const form = filled === undefined ? withProduct(start, product) : { ...filled, product, weightKg: weight };
        const item: DraftItem = {
          key,
          draftId: null,
          form,
          saved: { at: 'waiting' },
          knownAt: null,
          findings: null,
          ownAmount: filled !== undefined,
        };
        set({ items: [...get().items, item], currentKey: key, failure: null });
        const opening = named(key).finally(() => openings.delete(key));
        openings.set(key, opening);
        await opening;
      },
      weigh() {
        const weight = weightKg();
        if (weight === '') return;
        for (const { key, form } of get().items) if (form.weightKg.trim() === '') get().edit(key, { weightKg: weight });
      },
      async recheck() {
        await Promise.all(
          get().items.map(async ({ key }) => {
            // An answer on its way may know the former state.
            await checks.get(key);
            await check(key);
          }),
        );
      },
      async judged(key) {
        await openings.get(key);
        await check(key);
        return itemOf(key);
      },
      open(key) {
        void get().flush();
        set({ currentKey: key, failure: null });
      },
      edit(key, typed) {
        const item = itemOf(key);
        if (item === undefined) return;
        const allowed = storable(typed);
        const ownAmount = item.ownAmount || AMOUNT_FIELDS.some(field => field in allowed);
        const form = { ...item.form, ...allowed };
        change(key, { ownAmount });
        const asksAnew = 'doseTyped' in allowed || 'doseTextOnly' in allowed || 'amountMode' in allowed;
        written(key, asksAnew && !ownAmount ? suggested(form) : form);
      },
      confirm(key, rule, reason) {
        const item = itemOf(key);
        if (item === undefined) return;
        const confirmations = withReason(item.form.confirmations, rule, cutText(reason, REASON_BOUND));
        written(key, { ...item.form, confirmations });
      },
      takeSuggestion(key) {
        const item = itemOf(key);
        if (item === undefined) return;
        change(key, { ownAmount: false });
        written(key, suggested(item.form));
      },
      async settle(key, stays) {
        const reply = await client.prescribing.drafts({ patientId });
        const item = itemOf(key);
        if (item === undefined) return;
        const stored = reply.ok ? reply.value.find(({ draftId }) => draftId === item.draftId) : undefined;
        if (stored === undefined) {
          const failure: Failure = reply.ok ? { code: 'FORM-0004' } : reply.error;
          return change(key, { saved: { at: 'failed', failure } });
        }
        change(key, { knownAt: stored.savedAt });
        written(key, stays === 'mine' ? item.form : stored.form);
        await save(key);
      },
      async flush() {
        await Promise.all(
          get()
            .items.filter(item => item.saved.at !== 'saved')
            .map(item => save(item.key)),
        );
      },
      async discard(key) {
        // A draft that the host is still naming would lie there unseen, and be back with the next look at the drafts.
        const wasThere = itemOf(key) !== undefined;
        await openings.get(key);
        const item = itemOf(key);
        if (item === undefined) return wasThere;
        if (item.draftId !== null) {
          const reply = await client.prescribing.discardDraft({ draftId: item.draftId });
          if (!reply.ok && reply.error.code !== 'FORM-0004') {
            set({ failure: reply.error });
            return false;
          }
        }
        waits.get(key)?.();
        waits.delete(key);
        set({
          items: get().items.filter(other => other.key !== key),
          currentKey: get().currentKey === key ? null : get().currentKey,
        });
        return true;
      },
      forget(draftIds) {
        const gone = get().items.filter(item => item.draftId !== null && draftIds.includes(item.draftId));
        const isGone = (key: string | null): boolean => gone.some(item => item.key === key);
        for (const { key } of gone) waits.get(key)?.();
        set({
          items: get().items.filter(item => !isGone(item.key)),
          currentKey: isGone(get().currentKey) ? null : get().currentKey,
        });
      },
      async preview() {
        await get().flush();
        const unsaved = get().items.find(item => readiness(item) === 'ready' && item.saved.at === 'failed');
        if (unsaved?.saved.at === 'failed') return fail(unsaved.saved.failure);
        const draftIds = get().items.flatMap(item =>
          readiness(item) === 'ready' && item.draftId !== null ? [item.draftId] : [],
        );
        if (draftIds.length === 0) return fail({ code: 'FORM-0003' });
        return client.prescribing.preview({ draftIds });
      },
    };
  });
}
