import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation } from 'fhir/r4.js';
import { patientByHetu } from '../services/patients.ts';
import { type World } from '../world.ts';
import { type Measured, observationOf } from './measurements.ts';

/** Measurements of one practice person by one wellbeing application; days and times before the first start. */
type SeedPerson = Readonly<{
  hetu: string;
  application: string;
  applicationId: string;
  measurements: readonly (Readonly<{ daysAgo: number; at: string }> & Measured)[];
}>;
const DONE = 'wellbeing-done';
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** Puts the practice persons' own measurements in, once; nothing without a file. */
export function seedWellbeing(world: World, seedDir: string): void {
  const path = join(seedDir, 'wellbeing.json');
  const { store, clock } = world;
  if (!existsSync(path) || store.settings.get(DONE) !== null) return;
  const people = JSON.parse(readFileSync(path, 'utf8')) as readonly SeedPerson[];
  const nowMs = clock.nowMs();
  const midnightMs = nowMs - (nowMs % DAY_MS);
  store.write(() => {
    for (const { hetu, application, applicationId, measurements } of people) {
      const patient = patientByHetu(world, hetu);
      if (patient === null) continue;
      for (const { daysAgo, at, ...measured } of measurements) {
        const [hours = 0, minutes = 0] = at.split(':').map(Number);
        const atMs = midnightMs - daysAgo * DAY_MS + (hours * 60 + minutes) * MINUTE_MS;
        const about = { patientId: patient.id, uuid: world.newUuid(), atMs, application, applicationId };
        world.repository.create<Observation>(observationOf(measured, about), nowMs);
      }
    }
    store.settings.set(DONE, String(people.length));
  });
}
