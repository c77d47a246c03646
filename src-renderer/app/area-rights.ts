import { type Capability } from '../../shared/domain/people/capabilities.ts';
import { type Area } from './navigation.store.ts';

/** What a person needs to see an area; null for everybody who is signed in. Rail, keys, palette and work area read this. */
const AREA_NEEDS: Readonly<Record<Area, Capability | null>> = {
  home: null,
  renewals: 'prescribe',
  prescribing: 'prescribe',
  dispensing: 'dispense',
  storing: 'dispense',
  records: 'readRecords',
  social: 'socialWork',
  medication: 'readMedication',
  queue: 'seeQueue',
  settings: null,
  services: null,
  catalogue: null,
  covid: null,
  documents: 'readPatients',
  wills: 'maintainWills',
  disclosure: 'recordEntry',
  authorisations: 'arrangeVisits',
  imaging: 'readRecords',
  wellbeing: 'recordEntry',
  ownRights: null,
  emergencyReview: 'reviewLogs',
  citizen: null,
  access: 'reviewLogs',
  anomalies: 'reviewLogs',
  logSearch: 'reviewLogs',
  readiness: 'checkReadiness',
};

export const maySee = (area: Area, may: ReadonlySet<Capability>): boolean => {
  const needs = AREA_NEEDS[area];
  return needs === null || may.has(needs);
};

/** Where a role begins its day: persons for those who meet them, else its own screen. */
export const homeOf = (may: ReadonlySet<Capability>): 'home' | 'anomalies' | 'readiness' | 'services' =>
  may.has('findPersons')
    ? 'home'
    : may.has('reviewLogs')
      ? 'anomalies'
      : may.has('checkReadiness')
        ? 'readiness'
        : 'services';

/** Where one goes with a person just opened. */
export const areaForPerson = (may: ReadonlySet<Capability>): Area =>
  (['dispensing', 'prescribing', 'records', 'social', 'wills'] as const).find(area => maySee(area, may)) ?? 'home';
