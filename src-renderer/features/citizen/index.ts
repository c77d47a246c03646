/** The way to the citizens' pages of the practice world. */
export { CitizenScreen } from './CitizenScreen.tsx';
