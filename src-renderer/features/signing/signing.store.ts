import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Preview, type SignResult } from '../../../shared/contract/signing.contract.ts';
import { type QueueRow } from '../../../shared/domain/queue.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';

/** What the kind of document does to sign: its own call of the contract. */
export type Sign = (
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string,
) => Promise<Result<SignResult, Failure>>;

export type SigningPhase =
  | Readonly<{ at: 'reviewing'; failure: Failure | null }>
  /** How many of how many are signed and stored so far. */
  | Readonly<{ at: 'signing'; signed: number; of: number }>
  | Readonly<{
      at: 'done';
      signed: readonly Preview[];
      left: readonly Readonly<{ preview: Preview; failure: Failure }>[];
    }>;

export type SigningView = Readonly<{
  previews: readonly Preview[];
  /** Index of the page that is shown. */
  page: number;
  /** Drafts whose page has been on the screen. */
  seen: ReadonlySet<string>;
  phase: SigningPhase;
  /** Queue items of what was signed, by draft. */
  items: ReadonlyMap<string, string>;
  /** The queue's word on what was signed, by draft. */
  rows: ReadonlyMap<string, QueueRow>;
  show(page: number): void;
  /** Leaves a document out of this batch; its draft stays. */
  takeOut(draftId: string): void;
  sign(pin2: string): Promise<SignResult | null>;
  /** The host's word on the batch under way. */
  hearProgress(signed: number, of: number): void;
  /** What a card fault left over, once more: it has been seen already. */
  again(): void;
  /** Asks the queue what became of what was signed. */
  follow(): Promise<void>;
}>;
export type SigningStore = StoreApi<SigningView>;

export const allSeen = ({ previews, seen }: Pick<SigningView, 'previews' | 'seen'>): boolean =>
  previews.length > 0 && previews.every(preview => seen.has(preview.draftId));

/** A fault of the card or the PIN leaves the document as it was shown: it can be signed without a new look. */
/** The card asks its PIN for each signature: the next document waits for nothing but that. */
const asksAgain = ({ code }: Failure): boolean => code === 'CARD-0114';

const canGoAgain = ({ code }: Failure): boolean => code.startsWith('CARD-') && code !== 'CARD-0113';

/** One batch from its first page to its receipts. The PIN passes through and is kept nowhere. */
export const createSigningStore = (
  client: Pick<ApiClient, 'queue' | 'signing'>,
  previews: readonly Preview[],
  sign: Sign,
  seenBefore: readonly string[] = [],
): SigningStore =>
  createStore<SigningView>()((set, get) => {
    /** The host hears of every page before it is asked to sign. */
    const told: Promise<unknown>[] = [];
    const seenWith = (page: number, among: readonly Preview[]): ReadonlySet<string> => {
      const shown = among[page];
      if (shown === undefined || get().seen.has(shown.draftId)) return get().seen;
      told.push(client.signing.shown({ draftId: shown.draftId, digest: shown.digest }));
      return new Set([...get().seen, shown.draftId]);
    };
    const [first] = previews;
    if (first !== undefined && seenBefore.length > 0 && !seenBefore.includes(first.draftId))
      told.push(client.signing.shown({ draftId: first.draftId, digest: first.digest }));
    return {
      previews,
      page: 0,
      seen: new Set([...previews.slice(0, 1).map(preview => preview.draftId), ...seenBefore]),
      phase: { at: 'reviewing', failure: null },
      items: new Map(),
      rows: new Map(),
      show(page) {
        const last = get().previews.length - 1;
        const to = Math.max(0, Math.min(last, page));
        set({ page: to, seen: seenWith(to, get().previews) });
      },
      takeOut(draftId) {
        if (get().phase.at !== 'reviewing') return;
        const rest = get().previews.filter(preview => preview.draftId !== draftId);
        const page = Math.max(0, Math.min(rest.length - 1, get().page));
        set({ previews: rest, page, seen: seenWith(page, rest) });
      },
      async sign(pin2) {
        const { phase, previews: batch } = get();
        if (phase.at !== 'reviewing' || !allSeen(get())) return null;
        set({ phase: { at: 'signing', signed: 0, of: batch.length } });
        await Promise.all(told.splice(0));
        const reply = await sign(
          batch.map(({ draftId, digest }) => ({ draftId, digest })),
          pin2,
        );
        if (!reply.ok) {
          set({ phase: { at: 'reviewing', failure: reply.error } });
          return null;
        }
        const { signed, left } = reply.value;
        const items = new Map([...get().items, ...signed.map(item => [item.draftId, item.queueItemId] as const)]);
        const rest = batch.flatMap(preview => {
          const failure = left.find(item => item.draftId === preview.draftId)?.failure;
          return failure === undefined ? [] : [{ preview, failure }];
        });
        const next = rest.filter(({ failure }) => asksAgain(failure)).map(({ preview }) => preview);
        if (signed.length > 0 && next.length > 0 && next.length === rest.length) {
          set({ items, previews: next, page: 0, phase: { at: 'reviewing', failure: null } });
          return reply.value;
        }
        set({
          items,
          phase: {
            at: 'done',
            signed: previews.filter(preview => items.has(preview.draftId)),
            left: rest,
          },
        });
        void get().follow();
        return reply.value;
      },
      hearProgress(done, of) {
        if (get().phase.at === 'signing') set({ phase: { at: 'signing', signed: done, of } });
      },
      again() {
        const { phase } = get();
        if (phase.at !== 'done') return;
        const rest = phase.left.filter(({ failure }) => canGoAgain(failure)).map(({ preview }) => preview);
        if (rest.length > 0) set({ previews: rest, page: 0, phase: { at: 'reviewing', failure: null } });
      },
      async follow() {
        const { items } = get();
        if (items.size === 0) return;
        const reply = await client.queue.list({ show: 'all' });
        if (!reply.ok) return;
        const byId = new Map(reply.value.rows.map(row => [row.id, row]));
        const found = [...items].flatMap(([draftId, itemId]) => {
          const row = byId.get(itemId);
          return row === undefined ? [] : [[draftId, row] as const];
        });
        set({ rows: new Map(found) });
      },
    };
  });

/** Whether what is left over can be signed without preparing it anew. */
export const restCanGoAgain = (phase: SigningPhase): boolean =>
  phase.at === 'done' && phase.left.some(({ failure }) => canGoAgain(failure));
