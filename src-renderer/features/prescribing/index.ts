export { PrescribingScreen } from './PrescribingScreen.tsx';
