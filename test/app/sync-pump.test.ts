import { describe, expect, test } from 'vitest';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { aRig, enqueue } from '../builders/pump.builder.ts';
import { AT } from '../builders/store.builder.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { fail, ok } from '../../shared/kernel/result.ts';

const MINUTE = 60_000;

describe('sending', () => {
  test('an act is sent and accepted with its receipt, each step in the log', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.pump.start();
    await rig.time.pass(1000);
    expect(rig.item('item-1')).toMatchObject({
      state: 'accepted',
      attempts: 1,
      receipt: { reference: 'r-1', verified: true },
    });
    expect(rig.line.effects).toEqual(['message-1']);
    expect(rig.store.read(tx => tx.audit.latest(5).map(e => [e.act, e.actor, e.outcome]))).toEqual([
      ['accept', 'system', 'ok'],
      ['send', 'system', 'ok'],
    ]);
    expect(rig.changes.flatMap(c => (c.type === 'item' ? [c.item.state] : []))).toEqual(['sending', 'accepted']);
  });

  test('`sending` is committed before the first byte leaves', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    const seen: string[] = [];
    rig.line.fault = kind => {
      if (kind === 'send') seen.push(rig.item('item-1').state);
      return 'none';
    };
    rig.pump.start();
    await rig.time.pass(1000);
    expect(seen).toEqual(['sending']);
  });

  test('nothing is sent when the disk refuses to keep that it is being sent', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.pump.start();
    let full = true;
    rig.store.beforeCommit(() => {
      if (full) throw new StoreFault('DB-0004');
    });
    await rig.time.pass(20_000);
    expect([rig.line.deliveries, rig.item('item-1').state]).toEqual([[], 'queued']);
    full = false;
    await rig.time.pass(20_000);
    expect(rig.states()).toEqual({ 'item-1': 'accepted' });
  });

  test('a receipt that the disk refused is kept and written when there is room', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.line.tookMs = () => 100;
    rig.pump.start();
    await rig.time.pass(50);
    let full = true;
    rig.store.beforeCommit(() => {
      if (full) throw new StoreFault('DB-0004');
    });
    await rig.time.pass(10_000);
    expect(rig.item('item-1').state).toBe('sending');
    full = false;
    await rig.time.pass(10_000);
    expect(rig.item('item-1')).toMatchObject({ state: 'accepted', receipt: { replayed: false } });
    expect(rig.line.deliveries).toHaveLength(1);
  });

  test('order holds in a lane; other lanes are not blocked by a parked head', async () => {
    const rig = aRig();
    for (const n of [1, 2, 3]) enqueue(rig, n, { orderKey: 'lane' });
    enqueue(rig, 4, { orderKey: 'other' });
    let refused = false;
    rig.line.fault = kind => {
      if (kind !== 'send' || refused) return 'none';
      refused = true;
      return 'refused';
    };
    rig.pump.start();
    await rig.time.pass(10 * MINUTE);
    expect(rig.states()).toEqual({
      'item-1': 'rejected',
      'item-2': 'queued',
      'item-3': 'queued',
      'item-4': 'accepted',
    });
    expect(rig.pump.decide('item-1', 'cancel', '00000000001', 'tehty uudelleen')).toMatchObject({ ok: true });
    await rig.time.pass(MINUTE);
    expect(rig.states()).toEqual({
      'item-1': 'cancelled',
      'item-2': 'accepted',
      'item-3': 'accepted',
      'item-4': 'accepted',
    });
    expect(rig.line.effects).toEqual(['message-4', 'message-2', 'message-3']);
  });

  test('an item waits for what it names, across lanes and services', async () => {
    const rig = aRig();
    enqueue(rig, 1, { service: 'potilastieto' });
    enqueue(rig, 2, { after: ['item-1'] });
    let refuse = true;
    rig.line.fault = (kind, service) => (kind === 'send' && service === 'potilastieto' && refuse ? 'refused' : 'none');
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect(rig.states()).toEqual({ 'item-1': 'rejected', 'item-2': 'queued' });
    refuse = false;
    rig.pump.decide('item-1', 'sendAgain', '00000000001', 'palvelu korjattu');
    await rig.time.pass(MINUTE);
    expect(rig.states()).toEqual({ 'item-1': 'accepted', 'item-2': 'accepted' });
  });

  test('what depends on a cancelled item waits for a person', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    enqueue(rig, 2, { after: ['item-1'] });
    rig.line.fault = kind => (kind === 'send' ? 'refused' : 'none');
    rig.pump.start();
    await rig.time.pass(MINUTE);
    rig.pump.decide('item-1', 'cancel', '00000000001', 'virhe');
    await rig.time.pass(MINUTE);
    expect(rig.item('item-2')).toMatchObject({ state: 'held', lastAnswer: { code: 'QUE-0002' } });
  });

  test('a service event learns that it was accepted', async () => {
    const rig = aRig();
    const eventOid = oid('1.2.246.10.11111111.14.2026.1');
    rig.store.write(tx =>
      tx.serviceEvents.put({
        oid: eventOid,
        patientId: 'p-1',
        kind: 'visit',
        unitOid: eventOid,
        startedAt: AT,
        endedAt: null,
        acceptance: 'queued',
      }),
    );
    enqueue(rig, 1, { documentOid: eventOid, act: 'serviceEventOpened', service: 'potilastieto' });
    rig.pump.start();
    await rig.time.pass(1000);
    expect(rig.store.read(tx => tx.serviceEvents.get(eventOid)?.acceptance)).toBe('accepted');
  });
});

