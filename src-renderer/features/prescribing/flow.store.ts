import { createStore, type StoreApi } from 'zustand';
import { type Preview } from '../../../shared/contract/signing.contract.ts';
import { type Confirmation, type Finding } from '../../../shared/domain/finding.ts';
import { signingStops } from '../../../shared/domain/prescribing/prescription.rules.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { fieldOf } from './form-judgement.ts';

type Judged = Readonly<{
  findings: readonly Finding[] | null;
  form: Readonly<{ confirmations: readonly Confirmation[] }>;
}>;

/** What the flow asks of the drafts; the screen hands it in. */
export type FlowContext = Readonly<{
  currentKey(): string | null;
  /** The medicine of the current draft is written in the form itself. */
  writesProduct?(): boolean;
  openDraft(key: string | null): void;
  judged(key: string): Promise<Judged | undefined>;
  preview(): Promise<Result<readonly Preview[], Failure>>;
  clearSearch(): void;
}>;

export type FlowView = Readonly<{
  mode: 'list' | 'search' | 'form';
  /** The draft whose medicine is being changed. */
  replacing: string | null;
  /** Set id of the prescription whose details stand open. */
  detail: string | null;
  /** Open points show at their fields. */
  showsAll: boolean;
  /** The rule whose reason is being written. */
  openRule: string | null;
  /** Fields to go to: the first of them on the page; `turn` makes the same ones a new errand. */
  jump: Readonly<{ fields: readonly string[]; turn: number }> | null;
  batch: Readonly<{ id: string; previews: readonly Preview[]; isCancellation: boolean }> | null;
  /** Why nothing could be shown for signing. */
  failure: Failure | null;
  toSearch(replacing: string | null): void;
  toForm(key: string | null): void;
  /** One step back; true where there was one. Drafts stay. */
  back(): boolean;
  showDetail(setId: string | null): void;
  showRule(rule: string | null): void;
  /** Leads to the first point that keeps the current draft from being signed. @returns true where there is none */
  settle(): Promise<boolean>;
  /** The current draft stays in the basket and the search is open for the next. @returns false where a point is open */
  toBasket(): Promise<boolean>;
  sign(): Promise<void>;
  /** Shows frozen documents for signing. */
  show(previews: readonly Preview[], isCancellation: boolean): void;
  /** A change could not be begun. */
  refuse(failure: Failure | null): void;
  endSigning(): void;
  reachField(field: string): void;
}>;
export type FlowStore = StoreApi<FlowView>;

/** Where the prescriber is: list, search, form, signing. Every step back keeps what was written. */
export const createFlowStore = (context: FlowContext): FlowStore => {
  let turns = 0;
  return createStore<FlowView>()((set, get) => {
    /** Another medicine is chosen in the search, everything else is mended in the form. */
    const reach = (fields: readonly string[]): void => {
      turns += 1;
      if (fields.includes('product') && context.writesProduct?.() !== true) return get().toSearch(context.currentKey());
      set({ jump: { fields, turn: turns } });
    };
    return {
      mode: 'list',
      replacing: null,
      detail: null,
      showsAll: false,
      openRule: null,
      jump: null,
      batch: null,
      failure: null,
      toSearch(replacing) {
        context.clearSearch();
        if (replacing === null) context.openDraft(null);
        set({ mode: 'search', replacing, showsAll: false, openRule: null, failure: null });
      },
      toForm(key) {
        if (key !== null) context.openDraft(key);
        set({ mode: 'form', replacing: null, showsAll: false, openRule: null, failure: null });
      },
      back() {
        const { mode, replacing, detail, openRule } = get();
        if (openRule !== null) set({ openRule: null });
        else if (mode === 'search' && replacing !== null) get().toForm(replacing);
        else if (mode !== 'list') {
          context.openDraft(null);
          set({ mode: 'list', replacing: null, failure: null });
        } else if (detail !== null) set({ detail: null });
        else return false;
        return true;
      },
      showDetail: detail => set({ detail }),
      showRule: openRule => set({ openRule }),
      async settle() {
        const key = context.currentKey();
        if (key === null) return true;
        const judged = await context.judged(key);
        if (judged === undefined || judged.findings === null || context.currentKey() !== key) return false;
        const stops = signingStops(judged.findings, judged.form.confirmations);
        const blocks = stops.filter(({ severity }) => severity === 'block');
        const [first] = stops;
        if (first === undefined) return true;
        set({ showsAll: true });
        if (blocks.length === 0) set({ openRule: first.rule });
        else reach(blocks.map(block => fieldOf(block) ?? 'doseTyped'));
        return false;
      },
      async toBasket() {
        if (get().mode !== 'form' || !(await get().settle())) return false;
        get().toSearch(null);
        return true;
      },
      async sign() {
        if (get().batch !== null || (get().mode === 'form' && !(await get().settle()))) return;
        const previews = await context.preview();
        if (!previews.ok) return set({ failure: previews.error });
        get().show(previews.value, false);
      },
      show(previews, isCancellation) {
        turns += 1;
        set({ batch: { id: `batch-${turns}`, previews, isCancellation }, failure: null });
      },
      refuse: failure => set({ failure }),
      endSigning() {
        set({ batch: null, ...(context.currentKey() === null ? { mode: 'list', openRule: null } : {}) });
      },
      reachField: field => reach([field]),
    };
  });
};
