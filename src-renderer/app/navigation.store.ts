import { createStore, useStore } from 'zustand';

/** The areas of the work area. The window has no address: where one is lives here. */
export const AREAS = [
  'home',
  'renewals',
  'prescribing',
  'dispensing',
  'storing',
  'records',
  'social',
  'medication',
  'queue',
  'settings',
  'services',
  'catalogue',
  'covid',
  'documents',
  'wills',
  'disclosure',
  'authorisations',
  'imaging',
  'wellbeing',
  'ownRights',
  'emergencyReview',
  'citizen',
  'access',
  'anomalies',
  'logSearch',
  'readiness',
] as const;
export type Area = (typeof AREAS)[number];

type Navigation = Readonly<{ area: Area; go(area: Area): void }>;

export const navigation = createStore<Navigation>()(set => ({ area: 'home', go: area => set({ area }) }));
export const useArea = (): Area => useStore(navigation, state => state.area);
