import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type Patients } from '../../../app/ports/store.port.ts';
import { type Connection } from '../connection.ts';
import { ftsQuery, searchWords, sortName } from '../patient-words.ts';

type Stored = Readonly<{ n: number; words: string }>;
type Hit = Readonly<{ body: string; total: number }>;

const read = (body: string): Patient => JSON.parse(body) as Patient;

export function openPatients(db: Connection): Patients {
  const known = db.prepare<[string], Stored>('SELECT n, words FROM patients WHERE id = ?');
  const insert = db.prepare('INSERT INTO patients (id, identity_code, sort_name, words, body) VALUES (?, ?, ?, ?, ?)');
  const update = db.prepare('UPDATE patients SET identity_code = ?, sort_name = ?, words = ?, body = ? WHERE n = ?');
  const index = db.prepare<[number | bigint, string]>(
    'INSERT OR REPLACE INTO patient_words (rowid, words) VALUES (?, ?)',
  );
  const get = db.prepare<[string], string>('SELECT body FROM patients WHERE id = ?').pluck();
  const byCode = db.prepare<[string], string>('SELECT body FROM patients WHERE identity_code = ?').pluck();
  const search = db.prepare<[string, number], Hit>(`
    WITH found AS MATERIALIZED (SELECT rowid AS n FROM patient_words WHERE patient_words MATCH ?),
    first AS MATERIALIZED (
      SELECT patients.n FROM found CROSS JOIN patients USING (n) ORDER BY patients.sort_name, patients.n LIMIT ?
    )
    SELECT patients.body, (SELECT count(*) FROM found) AS total
    FROM first CROSS JOIN patients USING (n) ORDER BY patients.sort_name, patients.n`);
  const recent = db
    .prepare<[string, number], string>(
      `
    SELECT patients.body FROM opened_patients JOIN patients ON patients.id = opened_patients.patient_id
    WHERE opened_patients.owner = ? ORDER BY opened_patients.at DESC, opened_patients.patient_id LIMIT ?`,
    )
    .pluck();
  const markOpened = db.prepare(`
    INSERT INTO opened_patients (owner, patient_id, at) VALUES (?, ?, ?)
    ON CONFLICT (owner, patient_id) DO UPDATE SET at = excluded.at`);
  const count = db.prepare<[], number>('SELECT count(*) FROM patients').pluck();

  function put(patient: Patient): void {
    const before = known.get(patient.id);
    const words = searchWords(patient);
    const body = JSON.stringify(patient);
    if (before === undefined) {
      const { lastInsertRowid } = insert.run(patient.id, patient.identityCode, sortName(patient), words, body);
      index.run(lastInsertRowid, words);
      return;
    }
    update.run(patient.identityCode, sortName(patient), words, body, before.n);
    if (before.words !== words) index.run(before.n, words);
  }

  return {
    put,
    putMany(patients) {
      for (const patient of patients) put(patient);
    },
    get(id) {
      const body = get.get(id);
      return body === undefined ? null : read(body);
    },
    byIdentityCode(code) {
      const body = byCode.get(code);
      return body === undefined ? null : read(body);
    },
    search(text, limit) {
      const query = ftsQuery(text);
      if (query === null) return { hits: [], total: 0 };
      const hits = search.all(query, limit);
      return { hits: hits.map(hit => read(hit.body)), total: hits[0]?.total ?? 0 };
    },
    recent: (owner, limit) => recent.all(owner, limit).map(read),
    markOpened(owner, patientId, at) {
      markOpened.run(owner, patientId, at);
    },
    count: () => count.get() ?? 0,
  };
}
