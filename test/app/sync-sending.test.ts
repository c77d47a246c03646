import { describe, expect, test } from 'vitest';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { aRig, enqueue } from '../builders/pump.builder.ts';
import { AT } from '../builders/store.builder.ts';
import { type ServiceEvent } from '../../shared/domain/records/record.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { type Instant } from '../../shared/kernel/time.ts';

const MINUTE = 60_000;
const eventOid = oid('1.2.246.10.11111111.14.2026.1');
const aQueuedEvent = (endedAt: Instant | null): ServiceEvent => ({
  oid: eventOid,
  patientId: 'p-1',
  kind: 'visit',
  unitOid: eventOid,
  startedAt: AT,
  endedAt,
  acceptance: 'queued',
});

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
    rig.store.write(tx => tx.serviceEvents.put(aQueuedEvent(null)));
    enqueue(rig, 1, { documentOid: eventOid, act: 'serviceEventOpened', service: 'potilastieto' });
    rig.pump.start();
    await rig.time.pass(1000);
    expect(rig.store.read(tx => tx.serviceEvents.get(eventOid)?.acceptance)).toBe('accepted');
  });
});

test('an ended service event is accepted by the receipt of its end, not of its opening', async () => {
  const rig = aRig();
  const acceptance = () => rig.store.read(tx => tx.serviceEvents.get(eventOid)?.acceptance);
  rig.store.write(tx => tx.serviceEvents.put(aQueuedEvent(AT)));
  enqueue(rig, 1, { documentOid: eventOid, act: 'serviceEventOpened', service: 'potilastieto' });
  rig.pump.start();
  await rig.time.pass(1000);
  expect([rig.item('item-1').state, acceptance()]).toEqual(['accepted', 'queued']);
  enqueue(rig, 2, { documentOid: eventOid, act: 'serviceEventEnded', service: 'potilastieto' });
  rig.pump.wake();
  await rig.time.pass(1000);
  expect([rig.item('item-2').state, acceptance()]).toEqual(['accepted', 'accepted']);
});
