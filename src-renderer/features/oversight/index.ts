/** The data protection officer's screens: who may what, and what was done with it. */
export { AccessScreen } from './AccessScreen.tsx';
export { AnomaliesScreen } from './AnomaliesScreen.tsx';
export { LogSearchScreen } from './LogSearchScreen.tsx';
export { ReadinessScreen } from './ReadinessScreen.tsx';
