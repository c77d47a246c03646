import { instantMs, type Instant, helsinkiTime } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
/** The first look waits until the morning's first work is over: the version is needed ahead of its day, not at once. */
const FIRST_LOOK_MS = 2 * MINUTE_MS;

/** Until the next midnight in Finland. On the days of the clock changes an hour off: the turn of each minute mends it. */
export function toMidnightMs(now: Instant): number {
  const { time } = helsinkiTime(now);
  const passed = instantMs(`1970-01-01T${time}.000Z` as Instant);
  return DAY_MS - passed;
}

type Needs = Pick<Environment, 'medicines' | 'clock' | 'timers' | 'log' | 'emit'>;

/** Asks for newer versions now; a service that does not answer is asked again within the hour. */
async function renewMedicines(env: Needs): Promise<void> {
  const renewed = await env.medicines.renew();
  if (renewed === null) return;
  if (!renewed.ok) return env.log.warn('medicines.notRenewed', { code: renewed.error });
  for (const { id } of renewed.value.stored) env.log.info('medicines.stored', { release: id });
  if (renewed.value.stored.length > 0) env.emit({ type: 'medicinesStored' });
}

/**
 * Keeps the Pharmaceutical Database in time: the next version is fetched ahead of its day, and every screen is told when it
 * has come into force, at midnight of its day. @returns stops it
 */
export function keepMedicinesCurrent(env: Needs): () => void {
  let told = env.medicines.current().release().id;
  let isEnded = false;
  const cancels = new Map<'look' | 'fetch', () => void>();
  const after = (what: 'look' | 'fetch', ms: number, turn: () => void): void => {
    if (!isEnded) cancels.set(what, env.timers.after(ms, turn));
  };
  const look = (): void => {
    const release = env.medicines.current().release();
    if (release.id !== told) {
      told = release.id;
      env.log.info('medicines.changed', { release: release.id });
      env.emit({ type: 'medicinesChanged', release });
    }
    after('look', Math.min(MINUTE_MS, toMidnightMs(env.clock.now())), look);
  };
  const fetch = (): void => {
    void renewMedicines(env).finally(() => {
      if (!isEnded) look();
      after('fetch', HOUR_MS, fetch);
    });
  };
  after('look', Math.min(MINUTE_MS, toMidnightMs(env.clock.now())), look);
  after('fetch', FIRST_LOOK_MS, fetch);
  return () => {
    isEnded = true;
    for (const cancel of cancels.values()) cancel();
  };
}
