/**
 * The Prescription Centre of the simulator with 200,000 stored prescriptions: dispensings a minute from four desks, from the
 * hold to the verified receipt, and its memory. Each desk is a process with the product's own signing, encrypted queue and line.
 * The stored prescriptions are copies of signed ones (rows and ids of their own, the bytes of their template).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardFolders, startSimulator } from '../../src-main/simulator/simulator.ts';
import { startSimulatorProcess } from '../e2e/processes.ts';
import { aQueryContext } from '../fakes/kanta-config.fake.ts';
import { root } from '../hosts/direct.ts';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { type DeskDone, type DeskWork } from './centre/desk.ts';
import { aDesk } from './drain/desk.ts';
import { AUTHOR, signedMessages } from './drain/messages.ts';
import { processorMs } from './flows/processor-time.ts';

const STORED = 200_000;
const TEMPLATES = 300;
const PER_PATIENT = 40;
const DESKS = 4;
const WARM_UP = 20;
const PER_DESK = 250;
const LIMITS = { perMinute: 1000, megabytes: 500 };
const COPYING_LIMIT_MS = 600_000;

const folder = mkdtempSync(join(tmpdir(), 'kantele-centre-'));
const context = aQueryContext();
const seconds = (fromMs: number): string => `${((Date.now() - fromMs) / 1000).toFixed(0)} s`;

/** Prescriptions of the product, taken by the simulator on its usual way: what the copies are made of. */
async function storeTemplates(): Promise<void> {
  const simulator = await startSimulator({
    port: 0,
    dataDir: folder,
    control: 'off',
    ...standardFolders(join(root, 'resources')),
  });
  await simulator.seeded;
  const desk = aDesk(simulator.url, PUMP_CONFIG, context);
  for (const { body, messageId } of await signedMessages(TEMPLATES)) {
    const sent = await desk.kanta.line.send({ service: 'resepti', messageId, body, context });
    if (sent.kind !== 'accepted') throw new Error(`a template was not accepted: ${JSON.stringify(sent)}`);
  }
  await desk.close();
  await simulator.close();
}

async function desksWork(url: string, first: number, count: number, paced: boolean): Promise<readonly DeskDone[]> {
  const children = Array.from({ length: DESKS }, () => fork(join(import.meta.dirname, 'centre', 'desk.ts')));
  const prefix = `1.2.246.10.${AUTHOR.organisation.businessId}.93990.2026.`;
  return Promise.all(
    children.map(async (child, desk) => {
      const told = once(child, 'message');
      const work: DeskWork = { url, desk, first: first + desk * count, count, prefix, perPatient: PER_PATIENT, paced };
      child.send(work);
      const [done] = (await told) as [DeskDone];
      await once(child, 'exit');
      return done;
    }),
  );
}

const peakMegabytes = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;

let failed = 0;
const note = (what: string, value: number, unit: string, limit: number | null, good: boolean): void => {
  if (!good) failed += 1;
  const bound = limit === null ? '' : `limit ${limit}  ${good ? 'ok' : 'MISSED'}`;
  console.log(`${what.padEnd(66)} ${value.toFixed(0).padStart(8)} ${unit.padEnd(7)} ${bound}`);
};

try {
  let from = Date.now();
  await storeTemplates();
  console.log(`practice seed and ${TEMPLATES} signed templates: ${seconds(from)}`);
  from = Date.now();
  const simulator = await startSimulatorProcess(folder, undefined, ['--copies', String(STORED)], COPYING_LIMIT_MS);
  const size = statSync(join(folder, 'kanta-simulator.db')).size / 2 ** 30;
  console.log(`${STORED.toLocaleString('en')} copies stored: ${seconds(from)}, ${size.toFixed(1)} GB on the disk`);
  try {
    await desksWork(simulator.url, 1, WARM_UP, false);
    let next = 1 + DESKS * WARM_UP;
    for (const paced of [false, true]) {
      const before = processorMs(simulator.child.pid);
      const done = await desksWork(simulator.url, next, PER_DESK, paced);
      next += DESKS * PER_DESK;
      const used = processorMs(simulator.child.pid) - before;
      const all = DESKS * PER_DESK;
      const sum = (of: (one: DeskDone) => number): number => done.reduce((total, one) => total + of(one), 0);
      const [accepted, verified, holds] = [sum(one => one.accepted), sum(one => one.verified), sum(one => one.holds)];
      if (accepted !== all || verified !== all || holds !== all)
        throw new Error(`${all} dispensings: ${holds} held, ${accepted} accepted, ${verified} with a verified receipt`);
      const tookMs = Math.max(...done.map(one => one.endedMs)) - Math.min(...done.map(one => one.startedMs));
      const how = paced
        ? `at the polite pace of ${PUMP_CONFIG.gate.requestsPerSecond}/s a desk`
        : 'as fast as they can';
      const perMinute = (all * 60_000) / tookMs;
      note(
        `dispensings a minute, ${DESKS} desks ${how}`,
        perMinute,
        '/min',
        LIMITS.perMinute,
        perMinute >= LIMITS.perMinute,
      );
      note('  of it processor time of the simulator, each with its hold', used / all, 'ms', null, true);
    }
    const peak = peakMegabytes(simulator.child.pid);
    note('peak memory of the simulator, the copying included', peak, 'MB', LIMITS.megabytes, peak <= LIMITS.megabytes);
  } finally {
    await simulator.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
