/** The sending queue. */
export { SignOutDialog } from './EndOfDayDialog.tsx';
export { QueueScreen } from './QueueScreen.tsx';
