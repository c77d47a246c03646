/** The data protection officer's screens: who may what, and what was done with it. */
export { AccessScreen } from './AccessScreen.tsx';
