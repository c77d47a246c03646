/** The start screen of a damaged database. */
export { RescueScreen } from './RescueScreen.tsx';
export { useDamage } from './use-damage.ts';
