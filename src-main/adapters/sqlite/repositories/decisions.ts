import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Base, type Bases, type QueueNote, type QueueNotes } from '../../../app/ports/store/outbox.port.ts';
import { type Connection } from '../connection.ts';

export function openBases(db: Connection): Bases {
  const put = db.prepare<[string, string, string]>(`
    INSERT INTO bases (item_id, at, body) VALUES (?, ?, ?)
    ON CONFLICT (item_id) DO UPDATE SET at = excluded.at, body = excluded.body`);
  const get = db.prepare<[string], Readonly<{ at: Instant; body: string }>>(
    'SELECT at, body FROM bases WHERE item_id = ?',
  );
  const dropFinal = db.prepare<[]>(
    "DELETE FROM bases WHERE item_id IN (SELECT id FROM delivery WHERE state IN ('accepted', 'cancelled'))",
  );
  return {
    put(itemId, base, at) {
      put.run(itemId, at, JSON.stringify(base));
    },
    get(itemId) {
      const row = get.get(itemId);
      return row === undefined ? null : { base: JSON.parse(row.body) as Base, at: row.at };
    },
    dropFinal: () => dropFinal.run().changes,
  };
}

export function openQueueNotes(db: Connection): QueueNotes {
  const add = db.prepare(`
    INSERT INTO queue_notes (item_id, n, at, author, author_name, body)
    VALUES (?, (SELECT count(*) + 1 FROM queue_notes WHERE item_id = ?), ?, ?, ?, ?)`);
  const ofItem = db.prepare<[string], QueueNote>(
    'SELECT at, author, author_name AS authorName, body AS text FROM queue_notes WHERE item_id = ? ORDER BY n',
  );
  return {
    add(itemId, { at, author, authorName, text }) {
      add.run(itemId, itemId, at, author, authorName, text);
    },
    ofItem: itemId => ofItem.all(itemId),
  };
}
