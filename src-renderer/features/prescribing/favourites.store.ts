import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type FavouriteShown } from '../../../shared/contract/favourites.contract.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';

/** What the dialog is about: a form that becomes a favourite, or a favourite that is changed. */
export type Editing =
  | Readonly<{ at: 'keep'; form: PrescriptionForm; name: string }>
  | Readonly<{ at: 'change'; favourite: FavouriteShown }>;

export type FavouritesView = Readonly<{
  rows: readonly FavouriteShown[];
  activeId: string | null;
  editing: Editing | null;
  failure: Failure | null;
  load(): Promise<void>;
  move(rows: number): void;
  activate(id: string): void;
  edit(editing: Editing | null): void;
  /** Saves what the dialog is about under this name. @returns false where the host refused */
  save(name: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}>;
export type FavouritesStore = StoreApi<FavouritesView>;

const WORDS = /[\p{L}\p{N}]+/gu;
const wordsOf = (text: string): readonly string[] =>
  [...text.toLocaleLowerCase('fi').normalize('NFD').replace(/\p{M}/gu, '').matchAll(WORDS)].map(([word]) => word);

/** Favourites in which every typed word begins a word of the name, the medicine or the purpose. */
export function matchingFavourites(rows: readonly FavouriteShown[], text: string): readonly FavouriteShown[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return [];
  return rows.filter(({ kept, name, form: { product, indication } }) => {
    if (!kept || product === null) return false;
    const trade = 'tradeName' in product ? product.tradeName : '';
    const { fi, sv } = product.atcName;
    const own = wordsOf([name, trade, fi, sv, product.strength, indication].join(' '));
    return typed.every(word => own.some(other => other.startsWith(word)));
  });
}

/** The signed-in prescriber's favourites and suggestions. */
export const createFavouritesStore = (client: Pick<ApiClient, 'favourites'>): FavouritesStore =>
  createStore<FavouritesView>()((set, get) => {
    const take = (reply: Result<Readonly<{ rows: readonly FavouriteShown[] }>, Failure>): boolean => {
      if (!reply.ok) {
        set({ failure: reply.error });
        return false;
      }
      const { rows } = reply.value;
      const { activeId } = get();
      const isThere = rows.some(({ id }) => id === activeId);
      set({ rows, failure: null, activeId: isThere ? activeId : (rows[0]?.id ?? null) });
      return true;
    };
    return {
      rows: [],
      activeId: null,
      editing: null,
      failure: null,
      async load() {
        take(await client.favourites.list({}));
      },
      move(by) {
        const { rows, activeId } = get();
        const at = rows.findIndex(({ id }) => id === activeId);
        const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
        if (next !== undefined) set({ activeId: next.id });
      },
      activate: activeId => set({ activeId }),
      edit: editing => set({ editing, failure: null }),
      async save(name) {
        const { editing } = get();
        if (editing === null) return false;
        const isNew = editing.at === 'keep' || !editing.favourite.kept;
        const form = editing.at === 'keep' ? editing.form : editing.favourite.form;
        const isSaved = take(
          isNew
            ? await client.favourites.keep({ form, name })
            : await client.favourites.rename({ id: editing.favourite.id, name }),
        );
        if (isSaved) set({ editing: null });
        return isSaved;
      },
      async remove(id) {
        const isGone = take(await client.favourites.remove({ id }));
        if (isGone) set({ editing: null });
        return isGone;
      },
    };
  });
