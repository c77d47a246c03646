import { type FollowUp, type FollowUps } from '../../../app/ports/store/owed.port.ts';
import { type Connection } from '../connection.ts';

type Row = Readonly<{
  id: string;
  kind: FollowUp['kind'];
  document_oid: FollowUp['documentOid'];
  patient_id: string;
  author: string;
  state: FollowUp['state'];
  body: string;
  answer: string | null;
  at: FollowUp['at'];
  settled_at: FollowUp['settledAt'];
}>;

const read = (row: Row): FollowUp => ({
  id: row.id,
  kind: row.kind,
  documentOid: row.document_oid,
  patientId: row.patient_id,
  author: JSON.parse(row.author) as FollowUp['author'],
  state: row.state,
  body: JSON.parse(row.body) as unknown,
  answer: row.answer === null ? null : (JSON.parse(row.answer) as unknown),
  at: row.at,
  settledAt: row.settled_at,
});

export function openFollowUps(db: Connection): FollowUps {
  const add = db.prepare(`
    INSERT INTO follow_ups (id, kind, document_oid, patient_id, author, state, body, answer, at, settled_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`);
  const settle = db.prepare<[string, string, string, string]>(
    `UPDATE follow_ups SET state = ?, answer = ?, settled_at = ? WHERE id = ? AND state = 'waiting'`,
  );
  const waiting = db.prepare<[number], Row>(`SELECT * FROM follow_ups WHERE state = 'waiting' ORDER BY n LIMIT ?`);
  const ofPatient = db.prepare<[string], Row>('SELECT * FROM follow_ups WHERE patient_id = ? ORDER BY n');
  const count = db.prepare<[string], number>('SELECT count(*) FROM follow_ups WHERE state = ?').pluck();
  return {
    add(one) {
      add.run(
        one.id,
        one.kind,
        one.documentOid,
        one.patientId,
        JSON.stringify(one.author),
        one.state,
        JSON.stringify(one.body),
        one.answer === null ? null : JSON.stringify(one.answer),
        one.at,
        one.settledAt,
      );
    },
    settle(id, state, answer, at) {
      if (settle.run(state, JSON.stringify(answer), at, id).changes !== 1)
        throw new Error('the follow-up does not wait');
    },
    waiting: limit => waiting.all(limit).map(read),
    ofPatient: patientId => ofPatient.all(patientId).map(read),
    counts: () => ({ waiting: count.get('waiting') ?? 0, refused: count.get('refused') ?? 0 }),
  };
}
