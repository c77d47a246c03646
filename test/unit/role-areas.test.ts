import { describe, expect, test } from 'vitest';
import { UNCONFIRMED_RIGHTS } from '../../shared/codes/unconfirmed-rights.ts';
import { CAPABILITIES, capabilitiesBy } from '../../shared/domain/people/capabilities.ts';
import { PROFESSIONS, type Profession } from '../../shared/domain/people/person.ts';
import { areaForPerson, homeOf, maySee } from '../../src-renderer/app/area-rights.ts';
import { AREAS } from '../../src-renderer/app/navigation.store.ts';
import { servicePlaces } from '../../src-renderer/app/service-places.ts';

const mayOf = (role: Profession) => new Set(CAPABILITIES[role]);
const mayWith = (profession: Profession, right: string | null) => new Set(capabilitiesBy({ profession, right }));

describe('what a role finds on the screen', () => {
  const READS = ['disclosure', 'imaging', 'wellbeing', 'authorisations'];
  /** Written down by hand: the areas of the rail and of the services page that a role has beside those of everybody. */
  const OWN: Readonly<Record<Profession, readonly string[]>> = {
    physician: ['renewals', 'prescribing', 'records', 'medication', 'queue', 'documents', 'wills', ...READS],
    specialistPhysician: ['renewals', 'prescribing', 'records', 'medication', 'queue', 'documents', 'wills', ...READS],
    dentist: ['renewals', 'prescribing', 'records', 'medication', 'queue', 'documents', 'wills', ...READS],
    pharmacist: ['dispensing', 'storing', 'medication', 'queue', 'documents', 'readiness'],
    bachelorPharmacist: ['dispensing', 'storing', 'medication', 'queue', 'documents'],
    nurse: ['records', 'medication', 'queue', 'documents', 'wills', ...READS],
    pharmacyTechnician: ['readiness'],
    secretary: ['wills', 'authorisations'],
    socialWorker: ['queue', 'social', 'wills'],
    archivist: ['records', 'queue', 'documents', 'imaging'],
    dataProtectionOfficer: ['emergencyReview', 'access', 'anomalies', 'logSearch', 'readiness'],
  };
  const EVERYBODY = ['home', 'settings', 'services', 'catalogue', 'covid', 'citizen', 'ownRights'];

  test.each(PROFESSIONS)('%s sees its own areas and no others', role => {
    const seen = AREAS.filter(area => maySee(area, mayOf(role)));
    expect([...seen].sort()).toEqual([...EVERYBODY, ...OWN[role]].sort());
    expect(servicePlaces(mayOf(role), true).every(({ id }) => maySee(id, mayOf(role)))).toBe(true);
  });

  test('a nurse with the limited right prescribes too; nobody else gets anything by a right', () => {
    const seen = AREAS.filter(area => maySee(area, mayWith('nurse', UNCONFIRMED_RIGHTS.limitedNurse)));
    expect([...seen].sort()).toEqual([...EVERYBODY, ...OWN.nurse, 'prescribing', 'renewals'].sort());
    for (const right of [null, '001', '005', '907', 'constructor'])
      expect(mayWith('nurse', right)).toEqual(mayOf('nurse'));
  });

  test.each(PROFESSIONS)('%s begins and goes on where it may', role => {
    expect(maySee(homeOf(mayOf(role)), mayOf(role))).toBe(true);
    expect(maySee(areaForPerson(mayOf(role)), mayOf(role))).toBe(true);
  });
});
