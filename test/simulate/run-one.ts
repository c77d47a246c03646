import { PRACTICE_PUMP_CONFIG, type PumpConfig } from '../../src-main/app/sync/pump-config.ts';
import { RETRY } from '../../src-main/app/sync/outbox.ts';
import { QUEUE_CORE } from '../../src-main/app/sync/queue-core.ts';
import { CLOCK_LIMITS } from '../../shared/domain/clock-drift.ts';
import { check, type Violation } from './checker.ts';
import { history, type History } from './history.ts';
import { network } from './network.ts';
import { people, type People } from './people.ts';
import { type Action, type Plan } from './plan.ts';
import { serviceModel, type ServiceModel, type ServiceName } from './services.ts';
import { virtualTime } from './virtual-time.ts';
import { workstation, type Parts, type Workstation } from './workstation.ts';

const MINUTE = 60_000;

/** The product's rules with figures that fit a run of some hours: what is a day there is an hour and a half here. */
export const SIMULATED: PumpConfig = {
  ...PRACTICE_PUMP_CONFIG,
  retry: {
    ...PRACTICE_PUMP_CONFIG.retry,
    longestWaitMs: 5 * MINUTE,
    maxAgeMs: 90 * MINUTE,
    // Here something does stand between desk and service, and holds messages back for minutes.
    travelMs: RETRY.travelMs,
  },
  gate: {
    ...PRACTICE_PUMP_CONFIG.gate,
    breaker: { failuresInARow: 5, window: 20, failureShare: 0.5, probeMinMs: 30_000, probeMaxMs: 60_000 },
    idleProbeMs: 10 * MINUTE,
  },
  longestSleepMs: 5 * MINUTE,
};

export const UNBROKEN: Parts = {
  core: QUEUE_CORE,
  config: SIMULATED,
  store: store => store,
  line: line => line,
  client: client => client,
  clock: clock => clock,
  pump: pump => pump,
};

export type Run = Readonly<{
  plan: Plan;
  violations: readonly Violation[];
  history: History;
  /** Faults of single messages that happened, by name. */
  happened: readonly string[];
  steps: number;
}>;

/** Time after the last action in which everything goes well and must come to its end. */
const LONGEST_REST_MS = 6 * 60 * MINUTE;

