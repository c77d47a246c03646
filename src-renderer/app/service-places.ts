import {
  BadgeCheck,
  FilePenLine,
  FileSearch,
  FolderSearch,
  HandHeart,
  Handshake,
  HeartPulse,
  ListChecks,
  Pill,
  Scan,
  ScrollText,
  ShieldAlert,
  ShieldCheck,
  UserRound,
  Users,
} from 'lucide-react';
import { type Capability } from '../../shared/domain/people/capabilities.ts';
import { maySee } from './area-rights.ts';
import { type Area } from './navigation.store.ts';

/** A place by the keys of `placesTexts`: its name is its area, and `about` says what one does there. */
export type ServicePlace = Readonly<{
  id: PlaceArea;
  icon: typeof ShieldCheck;
  about: `${PlaceArea}About`;
  /** Only where one practises. */
  practiceOnly?: true;
}>;
export type PlaceArea = Extract<
  Area,
  | 'storing'
  | 'medication'
  | 'wills'
  | 'disclosure'
  | 'authorisations'
  | 'imaging'
  | 'wellbeing'
  | 'ownRights'
  | 'emergencyReview'
  | 'logSearch'
  | 'access'
  | 'readiness'
  | 'catalogue'
  | 'covid'
  | 'documents'
  | 'citizen'
>;

/** Places that are used now and then: they stand on one page behind one word of the rail, and each in the palette. */
const SERVICE_PLACES: readonly ServicePlace[] = [
  { id: 'storing', icon: FilePenLine, about: 'storingAbout' },
  { id: 'medication', icon: ListChecks, about: 'medicationAbout' },
  { id: 'wills', icon: HandHeart, about: 'willsAbout' },
  { id: 'disclosure', icon: FolderSearch, about: 'disclosureAbout' },
  { id: 'authorisations', icon: Handshake, about: 'authorisationsAbout' },
  { id: 'imaging', icon: Scan, about: 'imagingAbout' },
  { id: 'wellbeing', icon: HeartPulse, about: 'wellbeingAbout' },
  { id: 'emergencyReview', icon: ShieldAlert, about: 'emergencyReviewAbout' },
  { id: 'logSearch', icon: ScrollText, about: 'logSearchAbout' },
  { id: 'readiness', icon: ListChecks, about: 'readinessAbout' },
  { id: 'access', icon: Users, about: 'accessAbout' },
  { id: 'catalogue', icon: Pill, about: 'catalogueAbout' },
  { id: 'ownRights', icon: BadgeCheck, about: 'ownRightsAbout' },
  { id: 'covid', icon: ShieldCheck, about: 'covidAbout' },
  { id: 'documents', icon: FileSearch, about: 'documentsAbout' },
  { id: 'citizen', icon: UserRound, about: 'citizenAbout', practiceOnly: true },
];
/** Those that this person has at this workstation. */
export const servicePlaces = (may: ReadonlySet<Capability>, isPractice: boolean): readonly ServicePlace[] =>
  SERVICE_PLACES.filter(({ id, practiceOnly }) => maySee(id, may) && (practiceOnly !== true || isPractice));
export const isServicePlace = (area: Area): boolean =>
  area === 'services' || SERVICE_PLACES.some(({ id }) => id === area);
