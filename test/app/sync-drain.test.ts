/** A line with faults is not a service that is away: a full queue passes it nearly as fast as the polite pace lets it. */
import { expect, test } from 'vitest';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { aRig, enqueue } from '../builders/pump.builder.ts';
import { AT } from '../builders/store.builder.ts';
import { seededRandom } from '../hosts/crash.ts';

const ACTS = 500;
const SHARE = 0.3;
const SECOND = 1000;
/** The faults of the bench's line (`test/bench/drain/faulty-line.ts`): the last two are a late answer and a doubled request. */
const FAULTS = ['busy', 'lostBefore', 'lostAfter', 'lostAfter', 'none', 'none'] as const;

test.each([1, 2, 3])('500 acts over a faulty line are through in five minutes, seed %i', async seed => {
  const random = seededRandom(seed);
  const rig = aRig({ random });
  rig.line.retryAfterMs = SECOND;
  rig.line.tookMs = () => (random() < SHARE / FAULTS.length ? SECOND : 30);
  rig.line.fault = () => (random() < SHARE ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? 'none') : 'none');
  for (let act = 1; act <= ACTS; act += 1) enqueue(rig, act);
  rig.pump.start();
  const counts = () => rig.store.read(tx => tx.outbox.counts(AT));
  let seconds = 0;
  for (; counts().unsent > 0 && seconds < 300; seconds += 1) await rig.time.pass(SECOND);
  const requests = rig.line.requests.filter(({ service }) => service === 'resepti').map(({ atMs }) => atMs);
  const repeated = rig.line.deliveries.length - ACTS;
  console.log(`empty after ${seconds} s: ${requests.length} requests, ${repeated} of them messages sent again`);
  expect(counts()).toMatchObject({ unsent: 0, needsPerson: 0 });
  expect(rig.line.effects).toHaveLength(ACTS);
  const densest = Math.max(...requests.map(at => requests.filter(t => t >= at && t < at + SECOND).length));
  expect(densest).toBeLessThanOrEqual(PUMP_CONFIG.gate.requestsPerSecond);
});
