/**
 * How fast the queue empties: the real store, pump and line against the simulator in a process of its own. At the polite
 * pace, with faults on the line, and with the pace off beside a bare client with kept connections and the same messages.
 */
import { Agent, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateInHelsinki, instantOfMs } from '../../shared/kernel/time.ts';
import { connectKanta, type Kanta } from '../../src-main/adapters/kanta/connect.ts';
import { createTokens } from '../../src-main/adapters/kanta/token.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { systemTimers } from '../../src-main/adapters/system/time.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { createPump, type Pump } from '../../src-main/app/sync/pump.ts';
import { PUMP_CONFIG, type PumpConfig } from '../../src-main/app/sync/pump-config.ts';
import { KEY, storeOptions } from '../builders/sqlite.builder.ts';
import { aDocument, anEvent, anItem } from '../builders/store.builder.ts';
import { startSimulatorProcess, type Running } from '../e2e/processes.ts';
import { aKantaConfig, aQueryContext } from '../fakes/kanta-config.fake.ts';
import { seededRandom } from '../hosts/crash.ts';
import { AUTHOR, signedMessages, type Message } from './drain/messages.ts';
import { faultyLine } from './drain/faulty-line.ts';

const POLITE = 1000;
const FAULTY = 500;
const ROUNDS = 6;
const A_ROUND = 100;
const SEED = 22;
const unpaced: PumpConfig = { ...PUMP_CONFIG, gate: { ...PUMP_CONFIG.gate, requestsPerSecond: Infinity } };

const clock = {
  nowMs: () => Date.now(),
  now: () => instantOfMs(Date.now()),
  today: () => dateInHelsinki(Date.now()),
  monotonicMs: () => performance.now(),
};
const author = {
  registrationNumber: '00999900101',
  name: AUTHOR.family,
  right: AUTHOR.right,
  organisationOid: AUTHOR.organisation.oid,
  unitOid: AUTHOR.organisation.oid,
};
const context = aQueryContext({
  actor: { registrationNumber: author.registrationNumber, right: author.right },
  organisationOid: author.organisationOid,
  unitOid: author.unitOid,
});

type Desk = Readonly<{ store: Store; pump: Pump; kanta: Kanta; close(): Promise<void> }>;

function aDesk(url: string, config: PumpConfig): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-drain-'));
  const opened = openStore(storeOptions(folder, { key: KEY }));
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  const kanta = connectKanta(aKantaConfig(url));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const pump = createPump({
    store,
    line: kanta.line,
    clock,
    timers: systemTimers,
    random: Math.random,
    log,
    config,
    contextOf: () => context,
    onChange: () => undefined,
  });
  return {
    store,
    pump,
    kanta,
    async close() {
      await pump.stop();
      kanta.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function enqueue({ store }: Desk, messages: readonly Message[]): void {
  for (const { oid: documentOid, messageId, signed: bytes, digest, body } of messages)
    store.write(tx => {
      const at = clock.now();
      tx.documents.add(aDocument({ oid: documentOid, setId: documentOid, bytes, digest }));
      tx.outbox.add(
        anItem({
          id: `item-${documentOid}`,
          documentOid,
          messageId,
          orderKey: documentOid,
          author,
          body,
          documentDigest: digest,
          notBefore: at,
          queuedAt: at,
        }),
      );
      tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
    });
}

/** Seconds until the services have accepted all that is queued; what waits for a person ends it, and is said. */
async function drained({ store, pump }: Desk, limitS: number): Promise<Readonly<{ seconds: number; left: string }>> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  pump.wake();
  for (;;) {
    const { unsent, needsPerson } = store.read(tx => tx.outbox.counts(LONG_AGO));
    if (unsent === 0) return { seconds: seconds(), left: '' };
    if (unsent === needsPerson || seconds() > limitS)
      return { seconds: seconds(), left: `${unsent} left, ${needsPerson} of them for a person` };
    await new Promise(resolve => setTimeout(resolve, unsent > 200 ? 100 : 5));
  }
}
const LONG_AGO = instantOfMs(0);

async function withSimulator<T>(work: (simulator: Running) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-drain-sim-'));
  const simulator = await startSimulatorProcess(folder);
  try {
    return await work(simulator);
  } finally {
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same messages over kept connections, four at a time, and nothing else: no store, no receipts. */
async function bareSeconds(url: string, messages: readonly Message[], agent: Agent, token: string): Promise<number> {
  const started = performance.now();
  let next = 0;
  const one = ({ body, messageId }: Message): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = {
        Accept: 'application/fhir+json',
        'Content-Type': 'application/fhir+json',
        'Content-Length': String(body.length),
        'X-Request-Id': messageId,
        'X-Correlation-Id': messageId,
        Authorization: `Bearer ${token}`,
      };
      const sent = request(`${url}/resepti/baseR4`, { method: 'POST', headers, agent }, answer => {
        answer.resume();
        answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode)))));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const lane = async (): Promise<void> => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++]) await one(message);
  };
  await Promise.all(Array.from({ length: unpaced.gate.parallelLanes }, lane));
  return (performance.now() - started) / 1000;
}

