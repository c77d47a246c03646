import { describe, expect, test } from 'vitest';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { aRig, enqueue } from '../builders/pump.builder.ts';
import { AT } from '../builders/store.builder.ts';
import { fail, ok } from '../../shared/kernel/result.ts';

const MINUTE = 60_000;

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
