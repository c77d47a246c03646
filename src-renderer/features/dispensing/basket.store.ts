import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type DispensingDraft } from '../../../shared/contract/dispensing.contract.ts';
import { type Preview, type SignResult, type Sourced } from '../../../shared/contract/signing.contract.ts';
import {
  dispensingFigures,
  type DispensingFigures,
  signingStops,
} from '../../../shared/domain/dispensing/dispensing.rules.ts';
import { carriedOver } from '../../../shared/domain/dispensing/carried-over.ts';
import { type BiologicalClock } from '../../../shared/domain/dispensing/biological-clock.ts';
import { type DispensingForm, type PackRead } from '../../../shared/domain/dispensing/dispensing.ts';
import { type PackageChoice } from '../../../shared/domain/dispensing/package-choices.ts';
import { type Finding } from '../../../shared/domain/finding.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';

/** One dispensing in the making. */
export type Item = Readonly<{
  setId: Oid;
  draftId: string;
  row: PrescriptionRow;
  choices: readonly PackageChoice[];
  held: boolean;
  source: Sourced;
  form: DispensingForm;
  /** Reckoned here at once; the host's check says the same and decides. */
  figures: DispensingFigures;
  /** What the host's rules found in exactly this form; null while they have not looked at it. */
  findings: readonly Finding[] | null;
  /** When a biological is exchanged; null where the chosen package is none, or nobody has looked yet. */
  clock: BiologicalClock | 'unknown' | null;
  /** The host could not look. */
  checkFault: Failure | null;
  save:
    | Readonly<{ at: 'saved'; when: Instant }>
    | Readonly<{ at: 'waiting' }>
    | Readonly<{ at: 'failed'; failure: Failure }>;
  /** The saving that what is typed here stands on: another window may have saved since. */
  knownAt: Instant;
  /** A person said that this form is right; any change takes it back. */
  isAccepted: boolean;
  /** The VNR that was read from the pack, when it is the chosen one. */
  readVnr: string | null;
  /** Why it was not signed. */
  refused: Failure | null;
}>;

export type BasketView = Readonly<{
  items: readonly Item[];
  /** Drafts of earlier days or sessions that have not been opened here. */
  drafts: readonly DispensingDraft[];
  openId: string | null;
  openingId: string | null;
  refusal: Readonly<{ setId: string; failure: Failure }> | null;
  loadDrafts(): Promise<void>;
  /** Takes the hold where it can. @param vnr of the pack in the hand */
  open(setId: Oid, vnr?: string, read?: PackRead | null): Promise<'opened' | 'packNotAmongChoices' | 'refused'>;
  /** Packages and prices are another database's now: looked up again, and each form has to be accepted anew. */
  lookAgain(): Promise<void>;
  /** Two windows have typed on one form: what stands here stays, or what the other one saved. */
  settle(setId: string, stays: 'mine' | 'theirs'): Promise<void>;
  /** What refused it has passed: another pharmacy has let go of it. */
  freed(setId: string): void;
  /** Back to the list; the draft and the hold stay, and what is just being opened does not come to the front. */
  leave(): void;
  /** Closes this one if it is on the screen. @returns false where another is just being opened: that one comes next */
  finish(setId: string): boolean;
  change(setId: string, change: Partial<DispensingForm>): void;
  /** @returns whether the pack fits the form; `twice` when this very pack has been read already */
  readPack(setId: string, vnr: string, read?: PackRead | null): boolean | 'twice';
  dropPack(setId: string, pack: PackRead): void;
  confirm(setId: string, rule: string, reason: string): void;
  takeBack(setId: string, rule: string): void;
  /** @returns what still stops it, gravest first; empty when it went into the basket */
  accept(setId: string): Promise<readonly Finding[] | Failure>;
  giveBack(setId: string): Promise<Failure | null>;
  /** Freezes all accepted ones for the signature; one that fails leaves the rest. */
  prepare(): Promise<readonly Preview[]>;
  signed(result: SignResult): void;
}>;
export type BasketStore = StoreApi<BasketView>;

