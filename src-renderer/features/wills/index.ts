/** Declarations of will of the open patient: informing, consents, denials, living will, organ donation. */
export { WillsScreen } from './WillsScreen.tsx';
