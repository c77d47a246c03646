/** The renewal inbox: decide request by request with a key each, sign the renewals as one batch. */
export { RenewalsScreen } from './RenewalsScreen.tsx';
export { createRenewalsStore, daysLeft, type RenewalsStore } from './renewals.store.ts';
export { renewalTexts } from './renewals.texts.ts';
