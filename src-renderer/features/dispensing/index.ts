export { DispensingScreen } from './DispensingScreen.tsx';
