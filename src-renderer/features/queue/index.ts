/** The sending queue. */
export { QueueScreen } from './QueueScreen.tsx';
export { stateTone, stepsOf } from './steps.ts';
