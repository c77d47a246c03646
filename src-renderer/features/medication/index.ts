export { MedicationScreen } from './MedicationScreen.tsx';
