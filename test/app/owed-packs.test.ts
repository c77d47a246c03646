/** Packs of cancelled dispensings: which of them come back, under whose name, and what a decision taken back does to them. */
import { describe, expect, test } from 'vitest';
import { type PackRead } from '../../shared/domain/dispensing/dispensing.ts';
import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type FollowUp } from '../../src-main/app/ports/store/owed.port.ts';
import {
  keepPacksReturned,
  keepPacksSupplied,
  keepReturnsUndone,
  type OwedReturn,
  packsLeftOver,
  packsMade,
} from '../../src-main/app/sync/owed-packs.ts';
import { aDocument, anItem } from '../builders/store.builder.ts';
import { createMemoryStore } from '../fakes/memory-store.fake.ts';
import { fakeTime } from '../fakes/time.fake.ts';

const DAY_MS = 86_400_000;
const PATIENT = 'p-1';
const { author } = anItem();
const [FIRST, SECOND, CANCELLATION] = [1, 2, 3].map(n => oid(`1.2.246.10.11111111.93001.2026.${n}`)) as [Oid, Oid, Oid];
const pack = (serial: string, expiresOn: string | null = null): PackRead => ({
  gtin: '02000009001234',
  serial,
  batch: 'E1',
  expiresOn: expiresOn === null ? null : localDate(expiresOn),
  vnr: '900123',
  verified: true,
});
const of = (documentOid: Oid) => ({ patientId: PATIENT, documentOid, author });

function aCounter() {
  const time = fakeTime(instant('2026-11-22T10:00:00.000Z'));
  const store = createMemoryStore();
  const waiting = (): readonly FollowUp[] => store.read(tx => tx.followUps.waiting(100));
  return {
    time,
    store,
    waiting,
    enqueue: (documentOid: Oid) =>
      store.write(tx => {
        tx.documents.add(aDocument({ oid: documentOid, setId: documentOid, kind: 'dispensing' }));
        tx.outbox.add(anItem({ id: documentOid, documentOid, messageId: documentOid, act: 'dispensing' }));
      }),
    giveUp: (documentOid: Oid) => store.write(tx => tx.outbox.change(documentOid, { state: 'cancelled' })),
    supply: (documentOid: Oid, packs: readonly PackRead[]) =>
      store.write(tx => keepPacksSupplied(tx, of(documentOid), packs, time.clock.now())),
    cancel: (documentOid: Oid) => store.write(tx => keepPacksReturned(tx, of(documentOid), CANCELLATION, time.clock)),
    settle: () =>
      store.write(tx => {
        for (const { id } of tx.followUps.waiting(100)) tx.followUps.settle(id, 'done', null, time.clock.now());
      }),
    made: (documentOid: Oid) => store.read(tx => packsMade(tx, PATIENT, documentOid, time.clock)),
  };
}

describe('packs of a cancelled dispensing', () => {
  test('an expired pack and one that left eleven days ago are not sent; the others are asked for once', async () => {
    const counter = aCounter();
    counter.supply(FIRST, [pack('A'), pack('B', '2026-11-30')]);
    counter.settle();
    await counter.time.pass(9 * DAY_MS);
    expect(counter.made(FIRST)).toEqual([
      { serial: 'A', standing: 'out', stop: null },
      { serial: 'B', standing: 'out', stop: 'expired' },
    ]);
    await counter.time.pass(2 * DAY_MS);
    counter.supply(SECOND, [pack('C')]);
    counter.cancel(FIRST);
    counter.cancel(SECOND);
    counter.cancel(SECOND);
    expect(counter.made(FIRST).map(({ standing, stop }) => [standing, stop])).toEqual([
      ['stays', 'tooLate'],
      ['stays', 'expired'],
    ]);
    // The pack of the second still waits to go out: it goes out and comes back, in that order.
    expect(counter.waiting().map(({ kind }) => kind)).toEqual(['packSupplied', 'packReturned']);
  });

  test('a pack that came from a dispensing that was given up is asked back under that one, and can then be sold anew', () => {
    const counter = aCounter();
    counter.enqueue(FIRST);
    counter.supply(FIRST, [pack('A')]);
    counter.settle();
    counter.giveUp(FIRST);
    expect(counter.store.read(tx => packsLeftOver(tx, PATIENT, FIRST))).toEqual([pack('A')]);
    counter.enqueue(SECOND);
    counter.supply(SECOND, [pack('A')]);
    expect(counter.waiting()).toEqual([]);
    counter.cancel(SECOND);
    expect(counter.waiting().map(({ body }) => (body as OwedReturn).under)).toEqual([FIRST]);
    counter.settle();
    expect(counter.made(SECOND)).toEqual([{ serial: 'A', standing: 'returned', stop: null }]);
    expect(counter.store.read(tx => packsLeftOver(tx, PATIENT, FIRST))).toEqual([]);
    counter.supply(oid('1.2.246.10.11111111.93001.2026.4'), [pack('A')]);
    expect(counter.waiting().map(({ kind }) => kind)).toEqual(['packSupplied']);
  });

  test('a cancellation that is given up sends its packs out of trade again', () => {
    const counter = aCounter();
    counter.supply(FIRST, [pack('A')]);
    counter.settle();
    counter.cancel(FIRST);
    counter.store.write(tx =>
      keepReturnsUndone(tx, { patientId: PATIENT, documentOid: CANCELLATION }, counter.time.clock.now()),
    );
    expect(counter.waiting().map(({ kind, documentOid }) => [kind, documentOid])).toEqual([
      ['packReturned', FIRST],
      ['packSupplied', FIRST],
    ]);
    counter.settle();
    expect(counter.made(FIRST)).toEqual([{ serial: 'A', standing: 'out', stop: null }]);
  });
});
