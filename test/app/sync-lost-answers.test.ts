import { describe, expect, test } from 'vitest';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { aRig, enqueue } from '../builders/pump.builder.ts';

const MINUTE = 60_000;

describe('lost answers', () => {
  test('the service is asked before anything is sent again, and what it holds is accepted', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.fault = kind => (kind === 'send' ? 'lostAfter' : 'none');
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1')).toMatchObject({ state: 'accepted', receipt: { replayed: true, verified: true } });
    expect([rig.line.deliveries.length, rig.line.effects.length]).toEqual([1, 1]);
  });

  test('what never arrived is sent again with the same bytes under the same id', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let sent = 0;
    rig.line.fault = kind => (kind === 'send' && (sent += 1) === 1 ? 'lostBefore' : 'none');
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect(rig.states()).toEqual({ 'item-1': 'accepted' });
    expect(new Set(rig.line.deliveries.map(d => `${d.messageId} ${d.text}`)).size).toBe(1);
    expect(rig.line.requests.filter(r => r.kind !== 'probe').map(r => r.kind)).toEqual(['send', 'ask', 'send']);
  });

  test('a line that never answers is given up after its limit; a line that throws is a lost answer', async () => {
    for (const fault of ['never', 'throws'] as const) {
      const rig = aRig();
      enqueue(rig, 1);
      let sent = 0;
      rig.line.fault = kind => (kind === 'send' && (sent += 1) === 1 ? fault : 'none');
      rig.pump.start();
      await rig.time.pass(PUMP_CONFIG.attemptLimitMs + MINUTE);
      expect([fault, rig.states()]).toEqual([fault, { 'item-1': 'accepted' }]);
    }
  });

  test('after a crash in the middle of sending the item is unknown and asked for first', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.fault = kind => (kind === 'send' ? 'lostAfter' : 'none');
    rig.line.tookMs = () => 500;
    rig.pump.start();
    await rig.time.pass(100);
    expect(rig.item('item-1').state).toBe('sending');
    void rig.pump.stop();
    await rig.time.pass(PUMP_CONFIG.stopWaitMs);
    const again = rig.restart();
    again.start();
    await rig.time.pass(MINUTE);
    expect(rig.states()).toEqual({ 'item-1': 'accepted' });
    expect(rig.line.effects).toEqual(['message-1']);
  });

  test('a receipt that comes after the limit is still taken', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.fault = kind => (kind === 'ask' ? 'unreachable' : 'none');
    rig.line.tookMs = () => (rig.line.requests.at(-1)?.kind === 'send' ? PUMP_CONFIG.attemptLimitMs + 20_000 : 20);
    rig.pump.start();
    await rig.time.pass(PUMP_CONFIG.attemptLimitMs + 1000);
    expect(rig.item('item-1').state).toBe('unknown');
    await rig.time.pass(30_000);
    expect(rig.item('item-1')).toMatchObject({ state: 'accepted', receipt: { replayed: false, verified: true } });
    expect(rig.line.deliveries).toHaveLength(1);
  });

  test('one question at a time, however often the queue is woken', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.fault = kind => (kind === 'send' ? 'lostBefore' : 'none');
    rig.line.tookMs = () => (rig.line.requests.at(-1)?.kind === 'ask' ? 30_000 : 20);
    rig.pump.start();
    for (let second = 0; second < 20; second += 1) {
      rig.pump.wake();
      await rig.time.pass(1000);
    }
    expect(rig.line.requests.filter(request => request.kind === 'ask')).toHaveLength(1);
  });

  test('an item that stops the program twice waits for a person', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.fault = kind => (kind === 'send' ? 'never' : 'none');
    for (const pump of [rig.pump, rig.restart()]) {
      pump.start();
      await rig.time.pass(5000);
      expect(rig.item('item-1').state).toBe('sending');
      void pump.stop();
      await rig.time.pass(PUMP_CONFIG.stopWaitMs + 1);
    }
    rig.restart().start();
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1')).toMatchObject({ state: 'held', lastAnswer: { code: 'QUE-0004' } });
    expect(rig.line.deliveries).toHaveLength(2);
  });
});

describe('start and stop', () => {
  test('stop waits for what is under way and sends nothing new', async () => {
    const rig = aRig();
    for (let n = 1; n <= 9; n += 1) enqueue(rig, n);
    rig.line.tookMs = () => 2000;
    rig.pump.start();
    await rig.time.pass(1000);
    let done = false;
    const stopping = rig.pump.stop().then(() => (done = true));
    await rig.time.pass(100);
    expect(done).toBe(false);
    await rig.time.pass(3000);
    await stopping;
    rig.store.close();
    await rig.time.pass(MINUTE);
    expect(rig.line.deliveries).toHaveLength(4);
  });

  test('stop waits no longer than its limit, and a late answer touches nothing', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.tookMs = () => 30_000;
    rig.pump.start();
    await rig.time.pass(100);
    const stopping = rig.pump.stop();
    await rig.time.pass(PUMP_CONFIG.stopWaitMs);
    await stopping;
    rig.store.close();
    await rig.time.pass(5 * MINUTE);
    expect(rig.line.effects).toEqual(['message-1']);
    expect(rig.logged.filter(l => l.level === 'error')).toEqual([]);
  });

  test('lines are told as they change, and idle lines are asked now and then', async () => {
    const rig = aRig();
    expect(rig.pump.lines().map(l => l.state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
    rig.pump.start();
    await rig.time.pass(1000);
    expect(rig.pump.lines().map(l => l.state)).toEqual(['up', 'up', 'up', 'up', 'up']);
    expect(rig.pump.driftMs()).toBe(5);
    rig.line.fault = (_, service) => (service === 'rooli' ? 'unreachable' : 'none');
    await rig.time.pass(10 * MINUTE);
    expect(rig.pump.lines().map(l => l.state)).toEqual(['up', 'up', 'up', 'up', 'down']);
    expect(rig.changes.filter(c => c.type === 'lines').length).toBeGreaterThanOrEqual(4);
    expect(rig.line.requests.filter(r => r.service === 'resepti').length).toBeLessThan(20);
  });
});
