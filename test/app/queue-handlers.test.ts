import { describe, expect, test } from 'vitest';
import { API } from '../../shared/contract/api.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { type OutboxChange } from '../../src-main/app/ports/store/outbox.port.ts';
import { aQueueDesk } from '../builders/queue-desk.builder.ts';
import { anItem } from '../builders/store.builder.ts';
import { START, type World } from '../fakes/world.fake.ts';

let serial = 0;
function put(world: World, change: OutboxChange = {}, lane = `lane-${serial}`): string {
  serial += 1;
  const id = `item-${serial}`;
  world.store.write(tx => {
    tx.outbox.add(
      anItem({
        id,
        documentOid: oid(`1.2.246.10.88888888.93.2026.${serial}`),
        orderKey: lane,
        patientId: 'patient-1',
        queuedAt: START,
        notBefore: START,
      }),
    );
    if (Object.keys(change).length > 0) tx.outbox.change(id, change);
  });
  return id;
}
const HELD: OutboxChange = {
  state: 'held',
  lastAnswer: { code: 'NET-0008', at: START, detail: 'secret of the service' },
};
const RECEIPT = { reference: 'r-1', at: START, replayed: false, verified: true, bytes: new Uint8Array([1]) };
const list = async (world: World, show: 'open' | 'needsPerson' | 'all') => {
  const reply = await world.application.handlers.queue.list({ show }, world.caller());
  return reply.ok ? reply.value : null;
};
const decide = (world: World, itemId: string, decision: 'sendAgain' | 'cancel', reason = 'syy') =>
  world.application.handlers.queue.decide({ itemId, decision, reason }, world.caller());

describe('the queue as shown', () => {
  test('open, needing a person, all; counts and what waits behind', async () => {
    const world = await aQueueDesk();
    const held = put(world, HELD, 'lane');
    const behind = put(world, {}, 'lane');
    const done = put(world, { state: 'accepted', receipt: RECEIPT });
    expect((await list(world, 'open'))?.rows.map(r => [r.id, r.state, r.waitingBehind])).toEqual([
      [held, 'held', 1],
      [behind, 'queued', 0],
    ]);
    expect((await list(world, 'needsPerson'))?.rows.map(r => r.id)).toEqual([held]);
    const all = await list(world, 'all');
    expect(all?.rows.map(r => r.id)).toEqual([done, behind, held]);
    expect(all?.counts).toEqual({ unsent: 2, needsPerson: 1, givenUp: 0, acceptedToday: 1, oldestUnsentAt: START });
    expect(all?.rows[0]?.receipt).toEqual({ reference: 'r-1', at: START, replayed: false, verified: true });
    // Words of the service stay here: only the code goes to the screen.
    expect(JSON.stringify(all)).not.toContain('secret of the service');
  });

  test('today begins at midnight in Finland, in winter and in summer', async () => {
    for (const [now, before, after] of [
      ['2026-11-22T12:00:00.000Z', '2026-11-21T21:59:59.000Z', '2026-11-21T22:00:00.000Z'],
      ['2026-07-01T12:00:00.000Z', '2026-06-30T20:59:59.000Z', '2026-06-30T21:00:00.000Z'],
      // The two days on which the clock changes: midnight still has the offset of the day before.
      ['2026-03-29T12:00:00.000Z', '2026-03-28T21:59:59.000Z', '2026-03-28T22:00:00.000Z'],
      ['2026-10-25T12:00:00.000Z', '2026-10-24T20:59:59.000Z', '2026-10-24T21:00:00.000Z'],
    ] as const) {
      const world = await aQueueDesk();
      world.time.jumpWall(Date.parse(now) - world.time.clock.nowMs());
      expect(world.time.clock.today()).toBe(localDate(now.slice(0, 10)));
      put(world, { state: 'accepted', receipt: { ...RECEIPT, at: before as typeof START } });
      put(world, { state: 'accepted', receipt: { ...RECEIPT, at: after as typeof START } });
      const counts = await world.application.handlers.queue.counts({}, world.caller());
      expect([now, counts.ok && counts.value.counts.acceptedToday]).toEqual([now, 1]);
    }
  });

  test('trying now asks the pump and tells the counts', async () => {
    const world = await aQueueDesk();
    put(world);
    expect(await world.application.handlers.queue.tryNow({}, world.caller())).toMatchObject(ok({ unsent: 1 }));
    expect(world.queue.tried).toBe(1);
  });
});

