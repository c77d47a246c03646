import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import {
  type CardSoftwareShown,
  settings as settingsDecoder,
  type Settings,
} from '../../../shared/contract/system.contract.ts';
import { REGISTERS } from '../../../shared/domain/records/core-fields.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { daysBetween, instantOfMs, localDate } from '../../../shared/kernel/time.ts';
import { databaseIsStale } from '../medicine-release.ts';
import { type Environment } from '../environment.ts';
import { type Caller, type Session } from '../session/session.ts';
import { auditIn } from '../audit/audited.ts';
import { BACKED_UP, lastBackupAt, rememberBackup } from '../use-cases/queue/backups.ts';
import { deskOf } from './desk.ts';
import { type CardSoftwareState } from '../ports/signing-card.port.ts';
import { toReply } from './reply.ts';
import { queueCounts } from './queue.handlers.ts';

const DEFAULTS: Settings = { language: 'fi', theme: 'system', density: 'compact' };

/** Settings belong to a person; what the last person used is what the sign-in screen speaks. */
function settingsOf(env: Environment, owner: string | null): Settings {
  const stored = env.store.read(
    tx => (owner === null ? null : tx.settings.get(`settings.${owner}`)) ?? tx.settings.get('settings.last'),
  );
  const decoded = settingsDecoder.safeParse(stored);
  return decoded.success ? decoded.data : DEFAULTS;
}

type SystemHandlers = Handlers<Pick<Api, 'system'>, Caller>['system'];

const shownSoftware = ({ readers, places, lastError, ...state }: CardSoftwareState): CardSoftwareShown => ({
  ...state,
  readers: [...readers],
  places: [...places],
  lastError:
    lastError === null
      ? null
      : { code: lastError.code, detail: [...lastError.detail], at: instantOfMs(lastError.atMs) },
});

export const systemHandlers = (
  env: Environment,
  session: Session,
): Handlers<Pick<Api, 'system'>, Caller>['system'] => ({
  about: () => {
    const { configuration } = env;
    const release = env.catalogue().release();
    const released = localDate(release.date);
    return ok({
      version: configuration.version,
      profile: configuration.profile,
      environment: configuration.environment,
      shell: configuration.shell,
      secrets: configuration.secrets,
      workstation: configuration.workstation,
      takeBackSeconds: configuration.takeBackSeconds,
      simulator: configuration.simulator,
      medicines: {
        release,
        ageDays: Math.max(0, daysBetween(released, env.clock.today())),
        stale: databaseIsStale(released, env.clock.today()),
      },
      registers: REGISTERS.map(name => env.codes[name].info()),
    });
  },
  citizenPage: () => ok({ address: env.configuration.citizenPage }),
  cardSoftware: () => ok(env.cardSoftware === null ? null : shownSoftware(env.cardSoftware.state())),
  chooseCardModule: async ({ path }) => {
    if (env.cardSoftware === null) return fail({ code: 'CARD-0125' });
    const chosen = await env.cardSoftware.choose(path);
    return chosen.ok ? ok(shownSoftware(chosen.value)) : toReply<'chooseCardModule', SystemHandlers>(chosen);
  },
  testCardSoftware: async ({ part }) => {
    if (env.cardSoftware === null) return fail({ code: 'CARD-0125' });
    const tested = await env.cardSoftware.test(part);
    return tested.ok ? ok(shownSoftware(tested.value)) : toReply<'testCardSoftware', SystemHandlers>(tested);
  },
  settings: () => ok(settingsOf(env, session.state().professional?.registrationNumber ?? null)),
  saveSettings: wanted => {
    const owner = session.state().professional?.registrationNumber;
    env.store.write(tx => {
      if (owner !== undefined) tx.settings.put(`settings.${owner}`, wanted);
      tx.settings.put('settings.last', wanted);
    });
    env.emit({ type: 'settingsChanged', settings: wanted });
    return ok(wanted);
  },
  health: () => {
    const info = env.store.info();
    return ok({
      lines: [...env.queue.lines()],
      queue: queueCounts(env),
      card: session.state().card,
      database: {
        ok: info.ok,
        cipher: info.cipher,
        schemaVersion: info.schemaVersion,
        freeMegabytes: env.freeDiskMegabytes(),
        lastBackupAt: lastBackupAt(env.store),
      },
      clockDriftMs: env.queue.driftMs(),
      memoryMegabytes: env.memoryMegabytes(),
      startedAt: instantOfMs(env.configuration.startedAtMs),
    });
  },
  backUp: (_, caller) => {
    const at = env.clock.now();
    const path = env.backupPath(at);
    env.store.backUp(path, at);
    env.store.write(tx => {
      rememberBackup(tx, at);
      auditIn(tx, env, deskOf(caller).professional, BACKED_UP);
    });
    return ok({ path, at });
  },
  practiceFault: async ({ fault }) => {
    if (env.faults === null) return fail({ code: 'NET-0003' });
    const set = await env.faults.set(fault);
    if (!set) return fail({ code: 'NET-0001' });
    env.queue.tryNow();
    return ok({ fault });
  },
});
