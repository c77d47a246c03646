import { createStore, useStore } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type DeskPlace } from '../../../shared/contract/session.contract.ts';

/** What the screens note of where their person is; the host keeps it, so that it outlives the window and the process. */
export type DeskView = Readonly<{
  /** Registration number of the person whose desk is laid out; null while none is. */
  owner: string | null;
  notes: Readonly<Record<string, string>>;
}>;

/** One desk for the whole window, as the open patient is. */
export const deskStore = createStore<DeskView>()(() => ({ owner: null, notes: {} }));

/** Notes a thing of a screen (`prescribing.form`), or forgets it. Typed text belongs into drafts, not here. */
export function noteOnDesk(key: string, value: string | null): void {
  const { notes } = deskStore.getState();
  if ((notes[key] ?? null) === value) return;
  const { [key]: _before, ...rest } = notes;
  deskStore.setState({ notes: value === null ? rest : { ...rest, [key]: value } });
}

export const noteOf = (key: string): string | null => deskStore.getState().notes[key] ?? null;
export const useDeskOwner = (): string | null => useStore(deskStore, state => state.owner);

/** Takes the desk away from the page; the host still has it. */
export const clearDeskView = (): void => deskStore.setState({ owner: null, notes: {} });

/** Fetches the desk of the person who signed in. Nothing is kept before it is laid out, or an empty one would replace it. */
export async function fetchDesk(client: Pick<ApiClient, 'session'>, owner: string): Promise<DeskPlace | null> {
  const reply = await client.session.desk({});
  const place = reply.ok ? reply.value.place : null;
  deskStore.setState({ owner, notes: place?.notes ?? {} });
  return place;
}
