import { createHash, hash } from 'node:crypto';
import { type Clock } from '../../shared/kernel/clock.ts';
import { ok } from '../../shared/kernel/result.ts';
import { dateInHelsinki, instantOfMs } from '../../shared/kernel/time.ts';
import { type Environment } from '../../src-main/app/environment.ts';
import { type KantaLine } from '../../src-main/app/ports/kanta.port.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { type Desk } from '../../src-main/app/session/session.ts';
import { type PumpConfig } from '../../src-main/app/sync/pump-config.ts';
import { createPump, type Pump } from '../../src-main/app/sync/pump.ts';
import { type QueueCore } from '../../src-main/app/sync/queue-core.ts';
import { createKantaLine } from '../../src-main/adapters/kanta/kanta-line.ts';
import { type FhirClient } from '../../src-main/adapters/kanta/fhir-client.ts';
import { createMessageCodec } from '../../src-main/wire/fhir/message.codec.ts';
import { aPatient, aPhysician } from '../builders/person.builder.ts';
import { fakeCard, type FakeCard } from '../fakes/signing-card.fake.ts';
import { aWorld } from '../fakes/world.fake.ts';
import { stream } from './chance.ts';
import { diskOf, mortalStore, type Committed, type DiskFaults } from './disk.ts';
import { type History } from './history.ts';
import { EPOCH_MS, type Life, type Network } from './network.ts';
import { PATIENTS, type Plan } from './plan.ts';
import { type VirtualTime } from './virtual-time.ts';

/** The parts of the product that a broken rule replaces; unbroken they are what the product uses. */
export type Parts = Readonly<{
  core: QueueCore;
  config: PumpConfig;
  store(store: Store): Store;
  line(line: KantaLine): KantaLine;
  client(client: FhirClient): FhirClient;
  clock(clock: Clock): Clock;
  pump(pump: Pump): Pump;
}>;

export type Running = Readonly<{ env: Environment; pump: Pump; store: Store; card: FakeCard; desk: Desk }>;

/** One workstation: a disk that stays, and one life of the program after another. */
export interface Workstation {
  readonly name: string;
  /** Null while the program does not run. */
  running(): Running | null;
  start(): void;
  /** An orderly end; the program may be killed meanwhile. */
  stop(): Promise<void>;
  die(because: string): void;
  backup(): void;
  /** Puts the latest copy back; the program must not run. */
  restore(): void;
  readonly faults: DiskFaults;
  jumpWall(byMs: number): void;
  wallAheadMs(): number;
  /** Items that a new message of this document has to wait for. */
  readonly dependsOn: Map<string, readonly string[]>;
}

export const keyOf = (item: Pick<OutboxItem, 'act' | 'documentOid'>): string =>
  item.act === 'serviceEventOpened'
    ? `${item.documentOid}#opened`
    : item.act === 'serviceEventEnded'
      ? `${item.documentOid}#ended`
      : item.documentOid;

const SHOWN = {
  queued: 'pending',
  sending: 'pending',
  unknown: 'pending',
  accepted: 'done',
  rejected: 'parked',
  held: 'parked',
  cancelled: 'cancelled',
} as const;

export const patients = Array.from({ length: PATIENTS }, (_, n) =>
  aPatient({ id: `patient-${n}`, identityCode: null, family: `Testinen${n}` }),
);
const base = aWorld().env;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

type Where = Readonly<{
  plan: Plan;
  name: string;
  time: VirtualTime;
  history: History;
  network: Network;
  parts: Parts;
  /** The place of a key in its lane, for whoever sees it arrive. */
  places: Map<string, Readonly<{ lane: string; no: number }>>;
  /** The program was killed. */
  died(because: string): void;
  /** Which intent a document was made for. */
  intentOf(item: OutboxItem): string;
}>;

