import { type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Cache, type ServiceEvents, type Settings } from '../../../app/ports/store.port.ts';
import { type Connection } from '../connection.ts';

export function openCache(db: Connection): Cache {
  const put = db.prepare<[string, string, string, string]>(`
    INSERT INTO cache (kind, subject, at, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, body = excluded.body`);
  const get = db.prepare<[string, string], Readonly<{ at: Instant; body: string }>>(
    'SELECT at, body FROM cache WHERE kind = ? AND subject = ?',
  );
  const rowsOf = (kind: string, subject: string) => {
    const row = get.get(kind, subject);
    return row === undefined ? null : { rows: JSON.parse(row.body), at: row.at };
  };
  return {
    putPrescriptions(patientId, rows, at) {
      put.run('prescriptions', patientId, at, JSON.stringify(rows));
    },
    prescriptions: patientId => rowsOf('prescriptions', patientId),
    putRecords(patientId, rows, at) {
      put.run('records', patientId, at, JSON.stringify(rows));
    },
    records: patientId => rowsOf('records', patientId),
    putRight(registrationNumber, answer, at) {
      put.run('right', registrationNumber, at, JSON.stringify(answer));
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
