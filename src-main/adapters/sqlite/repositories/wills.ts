import { type DeclarationRow, type EmergencyUse } from '../../../../shared/domain/consent/declaration.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Emergencies, type OwnDeclaration, type Wills } from '../../../app/ports/store/wills.port.ts';
import { type Connection } from '../connection.ts';

export function openWills(db: Connection): Wills {
  const put = db.prepare<[string, string, string]>(
    'INSERT INTO wills (oid, patient_id, body) VALUES (?, ?, ?) ON CONFLICT (oid) DO UPDATE SET body = excluded.body',
  );
  const get = db.prepare<[string], string>('SELECT body FROM wills WHERE oid = ?').pluck();
  const ofPatient = db.prepare<[string], string>('SELECT body FROM wills WHERE patient_id = ? ORDER BY oid').pluck();
  const keep = db.prepare<[string, string, string]>(`
    INSERT INTO told_wills (patient_id, at, body) VALUES (?, ?, ?)
    ON CONFLICT (patient_id) DO UPDATE SET at = excluded.at, body = excluded.body`);
  const told = db.prepare<[string], Readonly<{ at: Instant; body: string }>>(
    'SELECT at, body FROM told_wills WHERE patient_id = ?',
  );
  const read = (body: string): OwnDeclaration => JSON.parse(body) as OwnDeclaration;
  return {
    put(own) {
      put.run(own.oid, own.patientId, JSON.stringify(own));
    },
    get(oid) {
      const body = get.get(oid);
      return body === undefined ? null : read(body);
    },
    ofPatient: patientId => ofPatient.all(patientId).map(read),
    keepTold(patientId, rows, at) {
      keep.run(patientId, at, JSON.stringify(rows));
    },
    told(patientId) {
      const row = told.get(patientId);
      return row === undefined ? null : { rows: JSON.parse(row.body) as readonly DeclarationRow[], at: row.at };
    },
  };
}

export function openEmergencies(db: Connection): Emergencies {
  const put = db.prepare<[string, string, string]>(
    'INSERT INTO emergency_uses (id, at, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
  );
  const get = db.prepare<[string], string>('SELECT body FROM emergency_uses WHERE id = ?').pluck();
  const latest = db.prepare<[number], string>('SELECT body FROM emergency_uses ORDER BY at DESC, id LIMIT ?').pluck();
  const read = (body: string): EmergencyUse => JSON.parse(body) as EmergencyUse;
  return {
    put(use) {
      put.run(use.id, use.at, JSON.stringify(use));
    },
    get(id) {
      const body = get.get(id);
      return body === undefined ? null : read(body);
    },
    latest: limit => latest.all(limit).map(read),
  };
}
