import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type Patients } from '../../../app/ports/store/patients.port.ts';
import { type Connection } from '../connection.ts';
import { ftsQuery, searchWords, sortName } from '../patient-words.ts';

type Stored = Readonly<{ n: number; words: string }>;

/** Beyond this many hits the first ones are found by walking the names in order instead of sorting all hits. */
const MANY = 200;

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
  const total = db.prepare<[string], number>('SELECT count(*) FROM patient_words WHERE patient_words MATCH ?').pluck();
  const few = db
    .prepare<[string, number], string>(
      `SELECT patients.body FROM patient_words CROSS JOIN patients ON patients.n = patient_words.rowid
       WHERE patient_words MATCH ? ORDER BY patients.sort_name, patients.n LIMIT ?`,
    )
    .pluck();
  const many = db
    .prepare<[string, number], string>(
      `SELECT body FROM patients INDEXED BY patients_in_order
       WHERE n IN (SELECT rowid FROM patient_words WHERE patient_words MATCH ?) ORDER BY sort_name, n LIMIT ?`,
    )
    .pluck();
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
      const found = total.get(query) ?? 0;
      const hits = (found > MANY ? many : few).all(query, limit);
      return { hits: hits.map(read), total: found };
    },
    recent: (owner, limit) => recent.all(owner, limit).map(read),
    markOpened(owner, patientId, at) {
      markOpened.run(owner, patientId, at);
    },
    count: () => count.get() ?? 0,
  };
}
