import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Service } from '../../shared/domain/queue.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { PRACTICE_PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { type Pump } from '../../src-main/app/sync/pump.ts';
import { aRig, enqueue, type Rig } from '../builders/pump.builder.ts';
import { type Fault } from '../fakes/kanta-line.fake.ts';

type Action =
  | Readonly<{ do: 'enqueue'; lane: number; service: Service; waitsFor: number | null }>
  | Readonly<{ do: 'pass'; ms: number }>
  | Readonly<{ do: 'faults'; send: readonly Fault[]; ask: readonly Fault[] }>
  | Readonly<{ do: 'crash'; writes: number; ms: number }>
  | Readonly<{ do: 'stop' }>
  | Readonly<{ do: 'decide'; pick: number; decision: 'cancel' | 'sendAgain' }>
  | Readonly<{ do: 'tryNow' }>
  | Readonly<{ do: 'jump'; ms: number }>;

const SEND_FAULTS: readonly Fault[] = [
  'none',
  'none',
  'lostBefore',
  'lostAfter',
  'unreachable',
  'busy',
  'refused',
  'conflict',
  'unauthorised',
  'never',
  'throws',
];
const ASK_FAULTS: readonly Fault[] = ['none', 'none', 'unreachable', 'lostBefore'];

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      lane: fc.nat(3),
      service: fc.constantFrom<Service>('resepti', 'potilastieto'),
      waitsFor: fc.option(fc.nat(20), { freq: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('faults' as const),
      send: fc.array(fc.constantFrom(...SEND_FAULTS), { minLength: 1, maxLength: 6 }),
      ask: fc.array(fc.constantFrom(...ASK_FAULTS), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      writes: fc.integer({ min: 1, max: 8 }),
      ms: fc.integer({ min: 1, max: 5000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'stop' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      pick: fc.nat(20),
      decision: fc.constantFrom('cancel' as const, 'sendAgain' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'tryNow' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -3_600_000, max: 3_600_000 }) }),
  },
);

const all = (rig: Rig): readonly OutboxItem[] => rig.store.read(tx => [...tx.outbox.list('all', 1000)].reverse());
const isFinal = (item: OutboxItem): boolean => item.state === 'accepted' || item.state === 'cancelled';

/** What must hold at the moment a message leaves, seen from the store as it is then. */
function checkDelivery(rig: Rig): void {
  const { messageId, text } = rig.line.deliveries.at(-1) as (typeof rig.line.deliveries)[number];
  const items = all(rig);
  const item = items.find(i => i.messageId === messageId) as OutboxItem;
  expect(item.state).toBe('sending');
  expect(items.filter(i => i.orderKey === item.orderKey && i.orderNo < item.orderNo).every(isFinal)).toBe(true);
  expect(item.after.map(id => rig.item(id).state)).toEqual(item.after.map(() => 'accepted'));
  expect(rig.line.effects).not.toContain(messageId);
  expect(rig.line.deliveries.find(d => d.messageId === messageId)?.text).toBe(text);
}

/** The service is well again and a person looks after what is parked: everything must come to its end. */
async function drain(rig: Rig, pump: Pump): Promise<void> {
  rig.line.fault = () => 'none';
  for (let hour = 0; hour < 12 && !all(rig).every(isFinal); hour += 1) {
    pump.tryNow();
    await rig.time.pass(3_600_000);
    for (const item of all(rig)) {
      if (item.state === 'rejected') pump.decide(item.id, 'cancel', '00000000001', 'loppu');
      if (item.state === 'held')
        pump.decide(item.id, item.lastAnswer?.code === 'QUE-0002' ? 'cancel' : 'sendAgain', '00000000001', 'loppu');
    }
  }
}

describe('whatever the line, the disk and the power do', () => {
  test(
    'one effect an act, order within lanes, dependencies first, nothing lost, nothing after a cancellation',
    { timeout: 180_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async actions => {
          const rig = aRig({ config: { ...PRACTICE_PUMP_CONFIG, attemptLimitMs: 8000 } });
          const faults: Record<'send' | 'ask' | 'probe', readonly Fault[]> = {
            send: ['none'],
            ask: ['none'],
            probe: ['none'],
          };
          const asked = { send: 0, ask: 0, probe: 0 };
          const violations: unknown[] = [];
          rig.line.fault = kind => {
            asked[kind] += 1;
            return faults[kind][asked[kind] % faults[kind].length] ?? 'none';
          };
          const { send } = rig.line;
          rig.line.send = message => {
            const reply = send(message);
            try {
              checkDelivery(rig);
            } catch (error) {
              violations.push(error);
            }
            return reply;
          };
          let pump = rig.restart();
          pump.start();
          let made = 0;
          for (const step of actions) {
            switch (step.do) {
              case 'enqueue': {
                const ids = all(rig).map(item => item.id);
                const waitsFor =
                  step.waitsFor === null || ids.length === 0 ? [] : [ids[step.waitsFor % ids.length] as string];
                made += 1;
                enqueue(rig, made, { orderKey: `lane-${step.lane}`, service: step.service, after: waitsFor });
                pump.wake();
                break;
              }
              case 'pass':
                await rig.time.pass(step.ms);
                break;
              case 'faults':
                [faults.send, faults.ask] = [step.send, step.ask];
                break;
              case 'crash':
              case 'stop': {
                const stopping = pump.stop();
                await rig.time.pass(PRACTICE_PUMP_CONFIG.stopWaitMs);
                await stopping;
                if (step.do === 'crash') {
                  // A life that ends at its n-th write, wherever that is: taking up, beginning to send, keeping an answer.
                  const mortal = rig.mortal(step.writes);
                  try {
                    mortal.start();
                  } catch {
                    expect(step.writes).toBe(1);
                  }
                  await rig.time.pass(step.ms);
                  await Promise.all([mortal.stop(), rig.time.pass(PRACTICE_PUMP_CONFIG.stopWaitMs)].slice(1));
                }
                pump = rig.restart();
                pump.start();
                break;
              }
              case 'decide': {
                const items = all(rig);
                if (items.length > 0)
                  pump.decide((items[step.pick % items.length] as OutboxItem).id, step.decision, '00000000001', 'koe');
                break;
              }
              case 'tryNow':
                pump.tryNow();
                break;
              case 'jump':
                rig.time.jumpWall(step.ms);
                break;
            }
          }
          await drain(rig, pump);
          const items = all(rig);
          expect(violations).toEqual([]);
          expect(items).toHaveLength(made);
          expect(items.filter(item => !isFinal(item)).map(item => [item.state, item.lastAnswer])).toEqual([]);
          const accepted = items.filter(item => item.state === 'accepted').map(item => item.messageId);
          expect([...rig.line.effects].sort()).toEqual([...accepted].sort());
          expect(new Set(rig.line.effects).size).toBe(rig.line.effects.length);
          expect(rig.store.read(tx => [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()])).toEqual([null, null]);
        }),
        { numRuns: 150 },
      );
    },
  );
});
