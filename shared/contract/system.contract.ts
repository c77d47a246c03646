import { z } from 'zod';
import { call } from './define.ts';
import {
  CARD_CODES,
  count,
  errorCode,
  instant,
  language,
  line,
  medicineRelease,
  nothing,
  queueCounts,
} from './values.ts';
import { cardShown, pinState } from './session.contract.ts';

export const settings = z.strictObject({
  language,
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'comfortable']),
  /** How long a signed prescription waits before it is sent; absent: as the installation has it. */
  takeBackSeconds: z.int().min(0).max(60).optional(),
});
export type Settings = z.output<typeof settings>;

export const about = z.strictObject({
  version: z.string(),
  profile: z.enum(['practice', 'real']),
  /** Which environment the lines lead to; null in the practice profile. */
  environment: z.string().max(80).nullable(),
  shell: z.enum(['electron', 'node', 'direct']),
  /** Where the key of the database is kept. A key file protects against nothing but a lost disk without it: the screen says so. */
  secrets: z.enum(['osKeystore', 'keyFile', 'memory']),
  workstation: z.string(),
  /** How long a signed prescription waits before it is sent where its signer has not chosen. */
  takeBackSeconds: z.int().min(0).max(60),
  simulator: z.enum(['embedded', 'external', 'none']),
  medicines: z.strictObject({ release: medicineRelease, ageDays: count, stale: z.boolean() }),
  registers: z.array(
    z.strictObject({ name: z.string(), release: z.string(), rows: count, origin: z.string(), licence: z.string() }),
  ),
});
export type About = z.output<typeof about>;

/** What runs behind the card readers. A path is of this machine and names nobody. */
export const cardSoftwareShown = z.strictObject({
  at: z.enum(['none', 'starting', 'ready', 'failed', 'outOfOrder']),
  module: z
    .strictObject({
      path: z.string().max(4096),
      from: z.enum(['option', 'setting', 'known', 'unconfirmed', 'p11-kit']),
      description: z.string().max(300),
      version: z.string().max(40),
    })
    .nullable(),
  readers: z.array(z.strictObject({ name: z.string().max(300), card: z.boolean(), keypad: z.boolean() })),
  /** Of the card in use: its PINs, and why a certificate may not be used; null where it may. */
  card: z
    .strictObject({
      pin1: pinState,
      pin2: pinState,
      authentication: errorCode.nullable(),
      signing: errorCode.nullable(),
    })
    .nullable(),
  places: z.array(
    z.strictObject({
      path: z.string().max(4096),
      product: z.string().max(100),
      from: z.enum(['option', 'setting', 'known', 'unconfirmed', 'p11-kit']),
      exists: z.boolean(),
    }),
  ),
  restarts: count,
  lastError: z.strictObject({ code: errorCode, detail: z.array(z.string().max(60)), at: instant }).nullable(),
});
export type CardSoftwareShown = z.output<typeof cardSoftwareShown>;

export const system = {
  /** Null on a host that has practice cards only. */
  cardSoftware: call({ needs: 'anyone', params: nothing, result: cardSoftwareShown.nullable() }),
  /** Null goes back to the module of the system. Tried at once; what was before is stopped. */
  chooseCardModule: call({
    needs: 'anyone',
    params: z.strictObject({ path: z.string().min(1).max(4096).nullable() }),
    result: cardSoftwareShown,
    codes: CARD_CODES,
  }),
  /** Has readers and card looked at now, or starts the card process anew and asks the module what it sees. */
  testCardSoftware: call({
    needs: 'anyone',
    params: z.strictObject({ part: z.enum(['reader', 'card', 'module', 'process']) }),
    result: cardSoftwareShown,
    codes: CARD_CODES,
  }),
  /** The citizens' pages of the practice world, to be opened in a browser; null in the real one. */
  citizenPage: call({
    needs: 'signedIn',
    params: nothing,
    result: z.strictObject({ address: z.string().max(200).nullable() }),
  }),
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
