/** What a service refused for its signature, signed again by its author: one document, one place in the queue, nothing half done. */
import { describe, expect, test } from 'vitest';
import { ok, fail } from '../../shared/kernel/result.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { aQueueDesk } from '../builders/queue-desk.builder.ts';
import { ready } from '../builders/signing.builder.ts';
import { START, type World } from '../fakes/world.fake.ts';

const PIN2 = '123456';
const AUTHOR = '00999900101';

/** A prescription that was signed, sent and refused; another act waits for it. */
async function aRefusal() {
  const world = await aQueueDesk();
  const { patients, prescribing, queue } = world.application.handlers;
  const opened = await patients.open(
    { patientId: 'patient-1', reason: '1', basis: null, collector: '' },
    world.caller(),
  );
  expect(opened.ok).toBe(true);
  const shown = await ready(world);
  const first = await prescribing.sign({ items: [shown], pin2: PIN2 }, world.caller());
  expect(first).toMatchObject(ok({ left: [] }));
  const lastAnswer = { code: 'NET-0010', at: START, detail: null } as const;
  world.store.write(tx => tx.outbox.change(shown.draftId, { state: 'rejected', attempts: 1, lastAnswer }));
  const itemId = shown.draftId;
  return {
    world,
    shown,
    itemId,
    open: () => queue.toSignAgain({ itemId }, world.caller()),
    sign: (digest = shown.digest, pin2 = PIN2) => queue.signAgain({ itemId, digest, pin2 }, world.caller()),
  };
}

/** All that a new signature could change. */
const stored = (world: World, itemId: string) =>
  world.store.read(tx => {
    const item = tx.outbox.get(itemId);
    return {
      item,
      document: item === null ? null : tx.documents.get(item.documentOid),
      body: new TextDecoder().decode(tx.outbox.body(itemId) ?? new Uint8Array()),
      queued: tx.outbox.list('all', 10).length,
      broken: tx.outbox.firstBrokenLink(),
    };
  });

describe('signing again', () => {
  test('the page is the one that was signed before, byte by byte; opening it stands in the log', async () => {
    const { world, shown, open } = await aRefusal();
    const reply = await open();
    expect(reply).toMatchObject(ok({ language: 'fi', preview: { digest: shown.digest, findings: [] } }));
    expect(
      world
        .audit()
        .filter(row => row.act === 'open' && row.outcome === 'ok')
        .at(-1),
    ).toBeDefined();
    expect(await world.application.handlers.queue.attention({}, world.caller())).toMatchObject(
      ok([{ fixer: 'author', mine: true, signAgain: true }]),
    );
  });

  test('one document under its own identifier: a new signature, a new message, the old place; the old bytes stay', async () => {
    const { world, itemId, open, sign } = await aRefusal();
    const before = stored(world, itemId);
    await open();
    world.time.jumpWall(60_000);
    expect(await sign()).toMatchObject(ok({ signed: [{ queueItemId: itemId }], left: [] }));
    const after = stored(world, itemId);
    expect(after.item).toMatchObject({
      state: 'queued',
      attempts: 0,
      lastAnswer: null,
      signing: 2,
      documentOid: before.item?.documentOid,
      orderKey: before.item?.orderKey,
      orderNo: before.item?.orderNo,
      queuedAt: before.item?.queuedAt,
      decisions: [{ by: AUTHOR, decision: 'signAgain', reason: 'NET-0010' }],
    });
    expect(after.item?.messageId).not.toBe(before.item?.messageId);
    expect(after.item?.documentDigest).toBe(after.document?.digest);
    expect(after.body).toContain(after.item?.messageId);
    expect(after.body).toContain(Buffer.from(after.document?.bytes ?? []).toString('base64'));
    expect([after.queued, after.broken]).toEqual([before.queued, null]);
    expect(world.store.read(tx => tx.documents.get(before.item?.documentOid ?? ('' as never), 1))).toEqual(
      before.document,
    );
    expect(world.store.read(tx => tx.outbox.earlier(itemId, 1))).toMatchObject({
      state: 'rejected',
      documentDigest: before.item?.documentDigest,
    });
    const acts = world.audit().filter(row => row.subject === before.item?.documentOid && row.act !== 'confirm');
    expect(acts.map(({ act, reason }) => (act === 'decide' ? reason : act)).toSorted()).toEqual(
      ['open', 'sign', 'sign', 'signAgain'].toSorted(),
    );
    // Pressed twice, it counts once.
    expect(await sign()).toEqual(fail({ code: 'QUE-0002' }));
  });

  test('only its author, only as shown, only by the right PIN; a refusal changes nothing', async () => {
    const { world, itemId, open, sign } = await aRefusal();
    const before = stored(world, itemId);
    expect(await sign('0'.repeat(64))).toEqual(fail({ code: 'CARD-0113' }));
    expect(await sign(undefined, '999999')).toMatchObject({ ok: false, error: { code: 'CARD-0101' } });
    await world.signIn(world.people.pharmacist);
    expect(await open()).toEqual(fail({ code: 'QUE-0009' }));
    expect(await sign()).toEqual(fail({ code: 'QUE-0009' }));
    expect(stored(world, itemId)).toEqual(before);
    expect(world.card.openSessions()).toBe(0);
  });

  test('a power cut, a full disk, a pulled card between signing and storing: refused as before, and signed the next time', async () => {
    const { world, itemId, sign } = await aRefusal();
    const before = stored(world, itemId);
    world.card.beforeSigning = () => 'CARD-0105';
    expect(await sign()).toEqual(fail({ code: 'CARD-0105' }));
    world.card.beforeSigning = () => null;
    for (const fault of [new StoreFault('DB-0004'), new Error('power cut')]) {
      world.store.beforeCommit(() => {
        throw fault;
      });
      if (fault instanceof StoreFault) expect(await sign()).toEqual(fail({ code: 'DB-0004' }));
      else await expect(sign()).rejects.toThrow('power cut');
      world.store.beforeCommit(() => undefined);
      expect(stored(world, itemId)).toEqual(before);
    }
    expect((await sign()).ok).toBe(true);
    expect(stored(world, itemId).item).toMatchObject({ state: 'queued', signing: 2 });
  });

  test('cancelled by a colleague while the card was working: the signature is thrown away', async () => {
    const { world, itemId, sign } = await aRefusal();
    const before = stored(world, itemId);
    world.card.pace = async () => {
      await world.application.handlers.queue.decide(
        { itemId, decision: 'cancel', reason: 'tehty paperilla' },
        world.caller(),
      );
    };
    expect(await sign()).toEqual(fail({ code: 'QUE-0002' }));
    const after = stored(world, itemId);
    expect(after.item).toMatchObject({ state: 'cancelled', signing: 1, documentDigest: before.item?.documentDigest });
    expect(after.document).toEqual(before.document);
  });
});
