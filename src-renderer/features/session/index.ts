/** Sign-in by card, the covered desk and the practice tray. */
export { OwnRightsPanel } from './OwnRightsPanel.tsx';
export { OwnRightsScreen } from './OwnRightsScreen.tsx';
export { CardTray } from './CardTray.tsx';
export { clearDeskView, deskStore, fetchDesk, noteOf, noteOnDesk, useDeskOwner } from './desk.store.ts';
export { createSessionStore, type SessionStore, type SessionView } from './session.store.ts';
export { sessionTexts } from './session.texts.ts';
export { SignInScreen } from './SignInScreen.tsx';
