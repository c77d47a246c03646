import { type MedicationEvent } from '../../../../shared/domain/medication/medication-list.ts';
import { type Medication } from '../../../app/ports/store/patients.port.ts';
import { type Connection } from '../connection.ts';

export function openMedication(db: Connection): Medication {
  const add = db.prepare<[string, string, string]>(
    'INSERT INTO medication_events (id, patient_id, body) VALUES (?, ?, ?)',
  );
  const ofPatient = db
    .prepare<[string], string>('SELECT body FROM medication_events WHERE patient_id = ? ORDER BY seq')
    .pluck();
  return {
    add(patientId, event) {
      add.run(event.id, patientId, JSON.stringify(event));
    },
    ofPatient: patientId => ofPatient.all(patientId).map(body => JSON.parse(body) as MedicationEvent),
  };
}
