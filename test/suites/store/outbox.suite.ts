import { describe, expect } from 'vitest';
import { oid } from '../../../shared/kernel/oid.ts';
import { type Receipt } from '../../../src-main/app/ports/store/outbox.port.ts';
import { aDocument, anItem, AT, LATER, sha256, textBytes } from '../../builders/store.builder.ts';
import { type StoreAtHand, usingOf } from './at-hand.ts';

const RECEIPT: Receipt = { reference: 'r-1', at: AT, replayed: false, verified: true, bytes: textBytes('receipt') };

/** The queue: order, states, links, what is shown of it. */
export function outboxSuite({ name, open }: StoreAtHand): void {
  const using = usingOf(open);

  describe(`${name}: queue`, () => {
    using('an item is numbered in its lane and linked to the one before', store => {
      const added = store.write(tx => [
        tx.outbox.add(anItem({ id: 'a', documentOid: oid('1.2.3.1') })),
        tx.outbox.add(anItem({ id: 'b', documentOid: oid('1.2.3.2') })),
        tx.outbox.add(anItem({ id: 'c', documentOid: oid('1.2.3.3'), orderKey: 'other' })),
      ]);
      expect(added.map(item => [item.orderKey, item.orderNo, item.state])).toEqual([
        ['lane', 1, 'queued'],
        ['lane', 2, 'queued'],
        ['other', 1, 'queued'],
      ]);
      expect(new Set(added.map(item => item.chainHash)).size).toBe(3);
      expect(store.read(tx => added.map(item => tx.outbox.get(item.id)))).toEqual(added);
      expect(store.read(tx => tx.outbox.firstBrokenLink())).toBeNull();
    });

    using('the same act again changes nothing; other bytes under its OID are a bug', store => {
      const first = store.write(tx => tx.outbox.add(anItem()));
      const again = store.write(tx => tx.outbox.add(anItem({ id: 'again', body: textBytes('made again') })));
      expect(again).toEqual(first);
      expect(store.read(tx => tx.outbox.list('all', 10))).toEqual([first]);
      expect(() => store.write(tx => tx.outbox.add(anItem({ documentDigest: 'f'.repeat(64) })))).toThrow(
        'another digest',
      );
    });

    using('a service event is opened and ended under one OID', store => {
      const event = { documentOid: oid('1.2.246.10.1.14.2026.7'), orderKey: 'event', service: 'potilastieto' as const };
      store.write(tx => {
        tx.outbox.add(anItem({ ...event, id: 'opened', act: 'serviceEventOpened' }));
        tx.outbox.add(anItem({ ...event, id: 'ended', act: 'serviceEventEnded', documentDigest: 'e'.repeat(64) }));
      });
      expect(store.read(tx => tx.outbox.list('all', 10).map(item => [item.id, item.orderNo]))).toEqual([
        ['ended', 2],
        ['opened', 1],
      ]);
      expect(store.read(tx => tx.outbox.byDocument(event.documentOid)?.id)).toBe('ended');
    });

    using('the message comes back byte by byte, with the signed document inside it or not', store => {
      const document = aDocument();
      const inside = textBytes(`{"resource":{"data":"${Buffer.from(document.bytes).toString('base64')}"},"å":1}`);
      const bare = textBytes('{"nothing":"inside"}');
      store.write(tx => {
        tx.documents.add(document);
        tx.outbox.add(anItem({ id: 'inside', documentOid: document.oid, body: inside }));
        tx.outbox.add(anItem({ id: 'bare', documentOid: oid('1.2.3.9'), body: bare }));
        tx.outbox.add(anItem({ id: 'empty', documentOid: oid('1.2.3.10'), body: new Uint8Array(0) }));
      });
      expect(store.read(tx => ['inside', 'bare', 'empty'].map(id => tx.outbox.body(id)))).toEqual([
        inside,
        bare,
        new Uint8Array(0),
      ]);
    });

    using(
      'signed anew it keeps its place and its dependents; the old signature stays, in a chain that holds',
      store => {
        const document = aDocument();
        const newer = textBytes('<signed again ä>');
        const carrying = (bytes: Uint8Array, n: number): Uint8Array =>
          textBytes(`{"message":${n},"data":"${Buffer.from(bytes).toString('base64')}"}`);
        const [first, second] = [carrying(document.bytes, 1), carrying(newer, 2)];
        const behind = { documentOid: oid('1.2.3.8'), id: 'behind', messageId: 'message-behind', after: ['item-1'] };
        const refused = { code: 'NET-0010', at: LATER, detail: null } as const;
        const queued = store.write(tx => {
          tx.documents.add(document);
          const item = tx.outbox.add(
            anItem({ documentOid: document.oid, documentDigest: document.digest, body: first }),
          );
          tx.outbox.add(anItem(behind));
          tx.outbox.change('item-1', { state: 'rejected', lastAnswer: refused });
          return item;
        });
        const again = { messageId: 'message-again', documentDigest: sha256(newer), body: second, signedAt: LATER };
        const item = store.write(tx => {
          tx.documents.signAgain(document.oid, { bytes: newer, digest: sha256(newer), signedAt: LATER });
          return tx.outbox.signAgain('item-1', again);
        });
        store.write(tx => {
          tx.outbox.change('item-1', { state: 'queued', lastAnswer: null });
          tx.outbox.add(
            anItem({ id: 'later', messageId: 'message-later', documentOid: oid('1.2.3.9'), orderKey: 'x' }),
          );
        });
        expect(item).toMatchObject({
          id: 'item-1',
          signing: 2,
          documentOid: document.oid,
          orderNo: queued.orderNo,
          messageId: 'message-again',
          documentDigest: sha256(newer),
          bodyDigest: sha256(second),
          state: 'rejected',
        });
        expect(item.chainHash).not.toBe(queued.chainHash);
        const seen = store.read(tx => ({
          heads: tx.outbox.heads().map(({ id, messageId }) => [id, messageId]),
          open: tx.outbox.list('open', 10).map(({ id, signing }) => [id, signing]),
          bodies: [tx.outbox.body('item-1'), tx.outbox.body('item-1', 1)],
          documents: [tx.documents.get(document.oid)?.digest, tx.documents.get(document.oid, 1)?.digest],
          places: [tx.outbox.place('item-1', 1)?.n, tx.outbox.place('item-1')?.n, tx.outbox.place('later')?.n],
          next: tx.outbox.place('behind')?.next,
          waiting: tx.outbox.waitingBehind(item),
          broken: tx.outbox.firstBrokenLink(),
        }));
        expect(seen).toEqual({
          heads: [
            ['item-1', 'message-again'],
            ['later', 'message-later'],
          ],
          open: [
            ['item-1', 2],
            ['behind', 1],
            ['later', 1],
          ],
          bodies: [second, first],
          documents: [sha256(newer), document.digest],
          places: [1, 3, 4],
          next: {
            act: 'prescription',
            documentOid: document.oid,
            documentDigest: sha256(newer),
            bodyDigest: sha256(second),
            chainHash: item.chainHash,
          },
          waiting: 1,
          broken: null,
        });
        const { signing: _, ...earlier } = store.read(tx => tx.outbox.earlier('item-1', 1)) ?? { signing: 0 };
        expect(earlier).toMatchObject({ messageId: queued.messageId, state: 'rejected', receipt: null });
        expect(store.read(tx => [tx.outbox.earlier('item-1', 2), tx.documents.get(document.oid, 3)])).toEqual([
          null,
          null,
        ]);
        // One document, one thing to be sent: whoever adds it once more gets the item that is there.
        expect(
          store.write(tx => tx.outbox.add(anItem({ documentOid: document.oid, documentDigest: document.digest })).id),
        ).toBe('item-1');
        expect(() => store.write(tx => tx.outbox.signAgain('item-1', again))).toThrow();
        expect(() => store.write(tx => tx.outbox.signAgain('nowhere', again))).toThrow('no such item');
      },
    );

    using('an item may wait only for items that are there', store => {
      store.write(tx => tx.outbox.add(anItem({ id: 'first' })));
      const after = store.write(tx =>
        tx.outbox.add(anItem({ id: 'x', documentOid: oid('1.2.3.5'), after: ['first'] })),
      );
      expect(after.after).toEqual(['first']);
      expect(() =>
        store.write(tx => tx.outbox.add(anItem({ id: 'y', documentOid: oid('1.2.3.6'), after: ['nowhere'] }))),
      ).toThrow('unknown item');
    });

    using('a change is kept whole; what is final never changes', store => {
      store.write(tx => tx.outbox.add(anItem()));
      const change = {
        state: 'held',
        attempts: 3,
        ownFailures: 2,
        notBefore: LATER,
        lastAnswer: { code: 'NET-0008', at: LATER, detail: 'version' },
        decisions: [{ by: '00000000001', at: LATER, decision: 'sendAgain', reason: 'tarkistettu' }],
      } as const;
      store.write(tx => tx.outbox.change('item-1', change));
      expect(store.read(tx => tx.outbox.get('item-1'))).toMatchObject(change);
      store.write(tx => tx.outbox.change('item-1', { state: 'accepted', receipt: RECEIPT }));
      expect(store.read(tx => tx.outbox.get('item-1')?.receipt)).toEqual(RECEIPT);
      expect(() => store.write(tx => tx.outbox.change('item-1', { state: 'queued', receipt: null }))).toThrow();
      expect(() => store.write(tx => tx.outbox.change('nowhere', { attempts: 1 }))).toThrow('no such item');
    });

    using('accepted goes with a receipt, and only with one', store => {
      store.write(tx => tx.outbox.add(anItem()));
      expect(() => store.write(tx => tx.outbox.change('item-1', { state: 'accepted' }))).toThrow();
      expect(() => store.write(tx => tx.outbox.change('item-1', { receipt: RECEIPT }))).toThrow();
      expect(store.read(tx => tx.outbox.get('item-1')?.state)).toBe('queued');
    });

    using('heads, lists, counts and those who wait', store => {
      store.write(tx => {
        for (const [id, lane, n] of [
          ['a1', 'a', 1],
          ['a2', 'a', 2],
          ['a3', 'a', 3],
          ['b1', 'b', 4],
          ['c1', 'c', 5],
        ] as const) {
          tx.outbox.add(anItem({ id, orderKey: lane, documentOid: oid(`1.2.3.${n}`), queuedAt: n === 1 ? AT : LATER }));
        }
      });
      store.write(tx => {
        tx.outbox.change('a1', { state: 'accepted', receipt: RECEIPT });
        tx.outbox.change('a2', { state: 'held' });
        tx.outbox.change('b1', { state: 'cancelled' });
        tx.outbox.change('c1', { state: 'rejected' });
      });
      const seen = store.read(tx => ({
        heads: tx.outbox.heads().map(item => item.id),
        open: tx.outbox.list('open', 10).map(item => item.id),
        needsPerson: tx.outbox.list('needsPerson', 10).map(item => item.id),
        all: tx.outbox.list('all', 2).map(item => item.id),
        behind: tx.outbox.waitingBehind({ orderKey: 'a', orderNo: 2 }),
        today: tx.outbox.counts(AT),
        tomorrow: tx.outbox.counts(LATER),
      }));
      expect(seen).toEqual({
        heads: ['a2', 'c1'],
        open: ['a2', 'a3', 'c1'],
        needsPerson: ['a2', 'c1'],
        all: ['c1', 'b1'],
        behind: 1,
        today: { unsent: 3, needsPerson: 2, givenUp: 0, acceptedToday: 1, oldestUnsentAt: LATER },
        tomorrow: { unsent: 3, needsPerson: 2, givenUp: 0, acceptedToday: 0, oldestUnsentAt: LATER },
      });
    });

    using('what was given up is no open work, until somebody takes that back', store => {
      const decision = (kind: 'cancel' | 'sendAgain') => ({ by: '1', at: AT, decision: kind, reason: 'koe' });
      store.write(tx => {
        for (const n of [1, 2, 3])
          tx.outbox.add(
            anItem({ id: `i${n}`, orderKey: `${n}`, documentOid: oid(`1.2.3.${n}`), queuedAt: n === 1 ? AT : LATER }),
          );
        tx.outbox.change('i1', { state: 'rejected' });
        tx.outbox.change('i2', { state: 'held' });
      });
      const counts = () => store.read(tx => tx.outbox.counts(AT));
      expect(counts()).toMatchObject({ unsent: 3, needsPerson: 2, givenUp: 0, oldestUnsentAt: AT });
      store.write(tx => tx.outbox.change('i1', { decisions: [decision('sendAgain'), decision('cancel')] }));
      expect(counts()).toMatchObject({ unsent: 2, needsPerson: 1, givenUp: 1, oldestUnsentAt: LATER });
      store.write(tx =>
        tx.outbox.change('i1', { state: 'queued', decisions: [decision('cancel'), decision('sendAgain')] }),
      );
      expect(counts()).toMatchObject({ unsent: 3, needsPerson: 1, givenUp: 0, oldestUnsentAt: AT });
    });

    using('heads looked at again and again are as they are now; what was rolled back is not remembered', store => {
      const lane = (n: number) => ({ id: `i-${n}`, orderKey: `lane-${n}`, documentOid: oid(`1.2.3.${n}`) });
      store.write(tx => {
        for (let n = 1; n <= 30; n += 1) tx.outbox.add(anItem(lane(n)));
      });
      const same = (): void =>
        store.read(tx => {
          for (const item of tx.outbox.heads()) expect(item).toEqual(tx.outbox.get(item.id));
        });
      same();
      same();
      expect(() =>
        store.write(tx => {
          tx.outbox.add(anItem({ ...lane(31), summary: 'peruttu' }));
          tx.outbox.change('i-2', { state: 'sending', attempts: 1 });
          expect(tx.outbox.heads().at(-1)?.summary).toBe('peruttu');
          throw new Error('cut');
        }),
      ).toThrow('cut');
      same();
      store.write(tx => {
        tx.outbox.add(anItem({ ...lane(31), summary: 'jäi' }));
        tx.outbox.change('i-1', { state: 'sending', attempts: 1, notBefore: LATER });
        tx.outbox.change('i-3', { state: 'accepted', receipt: RECEIPT });
        tx.outbox.change('i-4', { lastAnswer: { code: 'NET-0001', at: AT, detail: null } });
      });
      same();
      const heads = store.read(tx => tx.outbox.heads());
      expect([heads.length, heads[0]?.state, heads.at(-1)?.summary]).toEqual([30, 'sending', 'jäi']);
    });

    using('the place of an item: what it stands on and what stands on it', store => {
      store.write(tx => {
        for (const n of [1, 2, 3]) tx.outbox.add(anItem({ id: `i-${n}`, documentOid: oid(`1.2.3.${n}`) }));
      });
      const { items, places } = store.read(tx => ({
        items: [...tx.outbox.list('all', 5)].reverse(),
        places: ['i-1', 'i-2', 'i-3', 'nobody'].map(id => tx.outbox.place(id)),
      }));
      const hashes = items.map(item => item.chainHash);
      expect(places.map(place => [place?.n, place?.previous, place?.next?.chainHash])).toEqual([
        [1, '0'.repeat(64), hashes[1]],
        [2, hashes[0], hashes[2]],
        [3, hashes[1], undefined],
        [undefined, undefined, undefined],
      ]);
      expect(places[0]?.next).toMatchObject({ documentOid: '1.2.3.2', bodyDigest: items[1]?.bodyDigest });
    });

    using('an empty queue', store => {
      expect(
        store.read(tx => [
          tx.outbox.heads(),
          tx.outbox.counts(AT),
          tx.outbox.get('x'),
          tx.outbox.byDocument(oid('1.2.3')),
        ]),
      ).toEqual([[], { unsent: 0, needsPerson: 0, givenUp: 0, acceptedToday: 0, oldestUnsentAt: null }, null, null]);
    });
  });
}
