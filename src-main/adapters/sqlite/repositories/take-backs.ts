import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Draft } from '../../../app/ports/store/drafts.port.ts';
import { type TakeBack, type TakeBacks } from '../../../app/ports/store/outbox.port.ts';
import { type Connection } from '../connection.ts';

type Row = Readonly<{ item_id: string; until: Instant; draft: string }>;

const takeBackOf = ({ item_id: itemId, until, draft }: Row): TakeBack => ({
  itemId,
  until,
  draft: { ...(JSON.parse(draft) as Omit<Draft, 'frozen'>), frozen: null },
});

export function openTakeBacks(db: Connection): TakeBacks {
  const put = db.prepare<[string, string, string, string]>(
    'INSERT INTO take_backs (item_id, owner, until, draft) VALUES (?, ?, ?, ?)',
  );
  const get = db.prepare<[string], Row>('SELECT * FROM take_backs WHERE item_id = ?');
  const ofOwner = db.prepare<[string, string], Row>(
    'SELECT * FROM take_backs WHERE owner = ? AND until > ? ORDER BY until, item_id',
  );
  const remove = db.prepare<[string]>('DELETE FROM take_backs WHERE item_id = ?');
  const dropPast = db.prepare<[string]>('DELETE FROM take_backs WHERE until <= ?');
  return {
    put({ itemId, until, draft: { frozen: _shown, ...draft } }) {
      put.run(itemId, draft.owner, until, JSON.stringify(draft));
    },
    get(itemId) {
      const row = get.get(itemId);
      return row === undefined ? null : takeBackOf(row);
    },
    ofOwner: (owner, after) => ofOwner.all(owner, after).map(takeBackOf),
    remove(itemId) {
      remove.run(itemId);
    },
    dropPast(at) {
      dropPast.run(at);
    },
  };
}
