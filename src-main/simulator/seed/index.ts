export {
  readPatients,
  readPractice,
  type Practice,
  type PracticeOrganisation,
  type PracticePatient,
  type PracticeProfessional,
} from './practice.ts';
export { readTreatments, type Treatment } from './treatments.ts';
export { seedPrescriptions, type SeedDocument, type SeedInput } from './seed-prescriptions.ts';
export { readReimbursement } from './reimbursement.ts';
export { readOtherRegisters } from './other-registers.ts';
export { readImaging } from './imaging.ts';
export { readRelations, type Relations } from './citizens.ts';
