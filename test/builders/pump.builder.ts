import { type Random, type Timers } from '../../shared/kernel/clock.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { StoreFault, type Store } from '../../src-main/app/ports/store.port.ts';
import { PUMP_CONFIG, type PumpConfig } from '../../src-main/app/sync/pump-config.ts';
import { createPump, type Pump, type PumpChange } from '../../src-main/app/sync/pump.ts';
import { fakeLine, type FakeLine } from '../fakes/kanta-line.fake.ts';
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.fake.ts';
import { fakeTime, type FakeTime } from '../fakes/time.fake.ts';
import { anItem, AT, textBytes } from './store.builder.ts';

export type Logged = Readonly<{ level: 'info' | 'warn' | 'error'; what: string }>;

export type Rig = Readonly<{
  time: FakeTime;
  store: MemoryStore;
  line: FakeLine;
  pump: Pump;
  changes: readonly PumpChange[];
  logged: readonly Logged[];
  /** The same store and service with a new pump. */
  restart(): Pump;
  /** A pump that dies at its write number `writes` (from 1): that write and all later ones are not kept, nothing else it does is heard of. */
  mortal(writes: number): Pump;
  item(id: string): OutboxItem;
  states(): Readonly<Record<string, OutboxItem['state']>>;
}>;

/** A fixed share of the range: the middle, so that waits are predictable. */
export const HALF: Random = () => 0.5;

export type RigOptions = Readonly<{
  config?: PumpConfig;
  random?: Random;
  store?: MemoryStore;
  /** One time for several desks. */
  time?: FakeTime;
}>;

export function aRig(options: RigOptions = {}): Rig {
  const time = options.time ?? fakeTime(AT);
  const store = options.store ?? createMemoryStore();
  const line = fakeLine(time);
  const changes: PumpChange[] = [];
  const logged: Logged[] = [];
  const log = (level: Logged['level']) => (what: string) => void logged.push({ level, what });

  const pumpOver = (over: Store, timers: Timers = time.timers): Pump =>
    createPump({
      store: over,
      line,
      clock: time.clock,
      timers,
      random: options.random ?? HALF,
      log: { info: log('info'), warn: log('warn'), error: log('error') },
      config: options.config ?? PUMP_CONFIG,
      contextOf: item => ({
        actor: item.author,
        organisationOid: item.author.organisationOid,
        unitOid: item.author.unitOid,
        reason: item.reason,
        relation: '',
        correlationId: item.messageId,
      }),
      onChange: change => void changes.push(change),
    });

  const item = (id: string): OutboxItem => {
    const found = store.read(tx => tx.outbox.get(id));
    if (found === null) throw new Error(`no item ${id}`);
    return found;
  };
  return {
    time,
    store,
    line,
    pump: pumpOver(store),
    changes,
    logged,
    restart: () => pumpOver(store),
    mortal(writes) {
      let left = writes - 1;
      const alive = (): boolean => left >= 0;
      const dying: Store = {
        ...store,
        write: work => {
          left -= 1;
          if (!alive()) throw new StoreFault('DB-0005');
          return store.write(work);
        },
      };
      return pumpOver(dying, { after: (ms, work) => time.timers.after(ms, () => alive() && work()) });
    },
    item,
    states: () =>
      store.read(tx => Object.fromEntries([...tx.outbox.list('all', 10_000)].reverse().map(i => [i.id, i.state]))),
  };
}

/** Enqueues act number `n` in a lane; its message names its OID and digest, which is what the fake service reads. */
export function enqueue(
  rig: Pick<Rig, 'store' | 'time'>,
  n: number,
  change: Partial<Parameters<typeof anItem>[0]> = {},
): string {
  const documentOid = oid(`1.2.246.10.11111111.93001.2026.${n}`);
  const digest = n.toString(16).padStart(64, '0');
  const now = rig.time.clock.now();
  const item = anItem({
    id: `item-${n}`,
    documentOid,
    messageId: `message-${n}`,
    orderKey: `lane-${n}`,
    documentDigest: digest,
    body: textBytes(JSON.stringify({ oid: documentOid, digest })),
    queuedAt: now,
    notBefore: now,
    ...change,
  });
  return rig.store.write(tx => tx.outbox.add(item).id);
}