/** Median of the rounds of a bare client and of the queue, turn by turn against one simulator, in acts a second. */
async function unlimited(): Promise<readonly [bare: number, queue: number]> {
  const messages = await signedMessages(2 * (ROUNDS + 1) * A_ROUND);
  return withSimulator(async simulator => {
    const config = aKantaConfig(simulator.url);
    const token = (await createTokens(config).of(context)) ?? '';
    const agent = new Agent({ keepAlive: true, maxSockets: unpaced.gate.parallelLanes });
    const desk = aDesk(simulator.url, unpaced);
    const rates: [number[], number[]] = [[], []];
    desk.pump.start();
    for (let round = 0; round <= ROUNDS; round += 1) {
      const from = 2 * round * A_ROUND;
      const bare = await bareSeconds(simulator.url, messages.slice(from, from + A_ROUND), agent, token);
      enqueue(desk, messages.slice(from + A_ROUND, from + 2 * A_ROUND));
      const { seconds, left } = await drained(desk, 60);
      if (left !== '') throw new Error(left);
      // The first round only warms up.
      if (round === 0) continue;
      rates[0].push(A_ROUND / bare);
      rates[1].push(A_ROUND / seconds);
    }
    await desk.close();
    agent.destroy();
    const median = (values: readonly number[]): number =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return [median(rates[0]), median(rates[1])];
  });
}

/** Empties a queue of so many acts over a line with a share of faults, at the polite pace and with the waits of a real profile. */
async function polite(count: number, share: number, limitS: number): Promise<string> {
  const messages = await signedMessages(count);
  return withSimulator(async simulator => {
    const line = share === 0 ? null : await faultyLine(simulator.url, share, seededRandom(SEED));
    const desk = aDesk(line?.url ?? simulator.url, PUMP_CONFIG);
    enqueue(desk, messages);
    desk.pump.start();
    const { seconds, left } = await drained(desk, 2 * limitS);
    const repeated = desk.store
      .read(tx => tx.outbox.list('all', count))
      .filter(({ receipt }) => receipt?.replayed === true).length;
    await desk.close();
    line?.close();
    const good = left === '' && seconds <= limitS;
    const how = share === 0 ? 'healthy line' : `${Math.round(share * 100)} % faults ${JSON.stringify(line?.told())}`;
    return (
      `${String(count).padStart(5)} acts, ${how}: ${seconds.toFixed(0)} s, limit ${limitS}: ${good ? 'ok' : 'TOO SLOW'} ${left}` +
      (share === 0 ? '' : ` (${repeated} accepted before and found by asking)`)
    );
  });
}

console.log(`\nthe queue empties, ${PUMP_CONFIG.gate.requestsPerSecond} requests a second at most`);
console.log(await polite(POLITE, 0, 240));
console.log(await polite(FAULTY, 0.3, 300));
const [bare, queue] = await unlimited();
console.log(
  `no pace: ${queue.toFixed(0)} acts/s with receipts checked and stored, bare client ${bare.toFixed(0)}/s, ratio ${(queue / bare).toFixed(2)}, limit 0.8: ${queue / bare >= 0.8 ? 'ok' : 'TOO SLOW'}`,
);
