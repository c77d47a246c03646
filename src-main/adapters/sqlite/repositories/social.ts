import { type KeptSocialItem, type SocialItems } from '../../../app/ports/store/patients.port.ts';
import { type Connection } from '../connection.ts';

export function openSocialItems(db: Connection): SocialItems {
  const add = db.prepare<[string, string, string, string, string]>(
    'INSERT INTO social_items (oid, patient_id, kind, origin, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (oid) DO NOTHING',
  );
  const ofPatient = db
    .prepare<[string], string>('SELECT body FROM social_items WHERE patient_id = ? ORDER BY oid')
    .pluck();
  const relationships = db
    .prepare<[], string>("SELECT body FROM social_items WHERE kind = 'relationship' ORDER BY oid")
    .pluck();
  const read = (body: string): KeptSocialItem => JSON.parse(body) as KeptSocialItem;
  return {
    add(kept) {
      add.run(kept.item.oid, kept.patientId, kept.item.kind, kept.origin, JSON.stringify(kept));
    },
    ofPatient: patientId => ofPatient.all(patientId).map(read),
    relationships: () => relationships.all().map(read),
  };
}
