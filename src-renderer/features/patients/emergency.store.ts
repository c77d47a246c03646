import { createStore } from 'zustand';
import { type Instant, instantMs } from '../../../shared/kernel/time.ts';

type EmergencyState = Readonly<{
  /** The dialog is to stand open on the screen of the search. */
  isAsked: boolean;
  /** The emergency that a person was last opened with, for as long as the bar tells of it. */
  running: Readonly<{ patientId: string; until: Instant }> | null;
}>;

/** Breaking the glass: asked from any screen, and seen on every screen while it lasts. One for the window, as the patient is. */
export const emergencyStore = createStore<EmergencyState>()(() => ({ isAsked: false, running: null }));

export const askEmergency = (): void => emergencyStore.setState({ isAsked: true });
export const leaveEmergency = (): void => emergencyStore.setState({ isAsked: false });
/** The search was made: the dialog closes and the bar says until when. */
export const emergencyRuns = (patientId: string, until: Instant): void =>
  emergencyStore.setState({ isAsked: false, running: { patientId, until } });

/** Until when the emergency of this person runs; null where none does. */
export function emergencyUntil(patientId: string, { running }: EmergencyState, nowMs: number): Instant | null {
  return running !== null && running.patientId === patientId && instantMs(running.until) > nowMs ? running.until : null;
}
