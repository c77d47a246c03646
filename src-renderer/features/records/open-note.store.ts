import { createStore, useStore } from 'zustand';
import { type NoteStore } from './note.store.ts';

type OpenNote = Readonly<{ note: NoteStore | null }>;

/** The note that is being written at this desk: it stays open while its writer looks at the queue or another screen. */
const openNoteStore = createStore<OpenNote>()(() => ({ note: null }));

export const showNote = (note: NoteStore): void => openNoteStore.setState({ note });

/** The open note, when it is about this patient. */
export const useOpenNote = (patientId: string): NoteStore | null =>
  useStore(openNoteStore, ({ note }) => (note?.getState().draft.patientId === patientId ? note : null));

/** Leaves the note; the draft stays in the store. What could not be saved keeps the note open. @returns whether it was left */
export async function leaveNote(): Promise<boolean> {
  const { note } = openNoteStore.getState();
  if (note === null) return true;
  if ((await note.getState().flush()) !== null) return false;
  dropNote();
  return true;
}

/** Forgets the note at once: it was signed or discarded, or another person sits down. */
export function dropNote(): void {
  openNoteStore.getState().note?.getState().close();
  openNoteStore.setState({ note: null });
}