describe('a person’s decision', () => {
  test('what is parked is sent again or cancelled, with who, when and why; the log keeps the act, not the words', async () => {
    const world = await aQueueDesk();
    const again = put(world, HELD);
    const cancelled = put(world, HELD);
    expect(await decide(world, again, 'sendAgain', 'Soitettu Kelaan')).toMatchObject(ok({ state: 'queued' }));
    expect(await decide(world, cancelled, 'cancel', 'Tehty paperilla')).toMatchObject(ok({ state: 'cancelled' }));
    const kept = world.store.read(tx => tx.outbox.get(cancelled));
    expect(kept?.decisions).toEqual([{ by: '00999900101', at: START, decision: 'cancel', reason: 'Tehty paperilla' }]);
    expect(world.audit().filter(r => r.act === 'decide')).toHaveLength(2);
    expect(JSON.stringify(world.audit())).not.toContain('paperilla');
  });

  test('what may have arrived, is done, or is not there is beyond it', async () => {
    const world = await aQueueDesk();
    for (const change of [
      { state: 'sending' },
      { state: 'unknown' },
      { state: 'accepted', receipt: RECEIPT },
      { state: 'cancelled' },
    ] satisfies OutboxChange[]) {
      const id = put(world, change);
      for (const decision of ['sendAgain', 'cancel'] as const)
        expect([change.state, await decide(world, id, decision)]).toEqual([change.state, fail({ code: 'QUE-0002' })]);
    }
    expect(await decide(world, 'nothing', 'cancel')).toEqual(fail({ code: 'QUE-0001' }));
    expect(await decide(world, put(world), 'sendAgain')).toEqual(fail({ code: 'QUE-0002' }));
    expect(world.audit().filter(r => r.act === 'decide')).toEqual([]);
  });

  test('twice pressed, it counts once', async () => {
    const world = await aQueueDesk();
    const id = put(world, HELD);
    expect((await decide(world, id, 'cancel')).ok).toBe(true);
    expect(await decide(world, id, 'cancel')).toEqual(fail({ code: 'QUE-0002' }));
    expect(world.store.read(tx => tx.outbox.get(id))?.decisions).toHaveLength(1);
  });

  test('a decision without a reason is none', () => {
    for (const reason of ['', '  ', '\n'])
      expect(API.queue.decide.params.safeParse({ itemId: 'item-1', decision: 'cancel', reason }).success).toBe(false);
  });
});

describe('what needs somebody', () => {
  const attention = async (world: World) => {
    const reply = await world.application.handlers.queue.attention({}, world.caller());
    if (!reply.ok) throw new Error('refused');
    return reply.value;
  };
  const note = (world: World, itemId: string, text: string) =>
    world.application.handlers.queue.note({ itemId, note: text }, world.caller());

  test('in the order of who can mend it, each with what waits for it by name', async () => {
    const world = await aQueueDesk();
    const support = put(world, { state: 'held', lastAnswer: { code: 'QUE-0004', at: START, detail: null } });
    const author = put(world, HELD, 'set');
    const behind = put(world, {}, 'set');
    const down = put(world, { lastAnswer: { code: 'NET-0001', at: START, detail: null } });
    put(world, { state: 'accepted', receipt: RECEIPT });
    const rows = await attention(world);
    expect(rows.map(({ row, fixer }) => [row.id, fixer])).toEqual([
      [author, 'author'],
      [support, 'support'],
      [down, 'service'],
    ]);
    expect(rows[0]?.waiting.map(({ id, why }) => [id, why])).toEqual([[behind, 'lane']]);
    expect(rows[0]?.waiting[0]?.patientName).not.toBe('');
    expect(JSON.stringify(rows)).not.toContain('secret of the service');
  });

  test('a note leaves the item as it is; its words stay beside it and never reach the log', async () => {
    const world = await aQueueDesk();
    const held = put(world, HELD);
    expect(await note(world, held, 'Kysytty potilaalta Kaisalta')).toMatchObject({
      ok: true,
      value: { row: { state: 'held' }, notes: [{ text: 'Kysytty potilaalta Kaisalta' }] },
    });
    expect(world.audit().at(-1)).toMatchObject({ act: 'decide', reason: 'keep', outcome: 'ok' });
    expect(JSON.stringify(world.audit())).not.toContain('Kaisa');
    const queued = put(world);
    expect(await note(world, queued, 'turha')).toEqual(fail({ code: 'QUE-0002' }));
    expect(await note(world, 'no-such-item', 'turha')).toEqual(fail({ code: 'QUE-0001' }));
  });

  test('the list of the day holds what is open, however old, and what was cancelled today; printing it is logged', async () => {
    const world = await aQueueDesk();
    const open = put(world, HELD);
    const cancelled = put(world, HELD);
    put(world, { state: 'accepted', receipt: RECEIPT });
    expect((await decide(world, cancelled, 'cancel')).ok).toBe(true);
    const day = await world.application.handlers.queue.endOfDay({}, world.caller());
    expect(day).toMatchObject({ ok: true, value: { unsent: 1, acceptedToday: 1 } });
    const listed = day.ok ? day.value.authors.flatMap(({ rows }) => rows.map(({ id, state }) => [id, state])) : [];
    expect(listed).toEqual([
      [open, 'held'],
      [cancelled, 'cancelled'],
    ]);
    const printed = await world.application.handlers.queue.endOfDayPrint({ language: 'sv' }, world.caller());
    expect(printed).toMatchObject({ ok: true, value: { fileName: 'kantele-2026-11-22.pdf' } });
    expect(world.audit().at(-1)).toMatchObject({ act: 'print', patientId: null });
    const caller = world.caller();
    await world.time.pass(24 * 3_600_000);
    const tomorrow = await world.application.handlers.queue.endOfDay({}, caller);
    expect(tomorrow.ok ? tomorrow.value.authors.flatMap(({ rows }) => rows.map(({ id }) => id)) : []).toEqual([open]);
  });
});
