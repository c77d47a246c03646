import { type Deliveries, type KeptDelivery } from '../../../app/ports/store/owed.port.ts';
import { type Connection } from '../connection.ts';

export function openDeliveries(db: Connection): Deliveries {
  const put = db.prepare<[string, string, string]>(`
    INSERT INTO certificate_deliveries (oid, patient_id, body) VALUES (?, ?, ?)
    ON CONFLICT (oid) DO UPDATE SET body = excluded.body`);
  const ofPatient = db
    .prepare<[string], string>('SELECT body FROM certificate_deliveries WHERE patient_id = ? ORDER BY oid')
    .pluck();
  return {
    put(kept) {
      put.run(kept.delivery.oid, kept.patientId, JSON.stringify(kept));
    },
    ofPatient: patientId => ofPatient.all(patientId).map(body => JSON.parse(body) as KeptDelivery),
  };
}
