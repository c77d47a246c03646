import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Favourites, type KeptFavourite } from '../../../app/ports/store/drafts.port.ts';
import { type Connection } from '../connection.ts';

type Row = Readonly<{
  id: string;
  owner: string;
  same: string;
  name: string;
  kept: number;
  form: string;
  uses: number;
  last_used_at: Instant | null;
  rank: number;
}>;

const favouriteOf = ({ last_used_at: lastUsedAt, form, kept, ...row }: Row): KeptFavourite => ({
  ...row,
  kept: kept === 1,
  form: JSON.parse(form) as PrescriptionForm,
  lastUsedAt,
});

export function openFavourites(db: Connection): Favourites {
  const put = db.prepare<[Row]>(`
    INSERT INTO favourites (id, owner, same, name, kept, form, uses, last_used_at, rank)
    VALUES (:id, :owner, :same, :name, :kept, :form, :uses, :last_used_at, :rank)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kept = excluded.kept, form = excluded.form, uses = excluded.uses,
      last_used_at = excluded.last_used_at, rank = excluded.rank`);
  const get = db.prepare<[string, string], Row>('SELECT * FROM favourites WHERE owner = ? AND id = ?');
  const same = db.prepare<[string, string], Row>('SELECT * FROM favourites WHERE owner = ? AND same = ?');
  const list = db.prepare<[string, number], Row>(`
    SELECT * FROM favourites WHERE owner = ? AND (kept = 1 OR uses >= ?) ORDER BY kept DESC, rank DESC, id`);
  const remove = db.prepare<[string, string]>('DELETE FROM favourites WHERE owner = ? AND id = ?');
  const prune = db.prepare<[string, string, number]>(`
    DELETE FROM favourites WHERE owner = ? AND kept = 0 AND id NOT IN (
      SELECT id FROM favourites WHERE owner = ? AND kept = 0 ORDER BY rank DESC, id LIMIT ?)`);
  const one = (row: Row | undefined): KeptFavourite | null => (row === undefined ? null : favouriteOf(row));
  return {
    put({ lastUsedAt, form, kept, ...favourite }) {
      put.run({ ...favourite, kept: kept ? 1 : 0, form: JSON.stringify(form), last_used_at: lastUsedAt });
    },
    get: (owner, id) => one(get.get(owner, id)),
    same: (owner, key) => one(same.get(owner, key)),
    list: (owner, fromUses) => list.all(owner, fromUses).map(favouriteOf),
    remove(owner, id) {
      remove.run(owner, id);
    },
    pruneCounted(owner, most) {
      prune.run(owner, owner, most);
    },
  };
}