/** A pause of this length saves the draft: less than 500 ms of typing can be lost. */
export const SAVE_AFTER_MS = 300;

export const readyItems = ({ items }: Pick<BasketView, 'items'>): readonly Item[] => items.filter(i => i.isAccepted);

/** Forms whose prescription has a newer version in the list. */
export const outdated = ({ items }: Pick<BasketView, 'items'>, rows: readonly PrescriptionRow[]): readonly Item[] =>
  items.filter(({ setId, row }) =>
    rows.some(({ prescription }) => prescription.setId === setId && prescription.version > row.prescription.version),
  );

export type ItemState = 'ready' | 'look' | 'blocked' | 'checking' | 'refused';
export function itemState(item: Item): ItemState {
  if (item.refused !== null) return 'refused';
  if (item.isAccepted) return 'ready';
  if (item.findings === null) return item.checkFault === null ? 'checking' : 'blocked';
  return item.findings.some(finding => finding.severity === 'block') ? 'blocked' : 'look';
}

/** What stops the signature of a checked form. */
export const stopsOf = (item: Item): readonly Finding[] => signingStops(item.findings ?? [], item.form.confirmations);

const SOLVABLE: readonly Finding['severity'][] = ['block', 'confirm', 'notChecked'];
const gravestFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => SOLVABLE.indexOf(a.severity) - SOLVABLE.indexOf(b.severity));

