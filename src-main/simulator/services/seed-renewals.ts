import type { Patient, Task } from 'fhir/r4.js';
import { addDays, dateInHelsinki } from '../../../shared/kernel/time.ts';
import { SYSTEM } from '../names.ts';
import { type SeedDocument } from '../seed/index.ts';
import { renewalView } from '../views/renewal.view.ts';
import { type World } from '../world.ts';
import { noteRenewal } from './renewals.ts';

/** How many patients ask, and the words that they write. */
const REQUESTS = 30;
const MESSAGES = ['Lääke loppuu ensi viikolla.', '', 'Vointi hyvä, ei haittoja.', '', 'Pyydän uusimaan entisellään.'];
/** Arc of the citizens' service in Kela's own sample of a request. */
const CITIZEN_SERVICE = '1.2.246.553.18.1.93';
const HOUR_MS = 3_600_000;
/** A young prescription is not asked for again. */
const YOUNGEST_DAYS = 60;

/**
 * Requests of citizens for prescriptions of one unit: what a physician finds in the inbox on the first morning. One a patient,
 * the oldest prescriptions first, so that regular medicines and some that need a look are among them.
 */
export function seedRenewals(
  world: World,
  documents: readonly SeedDocument[],
  prescriber: string,
  nowMs: number,
): void {
  const { store, repository } = world;
  const youngest = addDays(dateInHelsinki(nowMs), -YOUNGEST_DAYS);
  const asking = new Set<string>();
  let serial = 0;
  store.write(() => {
    for (const { type, setId, patientHetu, authorRegistrationNumber, organisationOid } of documents) {
      if (serial === REQUESTS) return;
      const row = type === '1' && authorRegistrationNumber === prescriber ? store.prescriptions.get(setId) : null;
      const unit = store.register.organisation(organisationOid);
      if (row === null || unit === null || patientHetu === null || asking.has(patientHetu)) continue;
      const patient = repository.read<Patient>('Patient', row.patientId);
      const isOpen = row.state === 'partly' || row.state === 'fully';
      if (!isOpen || row.hold !== null || row.prescribedOn > youngest || patient?.deceasedDateTime !== undefined)
        continue;
      serial += 1;
      asking.add(patientHetu);
      const oid = `${CITIZEN_SERVICE}.${dateInHelsinki(nowMs).slice(0, 4)}.999${String(serial).padStart(4, '0')}`;
      if (repository.byIdentifier<Task>('Task', `${SYSTEM.uri}|urn:oid:${oid}`).length > 0) continue;
      repository.create<Task>(
        renewalView({
          oid,
          setId,
          requestId: row.requestId,
          patientId: row.patientId,
          hetu: patientHetu,
          recipientId: unit.resourceId,
          recipientOid: unit.oid,
          authoredMs: nowMs - (serial % 6) * 7 * HOUR_MS - HOUR_MS,
          consent: '5',
          message: MESSAGES[serial % MESSAGES.length] ?? '',
        }),
        nowMs,
      );
      noteRenewal(world, oid);
    }
  });
}
