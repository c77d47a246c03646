/** Records of the open patient: service events, documents, notes in the making. */
export { dropNote } from './open-note.store.ts';
export { RecordsScreen, type RecordsScreenProps } from './RecordsScreen.tsx';