export function workstation(where: Where): Workstation {
  const { plan, name, time, history, network, parts, places } = where;
  const disk = diskOf(plan.store);
  const faults: DiskFaults = { full: false, crash: null };
  const professional = aPhysician();
  const dependsOn = new Map<string, readonly string[]>();
  const keyById = new Map<string, string>();
  let wallAheadMs = 0;
  let lives = 0;
  let running: Running | null = null;
  let life: (Life & { startedMs: number }) | null = null;
  let copies = -1;
  /** Message ids and the like never come again, whatever is put back. */
  let ids = 0;

  disk.open().write(tx => tx.patients.putMany(patients));

  function heard({ added, resigned, changed }: Committed): void {
    for (const item of added) {
      const lane = `${name}/${item.orderKey}`;
      places.set(keyOf(item), { lane, no: item.orderNo });
      keyById.set(item.id, keyOf(item));
      history.add({
        t: 'saved',
        desk: name,
        key: keyOf(item),
        lane,
        no: item.orderNo,
        digest: item.documentDigest,
        deps: item.after.flatMap(id => keyOfId(id)),
        intent: where.intentOf(item),
      });
    }
    for (const item of resigned)
      history.add({ t: 'resigned', desk: name, key: keyOf(item), no: item.orderNo, digest: item.documentDigest });
    for (const item of changed)
      history.add({ t: 'state', desk: name, key: keyOf(item), state: SHOWN[item.state], raw: item.state });
  }
  const keyOfId = (id: string): readonly string[] => {
    const key = keyById.get(id);
    return key === undefined ? [] : [key];
  };

  function clockOf(startedMs: number): Clock {
    const nowMs = (): number => EPOCH_MS + Math.floor(time.nowMs()) + wallAheadMs;
    return parts.clock({
      nowMs,
      now: () => instantOfMs(nowMs()),
      today: () => dateInHelsinki(nowMs()),
      monotonicMs: () => Math.floor(time.nowMs()) - startedMs + 5000,
    });
  }

  function startLife(): Running {
    lives += 1;
    const startedMs = Math.floor(time.nowMs());
    const mine: Life & { startedMs: number } = {
      alive: true,
      startedMs,
      wallMs: () => EPOCH_MS + Math.floor(time.nowMs()) + wallAheadMs,
      die(because) {
        if (!mine.alive) return;
        mine.alive = false;
        running = null;
        life = null;
        faults.crash = null;
        history.add({ t: 'kill', desk: name, because });
        where.died(because);
      },
    };
    life = mine;
    const clock = clockOf(startedMs);
    const random = stream(plan.seed, `${name} life ${lives}`);
    const timers = {
      after: (ms: number, work: () => void) => time.after(ms, () => void (mine.alive && work())),
    };
    const store = parts.store(
      mortalStore(
        disk.open(),
        mine,
        faults,
        item => ({ ...item, after: [...item.after, ...(dependsOn.get(item.documentOid) ?? [])] }),
        heard,
      ),
    );
    const newUuid = (): string => {
      ids += 1;
      return `00000000-0000-4000-8000-${hash('sha1', `${plan.seed} ${name} ${ids}`, 'hex').slice(0, 12)}`;
    };
    const contextOf = (item: OutboxItem) => ({
      actor: item.author,
      organisationOid: item.author.organisationOid,
      unitOid: item.author.unitOid,
      reason: item.reason,
      relation: '',
      correlationId: item.messageId,
    });
    const line = parts.line(createKantaLine(parts.client(network.client(name, mine)), () => true, clock));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const pump = parts.pump(
      createPump(
        { store, line, clock, timers, random, log, config: parts.config, contextOf, onChange: () => undefined },
        parts.core,
      ),
    );
    const card = fakeCard([professional]);
    card.put(professional);
    const env: Environment = {
      ...base,
      clock,
      random,
      newUuid,
      timers,
      store,
      card,
      queue: pump,
      log,
      emit: () => undefined,
      sha256: bytes => hash('sha256', bytes, 'hex'),
      documents: {
        ...base.documents,
        // The line of facts is what the services read; a signature stands behind it.
        write: ({ content }) => Buffer.from(JSON.stringify((content as unknown as { sim: unknown }).sim)),
        readable: bytes => [{ kind: 'paragraph', spans: [{ text: text(bytes) }] }],
        toBeSigned: unsigned => ({
          digest: createHash('sha256').update(unsigned).digest(),
          hash: 'SHA-256',
          check: async () => ok(null),
          finish: signature => Buffer.concat([unsigned, Buffer.from(`\n${clock.now()} ${text(signature)}`)]),
        }),
        unsigned: signed => signed.subarray(0, Buffer.from(signed).indexOf('\n')),
        read: bytes => ok({ kind: (JSON.parse(text(bytes)) as { kind: string }).kind } as never),
        verify: () => ok({ signerRegistrationNumber: '', signedAt: clock.now(), certificate: new Uint8Array() }),
      },
      messages: createMessageCodec({ sha1: bytes => createHash('sha1').update(bytes).digest() }),
      centre: {
        ...base.centre,
        async ofPatient(patient) {
          const seen = await network.list(name, mine, patient.id);
          // Prescribed by the desk's own unit: such rows outlive the visit.
          const prescription = { prescriber: professional };
          return seen.ok ? ok([{ ...seen.value, prescription } as never]) : seen;
        },
      },
    };
    const opening = { reason: '1', basis: null, collector: '', at: clock.now() } as const;
    const opened = new Map(patients.map(({ id }) => [id, opening]));
    const desk = { professional, cardSerial: 'card', opened } as unknown as Desk;
    return { env, pump, store, card, desk };
  }

  return {
    name,
    running: () => running,
    faults,
    dependsOn,
    start() {
      if (running !== null) return;
      history.add({ t: 'restart', desk: name });
      running = startLife();
      running.pump.start();
    },
    async stop() {
      const mine = life;
      if (running === null || mine === null) return;
      history.add({ t: 'stopping', desk: name });
      await running.pump.stop();
      if (!mine.alive) return;
      history.add({ t: 'stopped', desk: name });
      mine.alive = false;
      running = null;
      life = null;
      faults.crash = null;
    },
    die: because => life?.die(because),
    backup() {
      copies = disk.backup();
      history.add({ t: 'backup', desk: name, id: copies });
    },
    restore() {
      if (running !== null || copies < 0 || !disk.restore(copies)) return;
      history.add({ t: 'restored', desk: name, id: copies });
    },
    jumpWall(byMs) {
      wallAheadMs += byMs;
      history.add({ t: 'clock', desk: name, aheadMs: wallAheadMs });
    },
    wallAheadMs: () => wallAheadMs,
  };
}
