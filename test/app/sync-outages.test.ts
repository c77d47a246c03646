import { describe, expect, test } from 'vitest';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { aRig, enqueue } from '../builders/pump.builder.ts';
import { AT } from '../builders/store.builder.ts';

const MINUTE = 60_000;

describe('outages', () => {
  test('the line goes down and comes back by itself; the queue drains without a person and without a flood', async () => {
    const rig = aRig();
    for (let n = 1; n <= 500; n += 1) enqueue(rig, n);
    let down = true;
    rig.line.fault = (_, service) => (down && service === 'resepti' ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(30 * MINUTE);
    expect(rig.pump.lines()[0]).toMatchObject({
      service: 'resepti',
      state: 'down',
      lastOkAt: null,
      lastFault: 'NET-0001',
    });
    const during = rig.line.requests.filter(r => r.service === 'resepti').length;
    expect(during).toBeLessThan(10 + 30 * 2);
    down = false;
    await rig.time.pass(5 * MINUTE);
    expect(rig.store.read(tx => tx.outbox.counts(AT)).unsent).toBe(0);
    expect(rig.pump.lines()[0]?.state).toBe('up');
    const times = rig.line.requests.filter(r => r.service === 'resepti').map(r => r.atMs);
    const densest = Math.max(...times.map(at => times.filter(t => t >= at && t < at + 1000).length));
    expect(densest).toBeLessThanOrEqual(5);
  });

  test('at most four lanes of a service are under way', async () => {
    const rig = aRig();
    for (let n = 1; n <= 20; n += 1) enqueue(rig, n);
    rig.line.tookMs = () => 5000;
    rig.pump.start();
    let most = 0;
    for (let i = 0; i < 100; i += 1) {
      await rig.time.pass(300);
      most = Math.max(most, Object.values(rig.states()).filter(s => s === 'sending').length);
    }
    expect(most).toBe(4);
    expect(rig.pump.lines()[0]?.state).toBe('slow');
  });

  test('a wish to be left alone is honoured', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let busy = true;
    rig.line.retryAfterMs = 10 * MINUTE;
    rig.line.fault = kind => (busy && kind === 'send' ? 'busy' : 'none');
    rig.pump.start();
    await rig.time.pass(5000);
    busy = false;
    await rig.time.pass(9 * MINUTE);
    expect(rig.line.deliveries).toHaveLength(1);
    await rig.time.pass(2 * MINUTE);
    expect(rig.states()).toEqual({ 'item-1': 'accepted' });
  });

  test('"try now" probes at once and forgets the waits', async () => {
    const rig = aRig();
    for (let n = 1; n <= 5; n += 1) enqueue(rig, n);
    let down = true;
    rig.line.fault = () => (down ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(10 * MINUTE);
    down = false;
    rig.pump.tryNow();
    await rig.time.pass(3000);
    expect(Object.values(rig.states())).toEqual(Array(5).fill('accepted'));
  });

  test('an answer that somebody gets beside the queue opens the line; a silence is looked into within seconds', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let down = true;
    rig.line.fault = () => (down ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(5 * MINUTE);
    const state = () => rig.pump.lines().find(({ service }) => service === 'resepti')?.state;
    expect(state()).toBe('down');
    down = false;
    rig.pump.heard('resepti', 80);
    expect(state()).toBe('up');
    await rig.time.pass(2000);
    expect(rig.states()).toEqual({ 'item-1': 'accepted' });
    down = true;
    rig.pump.heard('resepti', null);
    expect(state()).toBe('up');
    await rig.time.pass(5000);
    expect(state()).toBe('down');
    down = false;
    rig.pump.wanted('resepti');
    await rig.time.pass(2500);
    expect(state()).toBe('up');
  });

  test('"try now" does not wait for a wait that would be long', async () => {
    const rig = aRig({ config: { ...PUMP_CONFIG, retry: { ...PUMP_CONFIG.retry, firstWaitMs: 10 * MINUTE } } });
    enqueue(rig, 1);
    let sent = 0;
    rig.line.fault = kind => (kind === 'send' && (sent += 1) === 1 ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(10_000);
    expect(rig.item('item-1').state).toBe('queued');
    rig.pump.tryNow();
    await rig.time.pass(2000);
    expect(rig.item('item-1').state).toBe('accepted');
  });

  test('only this item fails while others pass: it waits for a person and blocks nobody', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let mended = false;
    // Only one item is under way at a time here, so the state of the first tells whose request this is.
    rig.line.fault = kind =>
      kind === 'send' && !mended && rig.item('item-1').state === 'sending' ? 'unreachable' : 'none';
    rig.pump.start();
    for (let n = 2; n <= 40 && rig.item('item-1').state !== 'held'; n += 1) {
      await rig.time.pass(20 * MINUTE);
      enqueue(rig, n);
      rig.pump.wake();
      await rig.time.pass(MINUTE);
      expect(rig.item(`item-${n}`).state).toBe('accepted');
    }
    expect(rig.item('item-1')).toMatchObject({
      state: 'held',
      ownFailures: 8,
      lastAnswer: { code: 'QUE-0004', detail: 'NET-0001' },
    });
    mended = true;
    expect(rig.pump.decide('item-1', 'sendAgain', '00000000001', 'kokeillaan')).toMatchObject({ ok: true });
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1').state).toBe('accepted');
  });

  test('an unauthorised system stops the service, not the others', async () => {
    const rig = aRig();
    for (let n = 1; n <= 10; n += 1) enqueue(rig, n);
    enqueue(rig, 11, { service: 'potilastieto' });
    rig.line.fault = (kind, service) => (kind === 'send' && service === 'resepti' ? 'unauthorised' : 'none');
    rig.pump.start();
    await rig.time.pass(20_000);
    expect(rig.line.deliveries.filter(d => d.service === 'resepti').length).toBeLessThanOrEqual(1);
    expect(rig.item('item-11').state).toBe('accepted');
    expect(rig.pump.lines()[0]).toMatchObject({ state: 'down', lastFault: 'NET-0005' });
  });
});
