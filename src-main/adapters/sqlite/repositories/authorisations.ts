import { type Authorisations, type OwnAuthorisation } from '../../../app/ports/store/authorisations.port.ts';
import { type Connection } from '../connection.ts';

export function openAuthorisations(db: Connection): Authorisations {
  const put = db.prepare<[string, string, string]>(`
    INSERT INTO authorisations (oid, patient_id, body) VALUES (?, ?, ?)
    ON CONFLICT (oid) DO UPDATE SET body = excluded.body`);
  const ofPatient = db
    .prepare<[string], string>('SELECT body FROM authorisations WHERE patient_id = ? ORDER BY oid')
    .pluck();
  return {
    put(own) {
      put.run(own.authorisation.oid, own.patientId, JSON.stringify(own));
    },
    ofPatient: patientId => ofPatient.all(patientId).map(body => JSON.parse(body) as OwnAuthorisation),
  };
}
