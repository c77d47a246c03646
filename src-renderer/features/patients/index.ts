/** Finding people, and the open patient: what every screen about a person is given. */
export { askEmergency, emergencyRuns, emergencyStore, leaveEmergency } from './emergency.store.ts';
export { askHealth } from './health.store.ts';
export { healthTexts } from './health.texts.ts';
export { OpenPatientBar } from './OpenPatientBar.tsx';
export {
  closePatient,
  endServiceEvent,
  ensureServiceEvent,
  type MetAs,
  openPatient,
  openPatientStore,
  openSeriesVisit,
  type OpenPatient,
  useIsOpening,
  useOpenPatient,
} from './patient.store.ts';
export { patientList, type PatientList } from './patient-list.ts';
export { PatientListScreen, useSendingColumn } from './PatientListScreen.tsx';
export { patientTexts } from './patients.texts.ts';
export { type AfterOpening, type OpenPerson, PatientSearchScreen } from './PatientSearchScreen.tsx';
