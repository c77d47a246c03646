import { type Connection } from './database.ts';

/** The first answer to an accepted message, byte for byte; refused messages are not kept, so that they may come again. */
export type SubmissionRow = Readonly<{ messageId: string; digest: string; answer: Uint8Array; storedMs: number }>;

export interface SubmissionTable {
  get(messageId: string): SubmissionRow | null;
  add(row: SubmissionRow): void;
  /** Forgets answers stored before a moment. */
  forgetBefore(ms: number): void;
}

export function submissionTable(db: Connection): SubmissionTable {
  const get = db.prepare<[string], SubmissionRow>(
    'SELECT message_id AS messageId, digest, answer, stored_ms AS storedMs FROM submission WHERE message_id = ?',
  );
  const add = db.prepare<SubmissionRow>(
    'INSERT INTO submission (message_id, digest, answer, stored_ms) VALUES (@messageId, @digest, @answer, @storedMs)',
  );
  const forget = db.prepare<[number]>('DELETE FROM submission WHERE stored_ms < ?');
  return {
    get: messageId => get.get(messageId) ?? null,
    add: row => void add.run({ ...row, answer: Buffer.from(row.answer) }),
    forgetBefore: ms => void forget.run(ms),
  };
}