/** The forms of one customer. Each change is checked by the host and saved; nothing typed waits for a key. */
export const createBasketStore = (client: Pick<ApiClient, 'dispensing'>, patientId: string): BasketStore =>
  createStore<BasketView>()((set, get) => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    /** Savings of a form go one after the other: each stands on the one before. */
    const savings = new Map<string, Promise<void>>();
    /** What a person asked for last decides what is on the screen, in whatever order the answers come. */
    let turn = 0;
    /** Prescriptions that a person has asked for and that are not here yet. */
    const wanted = new Set<string>();
    const find = (setId: string): Item | undefined => get().items.find(item => item.setId === setId);
    const put = (setId: string, change: Partial<Item>): void =>
      set({ items: get().items.map(item => (item.setId === setId ? { ...item, ...change } : item)) });
    const drop = (setId: string): void => {
      clearTimeout(timers.get(setId));
      timers.delete(setId);
      const { items, openId } = get();
      set({ items: items.filter(item => item.setId !== setId), openId: openId === setId ? null : openId });
    };

    async function check(setId: string): Promise<void> {
      const item = find(setId);
      if (item === undefined) return;
      const { form, draftId } = item;
      const reply = await client.dispensing.check({ draftId, form });
      // A later change has asked anew: its answer counts.
      if (find(setId)?.form !== form) return;
      if (!reply.ok) return put(setId, { findings: null, checkFault: reply.error });
      const { findings, clock, ...figures } = reply.value;
      put(setId, { findings, figures, clock, checkFault: null });
    }
    async function saveNow(setId: string): Promise<void> {
      const item = find(setId);
      if (item === undefined) return;
      const { draftId, form, knownAt } = item;
      const reply = await client.dispensing.saveDraft({ draftId, form, knownAt });
      if (reply.ok) put(setId, { knownAt: reply.value.savedAt });
      if (find(setId)?.form !== form) return;
      put(setId, {
        save: reply.ok ? { at: 'saved', when: reply.value.savedAt } : { at: 'failed', failure: reply.error },
      });
    }
    function save(setId: string): Promise<void> {
      clearTimeout(timers.get(setId));
      timers.delete(setId);
      const saving = (savings.get(setId) ?? Promise.resolve()).then(() => saveNow(setId));
      savings.set(setId, saving);
      return saving;
    }
    function saveSoon(setId: string): void {
      clearTimeout(timers.get(setId));
      timers.set(
        setId,
        setTimeout(() => void save(setId), SAVE_AFTER_MS),
      );
    }
    const flush = async (setId: string): Promise<void> => {
      if (find(setId)?.save.at !== 'saved') await save(setId);
    };

    return {
      items: [],
      drafts: [],
      openId: null,
      openingId: null,
      refusal: null,
      freed(setId) {
        if (get().refusal?.setId === setId) set({ refusal: null });
      },
      async loadDrafts() {
        const reply = await client.dispensing.drafts({ patientId });
        if (reply.ok) set({ drafts: reply.value });
      },
      async open(setId, vnr, read = null) {
        turn += 1;
        const mine = turn;
        const kept = find(setId);
        if (kept !== undefined && kept.held && kept.refused === null) {
          set({ openId: setId, refusal: null });
          return vnr === undefined || get().readPack(setId, vnr, read) ? 'opened' : 'packNotAmongChoices';
        }
        set({ openingId: setId, refusal: null });
        wanted.add(setId);
        const reply = await client.dispensing.openForm({ patientId, prescriptionSetId: setId });
        wanted.delete(setId);
        if (mine === turn) set({ openingId: null });
        if (!reply.ok) {
          set({ refusal: { setId, failure: reply.error } });
          return 'refused';
        }
        const { draft, row, choices, held, source } = reply.value;
        // What was typed here is newer than the draft on the disk.
        const here = find(setId);
        const form = here === undefined ? draft.form : carriedOver(here.form, here.row, row);
        const item: Item = {
          setId,
          draftId: draft.draftId,
          row,
          choices,
          held,
          source,
          form,
          figures: dispensingFigures({ form, choices, row }),
          findings: null,
          clock: null,
          checkFault: null,
          save: form === draft.form ? { at: 'saved', when: draft.savedAt } : { at: 'waiting' },
          knownAt: draft.savedAt,
          isAccepted: false,
          readVnr: null,
          refused: null,
        };
        const others = get().items.filter(other => other.setId !== setId);
        set({
          items: [...others, item],
          drafts: get().drafts.filter(other => other.prescriptionSetId !== setId),
          openId: mine === turn ? setId : get().openId,
        });
        if (item.save.at === 'waiting') saveSoon(setId);
        const isFit = vnr === undefined || get().readPack(setId, vnr, read);
        await check(setId);
        return isFit ? 'opened' : 'packNotAmongChoices';
      },
      async lookAgain() {
        for (const { setId } of get().items) {
          // Given back or dispensed while another was looked at: asking would hold it again.
          if (find(setId) === undefined) continue;
          const reply = await client.dispensing.openForm({ patientId, prescriptionSetId: setId });
          const item = find(setId);
          if (item === undefined) {
            // Unless it is being opened again: then this draft is the one that is wanted.
            if (reply.ok && !wanted.has(setId))
              await client.dispensing.discardDraft({ draftId: reply.value.draft.draftId });
            continue;
          }
          if (!reply.ok) {
            put(setId, { isAccepted: false, refused: reply.error });
            continue;
          }
          const { row, choices, held, source } = reply.value;
          const form = carriedOver(item.form, item.row, row);
          const figures = dispensingFigures({ form, choices, row });
          const looked = { row, choices, held, source, form, figures, findings: null, isAccepted: false };
          put(setId, looked);
          if (form !== item.form) {
            put(setId, { save: { at: 'waiting' } });
            saveSoon(setId);
          }
          await check(setId);
        }
      },
      async settle(setId, stays) {
        const reply = await client.dispensing.drafts({ patientId });
        const item = find(setId);
        if (item === undefined) return;
        if (!reply.ok) return put(setId, { save: { at: 'failed', failure: reply.error } });
        const stored = reply.value.find(({ draftId }) => draftId === item.draftId);
        if (stored === undefined) return put(setId, { save: { at: 'failed', failure: { code: 'FORM-0004' } } });
        put(setId, { knownAt: stored.savedAt });
        get().change(setId, stays === 'mine' ? {} : stored.form);
        await save(setId);
      },
      leave() {
        turn += 1;
        set({ openId: null, openingId: null });
      },
      finish(setId) {
        const { openId, openingId } = get();
        if (openId === setId) set({ openId: null });
        return openingId === null;
      },
      change(setId, change) {
        const item = find(setId);
        if (item === undefined) return;
        const form = { ...item.form, ...change };
        put(setId, {
          form,
          figures: dispensingFigures({ form, choices: item.choices, row: item.row }),
          findings: null,
          checkFault: null,
          isAccepted: false,
          refused: null,
          save: { at: 'waiting' },
          readVnr: item.readVnr === form.vnr ? item.readVnr : null,
        });
        void check(setId);
        saveSoon(setId);
      },
      readPack(setId, vnr, read = null) {
        const item = find(setId);
        if (item?.choices.some(choice => choice.package.vnr === vnr) !== true) return false;
        const isKnown = (pack: PackRead): boolean => pack.gtin === read?.gtin && pack.serial === read.serial;
        if (get().items.some(other => other.form.packs.some(isKnown))) return 'twice';
        if (item.form.vnr !== vnr || read !== null)
          get().change(setId, { vnr, packs: read === null ? item.form.packs : [...item.form.packs, read] });
        put(setId, { readVnr: vnr });
        return true;
      },
      dropPack(setId, pack) {
        const item = find(setId);
        if (item !== undefined) get().change(setId, { packs: item.form.packs.filter(other => other !== pack) });
      },
      confirm(setId, rule, reason) {
        const item = find(setId);
        if (item === undefined) return;
        const others = item.form.confirmations.filter(confirmation => confirmation.rule !== rule);
        get().change(setId, { confirmations: [...others, { rule, reason }] });
      },
      takeBack(setId, rule) {
        const item = find(setId);
        if (item === undefined) return;
        get().change(setId, { confirmations: item.form.confirmations.filter(c => c.rule !== rule) });
      },
      async accept(setId) {
        await flush(setId);
        if (find(setId)?.findings === null) await check(setId);
        const item = find(setId);
        if (item === undefined) return { code: 'FORM-0004' };
        if (item.save.at === 'failed') return item.save.failure;
        if (item.findings === null) return item.checkFault ?? { code: 'CALL-0004' };
        const stops = gravestFirst(stopsOf(item));
        if (stops.length === 0) put(setId, { isAccepted: true, refused: null });
        return stops;
      },
      async giveBack(setId) {
        const item = find(setId);
        if (item === undefined) return null;
        clearTimeout(timers.get(setId));
        const reply = await client.dispensing.discardDraft({ draftId: item.draftId });
        if (!reply.ok && reply.error.code !== 'FORM-0004') return reply.error;
        drop(setId);
        return null;
      },
      async prepare() {
        const ready = readyItems(get());
        await Promise.all(ready.map(item => flush(item.setId)));
        const replies = await Promise.all(
          ready.map(async item => ({ item, reply: await client.dispensing.preview({ draftIds: [item.draftId] }) })),
        );
        return replies.flatMap(({ item, reply }) => {
          if (reply.ok) return reply.value;
          put(item.setId, { isAccepted: false, refused: reply.error });
          return [];
        });
      },
      signed({ signed, left }) {
        for (const item of get().items) {
          if (signed.some(done => done.draftId === item.draftId)) drop(item.setId);
          const failure = left.find(other => other.draftId === item.draftId)?.failure;
          // A card that was pulled changes nothing in the form: it stays ready.
          if (failure !== undefined && !failure.code.startsWith('CARD-'))
            put(item.setId, { isAccepted: false, refused: failure });
        }
      },
    };
  });
