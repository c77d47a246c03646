/** The open patient: what every screen about a person is given. */
export {
  closePatient,
  endServiceEvent,
  ensureServiceEvent,
  openPatient,
  openPatientStore,
  type OpenPatient,
  useOpenPatient,
} from './patient.store.ts';
