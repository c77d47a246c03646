import type { Patient } from 'fhir/r4.js';
import { ageInYears, dateInHelsinki, isLocalDate } from '../../../shared/kernel/time.ts';
import { SYSTEM } from '../names.ts';
import { type Kept } from '../search/repository.ts';
import { type Relations } from '../seed/index.ts';
import { patientByHetu } from '../services/patients.ts';
import { displayName } from '../views/people.view.ts';
import { type World } from '../world.ts';

export type Citizen = Readonly<{ id: string; hetu: string; name: string; age: number; isDead: boolean }>;

const ADULT = 18;
/** Under ten a guardian normally sees the data; from then on only what says so (kanta.fi, acting for a minor). */
export const CHILD_UNTIL = 10;
export const isMinor = ({ age }: Citizen): boolean => age < ADULT;

export function citizenOf(world: World, patientId: string): Citizen | null {
  const patient = world.repository.read<Patient>('Patient', patientId);
  return patient === null ? null : asCitizen(world, patient);
}
export function citizenByHetu(world: World, hetu: string): Citizen | null {
  const patient = patientByHetu(world, hetu);
  return patient === null ? null : asCitizen(world, patient);
}

function asCitizen(world: World, patient: Kept<Patient>): Citizen | null {
  const hetu = patient.identifier?.find(({ system }) => system === SYSTEM.hetu)?.value;
  const born = patient.birthDate ?? '';
  if (hetu === undefined || !isLocalDate(born)) return null;
  return {
    id: patient.id,
    hetu,
    name: displayName(patient),
    age: ageInYears(born, dateInHelsinki(world.clock.nowMs())),
    isDead: patient.deceasedDateTime !== undefined,
  };
}

/** On which ground somebody acts. `own`: nobody is asked; a guardian sees less and declares less; a mandate is nearly all. */
export type Ground = 'own' | 'guardian' | 'mandate';
export type Acting = Readonly<{ citizen: Citizen; subject: Citizen; ground: Ground }>;

/** Acting for a minor never rests on a mandate; guardianship ends with the eighteenth birthday. */
export function groundOf(relations: Relations, citizen: Citizen, subject: Citizen): Ground | null {
  if (citizen.id === subject.id) return 'own';
  if (isMinor(subject))
    return relations.guardians.some(({ child, guardian }) => child === subject.hetu && guardian === citizen.hetu)
      ? 'guardian'
      : null;
  return relations.mandates.some(({ principal, agent }) => principal === subject.hetu && agent === citizen.hetu)
    ? 'mandate'
    : null;
}

/** Everybody for whom this person may act, oneself first. */
export function subjectsOf(world: World, relations: Relations, citizen: Citizen): readonly Acting[] {
  const others = [
    ...relations.guardians.filter(({ guardian }) => guardian === citizen.hetu).map(({ child }) => child),
    ...relations.mandates.filter(({ agent }) => agent === citizen.hetu).map(({ principal }) => principal),
  ].flatMap(hetu => citizenByHetu(world, hetu) ?? []);
  return [citizen, ...others].flatMap(subject => {
    const ground = groundOf(relations, citizen, subject);
    return ground === null ? [] : [{ citizen, subject, ground }];
  });
}

/** Does the minor's choice (1.2.246.537.5.40202.201901) let this actor see? 1 and 2 let guardians, 3 and 4 do not. */
export function mayShow({ ground, subject }: Acting, minorCode: string | null): boolean {
  if (ground !== 'guardian') return true;
  return minorCode === null ? subject.age < CHILD_UNTIL : minorCode === '1' || minorCode === '2';
}
