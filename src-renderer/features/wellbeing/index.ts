/** The citizen's own measurements from the Kanta PHR. */
export { WellbeingScreen } from './WellbeingScreen.tsx';
