import { useEffect } from 'react';
import { type SessionState } from '../../shared/contract/session.contract.ts';
import { type ApiClient } from '../../shared/contract/api.ts';
import { openPatient, openPatientStore } from '../features/patients/index.ts';
import { clearDeskView, deskStore, fetchDesk, useDeskOwner } from '../features/session/index.ts';
import { AREAS, type Area, navigation } from './navigation.store.ts';

const isArea = (text: string): text is Area => (AREAS as readonly string[]).includes(text);

/** What is on the desk now, as the host keeps it. */
function placeNow(): Parameters<ApiClient['session']['keepDesk']>[0] {
  const { open } = openPatientStore.getState();
  return {
    area: navigation.getState().area,
    patient:
      open === null
        ? null
        : { patientId: open.patient.id, reason: open.reason, basis: open.basis, collector: open.collector },
    notes: { ...deskStore.getState().notes },
  };
}

/** Opens what was open, with the ground it was opened on: the host writes a log line for it as for every opening. */
async function layOut(client: ApiClient, owner: string): Promise<void> {
  const place = await fetchDesk(client, owner);
  if (place === null) return;
  // At once, before anything is waited for: who goes elsewhere meanwhile is not fetched back.
  if (isArea(place.area)) navigation.getState().go(place.area);
  if (place.patient !== null) {
    const { patientId, ...why } = place.patient;
    await openPatient(client, patientId, why);
  }
}

/**
 * Lays out the desk of whoever signs in and keeps every step of it in the host.
 * @returns whether the desk of this person is laid out: before, its screens must not show
 */
export function useKeptDesk(client: ApiClient, session: SessionState | null): boolean {
  const owner = session?.professional?.registrationNumber ?? null;
  const isIn = session?.at === 'signedIn' && owner !== null;
  const laidOut = useDeskOwner();

  useEffect(() => {
    if (owner === null) clearDeskView();
    else if (isIn && deskStore.getState().owner !== owner) void layOut(client, owner);
  }, [client, owner, isIn]);

  useEffect(() => {
    if (!isIn || laidOut !== owner) return undefined;
    let kept = JSON.stringify(placeNow());
    const keep = (): void => {
      const place = placeNow();
      const text = JSON.stringify(place);
      if (text === kept) return;
      kept = text;
      void client.session.keepDesk(place);
    };
    const offs = [navigation.subscribe(keep), openPatientStore.subscribe(keep), deskStore.subscribe(keep)];
    return () => offs.forEach(off => off());
  }, [client, owner, isIn, laidOut]);

  return isIn && laidOut === owner;
}
