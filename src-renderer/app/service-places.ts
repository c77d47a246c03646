import { FileSearch, FolderSearch, HandHeart, ListChecks, ShieldAlert, ShieldCheck, UserRound } from 'lucide-react';
import { type Capability } from '../../shared/domain/people/capabilities.ts';
import { type Area } from './navigation.store.ts';

export type ServicePlace = Readonly<{
  id: Area;
  icon: typeof ShieldCheck;
  /** Null for everybody who is signed in. */
  needs: Capability | null;
  /** Keys of `placesTexts`: name and what one does there. */
  name: 'medication' | 'covid' | 'documents' | 'wills' | 'disclosure' | 'emergencyReview' | 'citizen';
  about:
    | 'medicationAbout'
    | 'covidAbout'
    | 'documentsAbout'
    | 'willsAbout'
    | 'disclosureAbout'
    | 'emergencyReviewAbout'
    | 'citizenAbout';
  /** Only where one practises. */
  practiceOnly?: true;
}>;

/** Places that are used now and then: they stand on one page behind one word of the rail, and each in the palette. */
const SERVICE_PLACES: readonly ServicePlace[] = [
  { id: 'medication', icon: ListChecks, needs: 'recordEntry', name: 'medication', about: 'medicationAbout' },
  { id: 'wills', icon: HandHeart, needs: 'recordEntry', name: 'wills', about: 'willsAbout' },
  { id: 'disclosure', icon: FolderSearch, needs: 'recordEntry', name: 'disclosure', about: 'disclosureAbout' },
  {
    id: 'emergencyReview',
    icon: ShieldAlert,
    needs: 'recordEntry',
    name: 'emergencyReview',
    about: 'emergencyReviewAbout',
  },
  { id: 'covid', icon: ShieldCheck, needs: null, name: 'covid', about: 'covidAbout' },
  { id: 'documents', icon: FileSearch, needs: 'readPatients', name: 'documents', about: 'documentsAbout' },
  { id: 'citizen', icon: UserRound, needs: null, name: 'citizen', about: 'citizenAbout', practiceOnly: true },
];
/** Those that this person has at this workstation. */
export const servicePlaces = (may: ReadonlySet<Capability>, isPractice: boolean): readonly ServicePlace[] =>
  SERVICE_PLACES.filter(
    ({ needs, practiceOnly }) => (needs === null || may.has(needs)) && (practiceOnly !== true || isPractice),
  );
export const isServicePlace = (area: Area): boolean =>
  area === 'services' || SERVICE_PLACES.some(({ id }) => id === area);
