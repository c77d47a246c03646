/**
 * The tour: the main job and its neighbours on the real parts, a clinic and two pharmacies, one simulator, real Chromium.
 * Every step prints its duration and most leave a numbered picture; a step that fails ends its story with a picture of where
 * it stood, the other stories are played, and the exit code tells. Names of stories play only those: `npm run tour -- outage`.
 */
import { join } from 'node:path';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { nursesDay, physiciansDay } from './tour/clinic-days.ts';
import { substitution, twoPharmacies } from './tour/counter.ts';
import { mainJob } from './tour/main-job.ts';
import { officersDay, otherHomes, socialWorkersDay } from './tour/office-days.ts';
import { outage } from './tour/outage.ts';
import { correction, renewals } from './tour/prescriber.ts';
import { setStage } from './tour/stage.ts';

const STORIES = {
  mainJob,
  substitution,
  twoPharmacies,
  outage,
  correction,
  renewals,
  nursesDay,
  physiciansDay,
  socialWorkersDay,
  officersDay,
  otherHomes,
} as const;

const root = join(import.meta.dirname, '..', '..');
const wished = process.argv.slice(2);
const strange = wished.filter(name => !Object.hasOwn(STORIES, name));
if (strange.length > 0) throw new Error(`no story ${strange.join(', ')}: there are ${Object.keys(STORIES).join(', ')}`);
await buildRenderer(root);
const stage = await setStage(join(root, 'tour-output'));
try {
  if (wished.length > 0) await stage.seeded();
  for (const [name, tell] of Object.entries(STORIES)) {
    if (wished.length > 0 && !wished.includes(name)) continue;
    try {
      await tell(stage);
    } catch (fault) {
      process.exitCode = 1;
      console.error(`${name} FAILED: ${fault instanceof Error ? fault.message : String(fault)}`);
      await stage.failed(name);
    }
  }
} finally {
  await stage.close();
}
