import { type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Cache, type KeptList, type ListKind } from '../../../app/ports/store/kept-lists.port.ts';
import { type ServiceEvents } from '../../../app/ports/store/patients.port.ts';
import { type Settings } from '../../../app/ports/store.port.ts';
import { type Connection } from '../connection.ts';

type List = Readonly<{ at: Instant; body: string; unit_oid: Oid | null; part: 'whole' | 'own' }>;
type Listed = Readonly<{
  kind: ListKind;
  patientId: string;
  at: Instant;
  unitOid: Oid | null;
  part: 'whole' | 'own';
  bytes: number;
}>;

export function openCache(db: Connection): Cache {
  const put = db.prepare<[string, string, string, string, string | null, string]>(`
    INSERT INTO cache (kind, subject, at, body, unit_oid, part) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, body = excluded.body, unit_oid = excluded.unit_oid,
      part = excluded.part`);
  const get = db.prepare<[string, string], List>(
    'SELECT at, body, unit_oid, part FROM cache WHERE kind = ? AND subject = ?',
  );
  const listed = db.prepare<[], Listed>(`
    SELECT kind, subject AS patientId, at, unit_oid AS unitOid, part, octet_length(body) AS bytes FROM cache
    WHERE kind IN ('prescriptions', 'records')
    UNION ALL
    SELECT kind, subject, at, unit_oid, 'whole', octet_length(body) FROM kept_answers
    ORDER BY at, patientId, kind`);
  const drop = db.prepare<[string, string]>('DELETE FROM cache WHERE kind = ? AND subject = ?');
  const putAnswer = db.prepare<[string, string, string, string, string]>(`
    INSERT INTO kept_answers (kind, subject, at, body, unit_oid) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, body = excluded.body, unit_oid = excluded.unit_oid`);
  const answer = db.prepare<[string, string], Omit<List, 'part'>>(
    'SELECT at, body, unit_oid FROM kept_answers WHERE kind = ? AND subject = ?',
  );
  const dropAnswer = db.prepare<[string, string]>('DELETE FROM kept_answers WHERE kind = ? AND subject = ?');
  const answersOf = <T>(kind: ListKind, subject: string): KeptList<T> | null => {
    const row = answer.get(kind, subject);
    if (row === undefined) return null;
    return { rows: JSON.parse(row.body) as readonly T[], at: row.at, unitOid: row.unit_oid, part: 'whole' };
  };
  const rowsOf = <T>(kind: ListKind, subject: string): KeptList<T> | null => {
    const row = get.get(kind, subject);
    if (row === undefined) return null;
    return { rows: JSON.parse(row.body) as readonly T[], at: row.at, unitOid: row.unit_oid, part: row.part };
  };
  return {
    putPrescriptions(patientId, rows, at, unitOid, part = 'whole') {
      put.run('prescriptions', patientId, at, JSON.stringify(rows), unitOid ?? null, part);
    },
    prescriptions: patientId => rowsOf('prescriptions', patientId),
    putRecords(patientId, rows, at, unitOid) {
      put.run('records', patientId, at, JSON.stringify(rows), unitOid ?? null, 'whole');
    },
    records: patientId => rowsOf('records', patientId),
    putImaging(patientId, rows, at, unitOid) {
      putAnswer.run('imaging', patientId, at, JSON.stringify(rows), unitOid);
    },
    imaging: patientId => answersOf('imaging', patientId),
    putWellbeing(patientId, rows, at, unitOid) {
      putAnswer.run('wellbeing', patientId, at, JSON.stringify(rows), unitOid);
    },
    wellbeing: patientId => answersOf('wellbeing', patientId),
    lists: () => listed.all(),
    drop(kind, patientId) {
      (kind === 'imaging' || kind === 'wellbeing' ? dropAnswer : drop).run(kind, patientId);
    },
    putRight(registrationNumber, answer, at) {
      put.run('right', registrationNumber, at, JSON.stringify(answer), null, 'whole');
    },
    right(registrationNumber) {
      const row = get.get('right', registrationNumber);
      return row === undefined ? null : { answer: JSON.parse(row.body) as unknown, at: row.at };
    },
  };
}

export function openServiceEvents(db: Connection): ServiceEvents {
  const put = db.prepare(`
    INSERT INTO service_events (oid, patient_id, started_at, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (oid) DO UPDATE SET started_at = excluded.started_at, body = excluded.body`);
  const get = db.prepare<[string], string>('SELECT body FROM service_events WHERE oid = ?').pluck();
  const ofPatient = db
    .prepare<[string], string>('SELECT body FROM service_events WHERE patient_id = ? ORDER BY started_at, oid')
    .pluck();
  const openIn = db
    .prepare<[string, string], string>(
      `SELECT body FROM service_events WHERE started_at > ? AND json_extract(body, '$.unitOid') = ?
       AND json_extract(body, '$.endedAt') IS NULL ORDER BY started_at, oid`,
    )
    .pluck();
  const read = (body: string): ServiceEvent => JSON.parse(body) as ServiceEvent;
  return {
    put(event) {
      put.run(event.oid, event.patientId, event.startedAt, JSON.stringify(event));
    },
    get(oid) {
      const body = get.get(oid);
      return body === undefined ? null : read(body);
    },
    ofPatient: patientId => ofPatient.all(patientId).map(read),
    openIn: (unitOid, after) => openIn.all(after, unitOid).map(read),
  };
}

export function openSettings(db: Connection): Settings {
  const put = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const get = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  return {
    get(key) {
      const value = get.get(key);
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    put(key, value) {
      put.run(key, JSON.stringify(value));
    },
  };
}

/** Numbers that are given once each, from 1. */
export function openNumbers(db: Connection): (name: string) => number {
  const next = db
    .prepare<[string], number>(
      'INSERT INTO numbers (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last',
    )
    .pluck();
  return name => next.get(name) as number;
}