test('an ended service event is accepted by the receipt of its end, not of its opening', async () => {
  const rig = aRig();
  const eventOid = oid('1.2.246.10.11111111.14.2026.1');
  const acceptance = () => rig.store.read(tx => tx.serviceEvents.get(eventOid)?.acceptance);
  rig.store.write(tx =>
    tx.serviceEvents.put({
      oid: eventOid,
      patientId: 'p-1',
      kind: 'visit',
      unitOid: eventOid,
      startedAt: AT,
      endedAt: AT,
      acceptance: 'queued',
    }),
  );
  enqueue(rig, 1, { documentOid: eventOid, act: 'serviceEventOpened', service: 'potilastieto' });
  rig.pump.start();
  await rig.time.pass(1000);
  expect([rig.item('item-1').state, acceptance()]).toEqual(['accepted', 'queued']);
  enqueue(rig, 2, { documentOid: eventOid, act: 'serviceEventEnded', service: 'potilastieto' });
  rig.pump.wake();
  await rig.time.pass(1000);
  expect([rig.item('item-2').state, acceptance()]).toEqual(['accepted', 'accepted']);
});

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

describe('age and decisions', () => {
  test('what is older than a day goes only after a renewed decision', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let down = true;
    rig.line.fault = () => (down ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(25 * 60 * MINUTE);
    expect(rig.item('item-1')).toMatchObject({ state: 'held', lastAnswer: { code: 'QUE-0003' } });
    down = false;
    await rig.time.pass(10 * MINUTE);
    expect(rig.item('item-1').state).toBe('held');
    rig.pump.decide('item-1', 'sendAgain', '00000000001', 'edelleen ajantasainen');
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1')).toMatchObject({
      state: 'accepted',
      decisions: [{ by: '00000000001', decision: 'sendAgain' }],
    });
    expect(
      rig.store.read(tx =>
        tx.audit
          .latest(10)
          .filter(e => e.act === 'decide')
          .map(e => e.actor),
      ),
    ).toEqual(['00000000001']);
  });

  test('cancelled before sending is never sent; what is sent or final cannot be cancelled', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    enqueue(rig, 2);
    rig.line.tookMs = () => 1000;
    expect(rig.pump.decide('item-1', 'cancel', '00000000001', 'väärä potilas')).toMatchObject({
      ok: true,
      value: { state: 'cancelled' },
    });
    rig.pump.start();
    await rig.time.pass(500);
    expect(rig.pump.decide('item-2', 'cancel', '00000000001', 'myöhässä')).toEqual({
      ok: false,
      error: { code: 'QUE-0002' },
    });
    await rig.time.pass(MINUTE);
    expect(rig.pump.decide('item-2', 'sendAgain', '00000000001', '')).toEqual({
      ok: false,
      error: { code: 'QUE-0002' },
    });
    expect(rig.pump.decide('nowhere', 'cancel', '00000000001', '')).toEqual({ ok: false, error: { code: 'QUE-0001' } });
    expect(rig.line.effects).toEqual(['message-2']);
  });

  test('what may still be on its way is given up at once and cancelled when its time is over', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let sends = 0;
    rig.line.fault = kind => (kind === 'send' ? ((sends += 1) === 1 ? 'lostBefore' : 'refused') : 'none');
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1').state).toBe('rejected');
    const cancel = () => rig.pump.decide('item-1', 'cancel', '00000000001', 'peruttu');
    expect(cancel()).toMatchObject({ ok: true, value: { state: 'rejected' } });
    expect(cancel()).toEqual({ ok: false, error: { code: 'QUE-0005' } });
    // Neither a new start nor a wall clock put forward makes it arrive sooner.
    await rig.pump.stop();
    const pump = rig.restart();
    pump.start();
    rig.time.jumpWall(60 * MINUTE);
    await rig.time.pass(14 * MINUTE);
    expect(rig.item('item-1').state).toBe('rejected');
    await rig.time.pass(2 * MINUTE);
    expect(rig.item('item-1').state).toBe('cancelled');
    expect(rig.line.effects).toEqual([]);
  });

  test('what was given up while it waited is not sent any more, and is accepted when a copy came through after all', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let sends = 0;
    rig.line.fault = kind =>
      kind === 'send' && (sends += 1) === 1 ? 'lostAfter' : kind === 'ask' ? 'unreachable' : 'none';
    rig.pump.start();
    await rig.time.pass(500);
    expect(rig.item('item-1').state).toBe('unknown');
    rig.store.write(tx => tx.outbox.change('item-1', { state: 'queued', notBefore: rig.time.clock.now() }));
    expect(rig.pump.decide('item-1', 'cancel', '00000000001', 'peruttu')).toMatchObject({
      ok: true,
      value: { state: 'held', lastAnswer: { code: 'QUE-0005' } },
    });
    await rig.time.pass(10 * MINUTE);
    expect([rig.item('item-1').state, sends]).toEqual(['held', 1]);
    rig.line.fault = () => 'none';
    await rig.time.pass(10 * MINUTE);
    expect([rig.item('item-1').state, sends]).toEqual(['accepted', 1]);
  });

  test('an earlier copy that comes through after a later one was refused makes the act done', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let sends = 0;
    rig.line.fault = kind => (kind === 'send' ? ((sends += 1) === 1 ? 'lostBefore' : 'conflict') : 'none');
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1').state).toBe('held');
    let asks = 0;
    rig.line.ask = async () => {
      asks += 1;
      return asks === 1
        ? fail({ code: 'NET-0001' })
        : ok({ known: true, same: true, reference: 'r', at: AT, receipt: null });
    };
    await rig.time.pass(13 * MINUTE);
    expect([asks, rig.item('item-1').state]).toEqual([0, 'held']);
    await rig.time.pass(5 * MINUTE);
    expect([asks, rig.item('item-1').state]).toEqual([2, 'accepted']);
  });

  test('after a restore also what stands behind a parked one is asked for', async () => {
    const rig = aRig();
    for (const n of [1, 2, 3]) enqueue(rig, n, { orderKey: 'lane' });
    rig.store.markRestored({ at: rig.time.clock.now(), how: 'older' });
    rig.line.ask = async ({ oid }) =>
      oid.endsWith('.1')
        ? ok({ known: false })
        : ok({ known: true, same: true, reference: 'r', at: AT, receipt: null });
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect(rig.states()).toEqual({ 'item-1': 'held', 'item-2': 'accepted', 'item-3': 'accepted' });
    expect(rig.line.deliveries).toEqual([]);
  });

  test('after a restore everything is asked for before anything is sent, and the unknown waits for a person', async () => {
    const older = aRig();
    for (const n of [1, 2, 3]) enqueue(older, n);
    older.store.markRestored({ at: older.time.clock.now(), how: 'backup' });
    older.line.ask = async ({ oid }) =>
      oid.endsWith('.3')
        ? ok({ known: false })
        : ok({ known: true, same: true, reference: 'r', at: AT, receipt: null });
    older.pump.start();
    await older.time.pass(MINUTE);
    expect(older.states()).toEqual({ 'item-1': 'accepted', 'item-2': 'accepted', 'item-3': 'held' });
    expect([older.line.deliveries, older.item('item-3').lastAnswer?.code]).toEqual([[], 'QUE-0006']);
    expect(older.store.read(tx => tx.lineage.restored())).toBeNull();
    await older.time.pass(16 * MINUTE);
    expect(older.pump.decide('item-3', 'sendAgain', '00000000001', 'lähetetään').ok).toBe(true);
    await older.time.pass(MINUTE);
    expect(older.item('item-3').state).toBe('accepted');
  });

  test('a disk that is full at the start puts the taking up off, not the start', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    rig.store.write(tx => tx.outbox.change('item-1', { state: 'sending', attempts: 1 }));
    let full = true;
    rig.store.beforeCommit(() => {
      if (full) throw new StoreFault('DB-0004');
    });
    rig.pump.start();
    await rig.time.pass(MINUTE);
    expect([rig.item('item-1').state, rig.line.deliveries]).toEqual(['sending', []]);
    full = false;
    await rig.time.pass(MINUTE);
    expect(rig.item('item-1').state).toBe('accepted');
  });

  test('a wall clock that jumps forward neither ends a wait nor makes an act of today an old one', async () => {
    const rig = aRig({ random: () => 0.999 });
    enqueue(rig, 1);
    let sent = 0;
    rig.line.fault = kind => (kind === 'send' && (sent += 1) === 1 ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(500);
    rig.time.jumpWall(3 * 24 * 60 * MINUTE);
    expect(rig.pump.driftMs()).toBe(3 * 24 * 60 * MINUTE + 5);
    await rig.time.pass(1000);
    expect(sent).toBe(1);
    await rig.time.pass(5 * MINUTE);
    expect(rig.item('item-1').state).toBe('accepted');
  });

  test('a wall clock that jumps back does not stretch a wait', async () => {
    const rig = aRig();
    enqueue(rig, 1);
    let sent = 0;
    rig.line.fault = kind => (kind === 'send' && (sent += 1) === 1 ? 'unreachable' : 'none');
    rig.pump.start();
    await rig.time.pass(500);
    rig.time.jumpWall(-10 * 24 * 60 * MINUTE);
    await rig.time.pass(5 * MINUTE);
    expect(rig.item('item-1').state).toBe('accepted');
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
