import { z } from 'zod';
import { call } from './define.ts';
import { count, instant, language, line, medicineRelease, nothing, queueCounts } from './values.ts';
import { cardShown } from './session.contract.ts';

export const settings = z.strictObject({
  language,
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'comfortable']),
});
export type Settings = z.output<typeof settings>;

export const about = z.strictObject({
  version: z.string(),
  profile: z.enum(['practice', 'real']),
  shell: z.enum(['electron', 'node', 'direct']),
  /** Where the key of the database is kept. A key file protects against nothing but a lost disk without it: the screen says so. */
  secrets: z.enum(['osKeystore', 'keyFile', 'memory']),
  workstation: z.string(),
  simulator: z.enum(['embedded', 'external', 'none']),
  medicines: z.strictObject({ release: medicineRelease, ageDays: count, stale: z.boolean() }),
  registers: z.array(
    z.strictObject({ name: z.string(), release: z.string(), rows: count, origin: z.string(), licence: z.string() }),
  ),
});
export type About = z.output<typeof about>;

export const system = {
  about: call({ needs: 'anyone', params: nothing, result: about }),
  settings: call({ needs: 'anyone', params: nothing, result: settings }),
  saveSettings: call({ needs: 'anyone', params: settings, result: settings }),
  health: call({
    needs: 'anyone',
    params: nothing,
    result: z.strictObject({
      lines: z.array(line),
      queue: queueCounts,
      card: cardShown.nullable(),
      database: z.strictObject({
        ok: z.boolean(),
        cipher: z.string(),
        schemaVersion: count,
        freeMegabytes: count.nullable(),
        /** Null when none was made here. */
        lastBackupAt: instant.nullable(),
      }),
      clockDriftMs: z.number().nullable(),
      memoryMegabytes: count,
      startedAt: instant,
    }),
  }),
  /** An encrypted copy of the database beside it, made while the work goes on. It opens only with the key of this database. */
  backUp: call({
    needs: 'signedIn',
    params: nothing,
    result: z.strictObject({ path: z.string(), at: instant }),
    codes: ['DB-0007'],
  }),
  /** Practice profile only: cuts, slows or breaks the simulated services. */
  practiceFault: call({
    needs: 'anyone',
    params: z.strictObject({ fault: z.enum(['none', 'lineDown', 'slow', 'errors', 'loseAnswers']) }),
    result: z.strictObject({ fault: z.enum(['none', 'lineDown', 'slow', 'errors', 'loseAnswers']) }),
    codes: ['NET-0001', 'NET-0003'],
  }),
};
