import {
  type Favourite,
  FAVOURITE_NAME_LIMIT,
  favouriteForm,
  favouriteKey,
  rankAfterUse,
  rankUnused,
  SUGGESTED_FROM_USES,
} from '../../../../shared/domain/prescribing/favourite.ts';
import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type KeptFavourite } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { productToday } from './product-today.ts';

/** A favourite with its medicine as today's database has it. `gone`: the database has it no more. */
export type FavouriteToday = Favourite & Readonly<{ gone: boolean }>;

/** So many different prescriptions of one person are counted; the least used ones are forgotten. */
const MOST_COUNTED = 300;
/** Enough suggestions to choose from beside those that were kept on purpose. */
const MOST_SUGGESTED = 10;

const ownerOf = ({ professional }: Desk): string => professional.registrationNumber;

function formToday(env: Environment, form: PrescriptionForm): Readonly<{ form: PrescriptionForm; gone: boolean }> {
  const product = form.product === null ? null : productToday(env, form.product);
  return product === null ? { form, gone: true } : { form: { ...form, product }, gone: false };
}

/** Kept ones by use, then what was signed often and nobody has kept yet. */
export function favouritesOf(env: Environment, desk: Desk): FavouriteToday[] {
  const all = env.store.read(tx => tx.favourites.list(ownerOf(desk), SUGGESTED_FROM_USES));
  const kept = all.filter(favourite => favourite.kept);
  const suggested = all.filter(favourite => !favourite.kept).slice(0, MOST_SUGGESTED);
  return [...kept, ...suggested].map(({ owner: _owner, same: _same, rank: _rank, ...favourite }) => ({
    ...favourite,
    ...formToday(env, favourite.form),
  }));
}

const begun = (env: Environment, owner: string, same: string, form: PrescriptionForm): KeptFavourite => ({
  id: env.newUuid(),
  owner,
  same,
  name: '',
  kept: false,
  form: favouriteForm(form),
  uses: 0,
  lastUsedAt: null,
  rank: rankUnused(env.clock.now()),
});

/** @returns FORM-0003 where no medicine is chosen */
export function keepFavourite(
  env: Environment,
  desk: Desk,
  form: PrescriptionForm,
  name: string,
): Result<FavouriteToday[], Failure<'FORM-0003'>> {
  const same = favouriteKey(form);
  if (same === null) return fail({ code: 'FORM-0003', detail: ['product'] });
  const owner = ownerOf(desk);
  env.store.write(tx => {
    const known = tx.favourites.same(owner, same) ?? begun(env, owner, same, form);
    tx.favourites.put({ ...known, name: name.trim().slice(0, FAVOURITE_NAME_LIMIT), kept: true });
  });
  return ok(favouritesOf(env, desk));
}

export function renameFavourite(env: Environment, desk: Desk, id: string, name: string): FavouriteToday[] {
  env.store.write(tx => {
    const known = tx.favourites.get(ownerOf(desk), id);
    if (known !== null) tx.favourites.put({ ...known, name: name.trim() });
  });
  return favouritesOf(env, desk);
}

export function removeFavourite(env: Environment, desk: Desk, id: string): FavouriteToday[] {
  env.store.write(tx => tx.favourites.remove(ownerOf(desk), id));
  return favouritesOf(env, desk);
}

/** Counts what a prescriber has signed; what is written often in one batch is stored once. */
export function countUses(tx: Tx, env: Environment, owner: string, forms: readonly PrescriptionForm[]): void {
  const at = env.clock.now();
  const keyed = forms.map(form => ({ form, same: favouriteKey(form) }));
  for (const same of new Set(keyed.map(each => each.same))) {
    const [first, ...others] = keyed.filter(each => each.same === same);
    if (same === null || first === undefined) continue;
    const known = tx.favourites.same(owner, same);
    const { uses, rank, ...favourite } = known ?? begun(env, owner, same, first.form);
    const once = rankAfterUse(uses === 0 ? null : rank, at);
    const ranked = others.reduce(before => rankAfterUse(before, at), once);
    tx.favourites.put({ ...favourite, uses: uses + 1 + others.length, lastUsedAt: at, rank: ranked });
    if (known === null) tx.favourites.pruneCounted(owner, MOST_COUNTED);
  }
}

/** An earlier prescription as the beginning of a new one: nothing of its patient's day, and the medicine of today. */
export const renewedForm = (env: Environment, form: PrescriptionForm) => formToday(env, favouriteForm(form));
