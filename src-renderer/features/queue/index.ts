/** The sending queue. */
export { QueueScreen } from './QueueScreen.tsx';