/** Runs one plan from the first moment to the last; the same plan gives the same history, byte by byte. */
export async function run(plan: Plan, parts: Parts = UNBROKEN): Promise<Run> {
  const time = virtualTime();
  const seen = history(time.nowMs);
  const places = new Map<string, Readonly<{ lane: string; no: number }>>();
  const placeOf = (key: string) => places.get(key) ?? { lane: '', no: 0 };
  const services = new Map<ServiceName, ServiceModel>(
    (['resepti', 'potilastieto'] as const).map(name => [name, serviceModel(name, seen, time.nowMs, placeOf)]),
  );
  const net = network(plan, time, seen, services);
  const known: { sets: { set: string; patientId: string }[] } = { sets: [] };
  const desks: { station: Workstation; staff: People }[] = [];
  seen.add({
    t: 'limits',
    maxAgeMs: SIMULATED.retry.maxAgeMs,
    requestsPerSecond: SIMULATED.gate.requestsPerSecond,
    stopMs: SIMULATED.stopWaitMs,
    driftMs: CLOCK_LIMITS.stopMs,
    poisonTries: SIMULATED.retry.ownFailures,
    attemptMs: SIMULATED.attemptLimitMs,
  });
  for (let n = 0; n < plan.desks; n += 1) {
    const name = `desk-${n + 1}`;
    const staff: People = people(plan, () => (desks[n] as (typeof desks)[number]).station, time, seen, known);
    const station = workstation({
      plan,
      name,
      time,
      history: seen,
      network: net,
      parts,
      places,
      died: because => {
        // Whoever sits there starts it again at once.
        if (because.startsWith('killer')) back(n, 15_000);
      },
      intentOf: item => staff.intentOf(item),
    });
    desks.push({ station, staff });
    time.after(n * 700, () => station.start());
  }

  function back(n: number, inMs: number): void {
    const { station, staff } = desks[n] as (typeof desks)[number];
    time.after(inMs, () => {
      if (station.running() !== null) return;
      station.start();
      time.after(5000, () => staff.resume());
    });
  }

  function happen(action: Action): void {
    const { station, staff } = desks[action.desk] as (typeof desks)[number];
    switch (action.do) {
      case 'crash':
        if (station.running() === null) return;
        station.faults.crash = { writes: action.writes, when: action.when };
        // Whatever it is doing, it ends: by its own next writes, or by the cable.
        time.after(30_000, () => {
          if (station.faults.crash !== null) station.die('the cable');
        });
        time.after(30_000 + action.downMs, () => back(action.desk, 0));
        return;
      case 'stop':
        void station.stop().then(() => back(action.desk, action.downMs));
        return;
      case 'netDown':
        net.deskUp.set(station.name, false);
        seen.add({ t: 'net', desk: station.name, up: false });
        time.after(action.forMs, () => {
          net.deskUp.set(station.name, true);
          seen.add({ t: 'net', desk: station.name, up: true });
        });
        return;
      case 'serviceDown':
        net.serviceUp.set(action.service, false);
        seen.add({ t: 'service', service: action.service, up: false });
        time.after(action.forMs, () => {
          net.serviceUp.set(action.service, true);
          seen.add({ t: 'service', service: action.service, up: true });
        });
        return;
      case 'diskFull':
        station.faults.full = true;
        seen.add({ t: 'disk', desk: station.name, full: true });
        time.after(action.forMs, () => {
          station.faults.full = false;
          seen.add({ t: 'disk', desk: station.name, full: false });
        });
        return;
      case 'clockJump':
        return station.jumpWall(action.byMs);
      case 'cardPulled': {
        const card = station.running()?.card;
        if (card === undefined) return;
        let left = action.nth;
        card.beforeSigning = () => ((left -= 1) === 0 ? 'CARD-0105' : null);
        return;
      }
      case 'backup':
        return station.backup();
      case 'restore':
        station.die('to be restored');
        station.restore();
        return back(action.desk, 10_000);
      case 'snapshot':
        return services.get(action.service)?.snapshot();
      case 'rollBack':
        return services.get(action.service)?.restore();
      case 'withdraw':
        return services.get('resepti')?.withdraw(`patient-${action.patient}`);
      default:
        return staff.act(action);
    }
  }

  for (const action of plan.actions) time.after(action.at, () => happen(action));
  const lastMs = Math.max(0, ...plan.actions.map(({ at }) => at));
  await time.runUntil(lastMs + MINUTE);
  await recover();
  for (const { station } of desks) endOf(station);
  const violations = check(seen.lines);
  return { plan, violations, history: seen, happened: net.happened, steps: time.steps() };

  /** All is well from here on; nothing may be left that only time or luck would bring to its end. */
  async function recover(): Promise<void> {
    net.calm();
    for (const [name, service] of services) {
      net.serviceUp.set(name, true);
      service.mend();
    }
    for (const { station } of desks) {
      net.deskUp.set(station.name, true);
      station.faults.full = false;
      station.faults.crash = null;
      if (station.wallAheadMs() !== 0) station.jumpWall(-station.wallAheadMs());
    }
    await time.runUntil(time.nowMs() + 12 * MINUTE);
    desks.forEach((_, n) => back(n, 0));
    const untilMs = time.nowMs() + LONGEST_REST_MS;
    for (let round = 0; time.nowMs() < untilMs; round += 1) {
      for (const { station, staff } of desks) {
        if (station.running() === null) station.start();
        staff.resume();
        staff.tidyUp();
        if (round > 0) continue;
        seen.add({ t: 'tryNow', desk: station.name });
        station.running()?.pump.tryNow();
      }
      await time.runUntil(time.nowMs() + 16 * MINUTE);
      if (desks.every(({ station, staff }) => staff.idle() && atRest(station))) return;
    }
  }

  function atRest(station: Workstation): boolean {
    const running = station.running();
    if (running === null) return false;
    const heads = running.store.read(tx => tx.outbox.heads());
    const looked = ['QUE-0003', 'QUE-0006', 'QUE-0002', 'NET-0010'];
    return heads.every(
      ({ state, lastAnswer, decisions }) =>
        (state === 'held' || state === 'rejected') &&
        (decisions.length > 2 || !looked.includes(lastAnswer?.code ?? '')),
    );
  }

  function endOf(station: Workstation): void {
    const running = station.running();
    if (running === null) throw new Error('a desk does not come up');
    const all = running.store.read(tx => tx.outbox.list('all', 10_000));
    const states = Object.fromEntries(all.map(item => [keyIn(item), item.state]));
    seen.add({ t: 'end', desk: station.name, states });
    const broken = running.store.read(tx => [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()]);
    if (broken.some(row => row !== null)) throw new Error('a chain is broken');
  }
}

const keyIn = (item: Readonly<{ documentOid: string; act: string }>): string =>
  item.act === 'serviceEventOpened'
    ? `${item.documentOid}#opened`
    : item.act === 'serviceEventEnded'
      ? `${item.documentOid}#ended`
      : item.documentOid;
