/**
 * How fast the queue empties: the real store, pump and line against the simulator in a process of its own. At the polite
 * pace, with faults on the line, and with the pace off beside a bare client with kept connections and the same messages.
 */
import { Agent, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { createTokens } from '../../src-main/adapters/kanta/token.ts';
import { PUMP_CONFIG, type PumpConfig } from '../../src-main/app/sync/pump-config.ts';
import { startSimulatorProcess, type Running } from '../e2e/processes.ts';
import { aKantaConfig, aQueryContext } from '../fakes/kanta-config.fake.ts';
import { seededRandom } from '../hosts/crash.ts';
import { aDesk, type Desk, enqueue } from './drain/desk.ts';
import { AUTHOR, signedMessages, type Message } from './drain/messages.ts';
import { faultyLine } from './drain/faulty-line.ts';

const POLITE = 1000;
const FAULTY = 500;
const ROUNDS = 6;
const A_ROUND = 100;
const SEED = 22;
const unpaced: PumpConfig = { ...PUMP_CONFIG, gate: { ...PUMP_CONFIG.gate, requestsPerSecond: Infinity } };

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
    const desk = aDesk(simulator.url, unpaced, context);
    const rates: [number[], number[]] = [[], []];
    desk.pump.start();
    for (let round = 0; round <= ROUNDS; round += 1) {
      const from = 2 * round * A_ROUND;
      const bare = await bareSeconds(simulator.url, messages.slice(from, from + A_ROUND), agent, token);
      for (const message of messages.slice(from + A_ROUND, from + 2 * A_ROUND)) enqueue(desk, message, author);
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
    const desk = aDesk(line?.url ?? simulator.url, PUMP_CONFIG, context);
    for (const message of messages) enqueue(desk, message, author);
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

/** `--only healthy,faulty,unpaced` runs some of the three. */
const { values: options } = parseArgs({
  options: { only: { type: 'string', default: 'healthy,faulty,unpaced' }, long: { type: 'boolean' } },
});
const parts = new Set(options.only.split(','));
if (parts.has('healthy') || parts.has('faulty'))
  console.log(`\nthe queue empties, ${PUMP_CONFIG.gate.requestsPerSecond} requests a second at most`);
if (parts.has('healthy')) console.log(await polite(POLITE, 0, 240));
if (parts.has('faulty')) console.log(await polite(FAULTY, 0.3, 300));
if (parts.has('unpaced')) {
  const [bare, queue] = await unlimited();
  console.log(
    `no pace: ${queue.toFixed(0)} acts/s with receipts checked and stored, bare client ${bare.toFixed(0)}/s, ratio ${(queue / bare).toFixed(2)}, limit 0.8: ${queue / bare >= 0.8 ? 'ok' : 'TOO SLOW'}`,
  );
}
