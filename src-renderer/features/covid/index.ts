export { CovidScreen } from './CovidScreen.tsx';
