import type { Patient } from 'fhir/r4.js';
import { type CdaPatient } from '../cda/cda-types.ts';
import { SYSTEM } from '../names.ts';
import { type Kept } from '../search/repository.ts';
import { displayName, patientView } from '../views/people.view.ts';
import { type World } from '../world.ts';

export type KnownPatient = Readonly<{ id: string; display: string }>;

const known = (patient: Kept<Patient>): KnownPatient => ({ id: patient.id, display: displayName(patient) });

export function patientByHetu(world: World, hetu: string): Kept<Patient> | null {
  return world.repository.byIdentifier<Patient>('Patient', `${SYSTEM.hetu}|${hetu}`)[0] ?? null;
}

/** The person of a document. Somebody met for the first time is added; without a personal code each set is a person of its own. */
export function patientOf(
  world: World,
  patient: CdaPatient,
  nowMs: number,
  knownId: string | null = null,
): KnownPatient {
  const byId = knownId === null ? null : world.repository.read<Patient>('Patient', knownId);
  const found = byId ?? (patient.hetu === null ? null : patientByHetu(world, patient.hetu));
  return known(found ?? world.repository.create<Patient>(patientView(patient), nowMs));
}

/**
 * The population register tells of a death.
 * @param day `YYYY-MM-DD` @returns false when nobody has the code
 */
export function recordDeath(world: World, hetu: string, day: string): boolean {
  const patient = patientByHetu(world, hetu);
  if (patient === null) return false;
  world.store.write(() => {
    world.repository.update<Patient>({ ...patient, active: false, deceasedDateTime: day }, world.clock.nowMs());
  });
  return true;
}

/** Nothing is written for a person after the day of death (decree 436/2010). */
export function diedBefore(world: World, patientId: string, day: string): boolean {
  const died = world.repository.read<Patient>('Patient', patientId)?.deceasedDateTime?.slice(0, 10);
  return died !== undefined && died < day;
}

/** Is a later document about the same person? By the whole code, or without one by date of birth and family name. */
export function samePatient(world: World, id: string, patient: CdaPatient): KnownPatient | null {
  const stored = world.repository.read<Patient>('Patient', id);
  if (!stored) return null;
  const code = stored.identifier?.find(i => i.system === SYSTEM.hetu)?.value ?? null;
  const same =
    code !== null || patient.hetu !== null
      ? code === patient.hetu
      : stored.birthDate === patient.birthDate && stored.name?.some(n => n.family === patient.name.family) === true;
  return same ? known(stored) : null;
}
