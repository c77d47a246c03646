/** Data of other registers: the search that the person's permission opens, emergencies, their review. */
export { DisclosureScreen } from './DisclosureScreen.tsx';
export { EmergencyReviewScreen } from './EmergencyReviewScreen.tsx';
