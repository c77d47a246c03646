import { describe, expect, test } from 'vitest';
import { type Patient } from '../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { type RecordRow, type ServiceEvent } from '../../shared/domain/records/record.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type AuditQuery } from '../../src-main/app/ports/store/audit-log.port.ts';
import { type Draft, type KeptFavourite } from '../../src-main/app/ports/store/drafts.port.ts';
import { type Base, type Receipt } from '../../src-main/app/ports/store/outbox.port.ts';
import { type Store, type Tx } from '../../src-main/app/ports/store.port.ts';
import { aPrescriptionForm } from '../builders/prescription.builder.ts';
import { aDocument, anEvent, anItem, aStoredPatient, AT, LATER, sha256, textBytes } from '../builders/store.builder.ts';

const RECEIPT: Receipt = { reference: 'r-1', at: AT, replayed: false, verified: true, bytes: textBytes('receipt') };

const aDraft = (change: Partial<Draft> = {}): Draft => ({
  id: 'draft-1',
  kind: 'prescription',
  owner: '00000000001',
  patientId: 'p-1',
  documentOid: oid('1.2.246.10.11111111.93001.2026.1'),
  messageId: 'message-1',
  subjectOid: null,
  form: { dose: '1 tabletti', list: [1, 2] },
  frozen: null,
  createdAt: AT,
  savedAt: AT,
  ...change,
});

/** What every store promises. `open` gives a fresh, empty one each time; the caller closes what it made. */
export function storeSuite(name: string, open: () => Store): void {
  const using = (title: string, work: (store: Store) => void): void => {
    test(title, () => {
      const store = open();
      try {
        work(store);
      } finally {
        store.close();
      }
    });
  };

  describe(`${name}: transactions`, () => {
    using('what was written is there for the next read', store => {
      store.write(tx => tx.settings.put('language', 'sv'));
      expect(store.read(tx => tx.settings.get('language'))).toBe('sv');
    });

    using('a throw leaves no trace in any table', store => {
      store.write(tx => {
        tx.patients.put(aStoredPatient());
        tx.drafts.put(aDraft());
        tx.nextNumber('label');
      });
      const seen = (tx: Tx) => ({
        patient: tx.patients.get('p-1'),
        found: tx.patients.search('uusi', 10).total,
        recent: tx.patients.recent('00000000001', 5),
        draft: tx.drafts.get('draft-1'),
        document: tx.documents.get(aDocument().oid),
        items: tx.outbox.list('all', 10),
        audit: tx.audit.latest(10),
        event: tx.serviceEvents.get(oid('1.2.246.10.11111111.14.2026.1')),
        cache: tx.cache.right('00000000001'),
        setting: tx.settings.get('x'),
      });
      const before = store.read(seen);
      expect(() =>
        store.write(tx => {
          tx.patients.put(aStoredPatient({ family: 'Uusi' }));
          tx.patients.markOpened('00000000001', 'p-1', AT);
          tx.drafts.remove('draft-1');
          tx.documents.add(aDocument());
          tx.outbox.add(anItem());
          tx.audit.append(anEvent());
          tx.cache.putRight('00000000001', { right: '000' }, AT);
          tx.settings.put('x', 1);
          tx.nextNumber('label');
          throw new RangeError('no');
        }),
      ).toThrow(RangeError);
      expect(store.read(seen)).toEqual(before);
      expect(store.write(tx => tx.nextNumber('label'))).toBe(2);
    });

    using('a read that writes is a bug and keeps nothing', store => {
      expect(() => store.read(tx => tx.settings.put('x', 1))).toThrow('a read must not write');
      expect(store.read(tx => tx.settings.get('x'))).toBeUndefined();
    });

    using('a transaction inside a transaction is a bug', store => {
      expect(() => store.write(() => store.write(tx => tx.settings.put('x', 1)))).toThrow('a write inside a write');
      expect(store.read(tx => tx.settings.get('x'))).toBeUndefined();
    });

    using('an async body is refused at run time as well', store => {
      const work = (async (tx: Tx) => tx.settings.put('x', 1)) as unknown as (tx: Tx) => number;
      expect(() => store.write(work)).toThrow('must not be async');
      expect(store.read(tx => tx.settings.get('x'))).toBeUndefined();
    });

    using('numbers are given once each, by name', store => {
      const given = [1, 2, 3].map(() => store.write(tx => tx.nextNumber('label')));
      expect([...given, store.write(tx => tx.nextNumber('other'))]).toEqual([1, 2, 3, 1]);
    });
  });

  describe(`${name}: drafts and documents`, () => {
    using('a draft keeps its form, its frozen document and its place', store => {
      const frozen = { bytes: textBytes('<doc/>'), digest: 'a'.repeat(64), content: { oid: '1.2.3' } };
      store.write(tx => tx.drafts.put(aDraft()));
      store.write(tx => tx.drafts.put(aDraft({ frozen, savedAt: LATER })));
      expect(store.read(tx => tx.drafts.get('draft-1'))).toEqual(aDraft({ frozen, savedAt: LATER }));
      expect(store.read(tx => tx.drafts.ofPatient('prescription', '00000000001', 'p-1'))).toHaveLength(1);
      expect(store.read(tx => tx.drafts.ofPatient('prescription', '00000000002', 'p-1'))).toEqual([]);
      expect(store.read(tx => tx.drafts.ofPatient('record', '00000000001', 'p-1'))).toEqual([]);
      store.write(tx => tx.drafts.remove('draft-1'));
      expect(store.read(tx => tx.drafts.get('draft-1'))).toBeNull();
    });

    using('a signed document comes back byte by byte, and once only', store => {
      store.write(tx => tx.documents.add(aDocument()));
      store.write(tx => tx.documents.add(aDocument()));
      expect(store.read(tx => tx.documents.get(aDocument().oid))).toEqual(aDocument());
      expect(store.read(tx => tx.documents.ofPatient('prescription', 'p-1'))).toEqual([aDocument()]);
      expect(() => store.write(tx => tx.documents.add(aDocument({ digest: 'f'.repeat(64) })))).toThrow('other bytes');
    });

    using('reasons stand beside their document, in order, once, and never without one', store => {
      const { oid: documentOid } = aDocument();
      const taken = [
        { rule: 'R23', reason: 'sovittu potilaan kanssa' },
        { rule: 'R07', reason: 'tarkistettu' },
      ];
      expect(() => store.write(tx => tx.documents.addConfirmations(documentOid, taken))).toThrow();
      store.write(tx => {
        tx.documents.add(aDocument());
        tx.documents.addConfirmations(documentOid, taken);
      });
      expect(store.read(tx => tx.documents.confirmationsOf(documentOid))).toEqual(taken);
      expect(() => store.write(tx => tx.documents.addConfirmations(documentOid, taken))).toThrow();
      expect(store.read(tx => tx.documents.confirmationsOf(oid('1.2.3.99')))).toEqual([]);
    });
  });

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

  describe(`${name}: log`, () => {
    using('rows are given back newest first and the chain holds', store => {
      const events = (['signIn', 'open', 'sign'] as const).map(act => anEvent({ act }));
      store.write(tx => events.forEach(event => tx.audit.append(event)));
      expect(store.read(tx => tx.audit.latest(2))).toEqual([events[2], events[1]]);
      expect(store.read(tx => tx.audit.firstBrokenRow())).toBeNull();
    });

    using('lines are chosen by time, person and patient, with their numbers and links', store => {
      const moments = ['2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z', '2026-11-22T10:00:00.000Z'].map(instant);
      const acts = ['open', 'logReview', 'print'] as const;
      const events = moments.map((at, i) =>
        anEvent({ at, act: acts[i % 3] ?? 'open', actor: `a${i}`, patientId: `p${i % 2}` }),
      );
      const whole = { from: instant('2026-01-01T00:00:00.000Z'), until: instant('2027-01-01T00:00:00.000Z') };
      const all = { ...whole, actors: null, patients: null };
      expect(store.read(tx => tx.audit.end().n)).toBe(0);
      store.write(tx => events.forEach(event => tx.audit.append(event)));
      const numbers = (change: Partial<AuditQuery> = {}, limit = 10): unknown =>
        store.read(tx => {
          const { rows, total } = tx.audit.select({ ...all, ...change }, limit);
          return [rows.map(({ n }) => n), total];
        });
      expect(numbers()).toEqual([[3, 2, 1], 3]);
      expect(numbers({}, 1)).toEqual([[3], 3]);
      expect(
        numbers({ from: instant('2026-11-21T10:00:00.000Z'), until: instant('2026-11-22T10:00:00.000Z') }),
      ).toEqual([[2], 1]);
      expect(numbers({ actors: ['a0', 'a2'] })).toEqual([[3, 1], 2]);
      expect(numbers({ actors: [] })).toEqual([[], 0]);
      expect(numbers({ patients: ['p1'] })).toEqual([[2], 1]);
      store.read(tx => {
        const [newest] = tx.audit.select(all, 1).rows;
        expect(tx.audit.end()).toEqual({ n: 3, hash: newest?.hash });
        expect(tx.audit.row(2)).toMatchObject({ n: 2, act: 'logReview' });
        expect(tx.audit.row(9)).toBeNull();
        expect(tx.audit.ofAct('logReview').map(({ n }) => n)).toEqual([2]);
      });
    });
  });

  describe(`${name}: patients`, () => {
    const people: readonly Patient[] = [
      aStoredPatient({ id: 'p-1', identityCode: '010190-900X', family: 'Mäkinen', given: ['Anna-Liisa', 'Sofia'] }),
      aStoredPatient({ id: 'p-2', identityCode: '010190Y900X', family: 'Virtanen', given: ['Annikki'] }),
      aStoredPatient({
        id: 'p-3',
        identityCode: null,
        family: 'von Essen',
        given: ['Åke'],
        birthDate: localDate('2001-12-24'),
      }),
      aStoredPatient({
        id: 'p-4',
        identityCode: '020280-901A',
        family: 'Anttila',
        given: ['Matti'],
        birthDate: localDate('1980-02-02'),
      }),
    ];
    const found = (store: Store, text: string): readonly string[] =>
      store.read(tx => tx.patients.search(text, 10).hits.map(p => p.id));

    using('found by beginnings of names in any order, folded, and by code or birth date', store => {
      store.write(tx => tx.patients.putMany(people));
      const asked = [
        'makinen',
        'LIIS mäk',
        'an',
        'sofia anna',
        '010190',
        '010190y',
        '010190-900x',
        '241201',
        'ake ess',
        'akinen',
        '',
        ' - ',
        '"*',
        'virtanen 020280',
      ];
      expect(Object.fromEntries(asked.map(text => [text, found(store, text)]))).toEqual({
        makinen: ['p-1'],
        'LIIS mäk': ['p-1'],
        an: ['p-4', 'p-1', 'p-2'],
        'sofia anna': ['p-1'],
        '010190': ['p-1', 'p-2'],
        '010190y': ['p-2'],
        '010190-900x': ['p-1'],
        '241201': ['p-3'],
        'ake ess': ['p-3'],
        akinen: [],
        '': [],
        ' - ': [],
        '"*': [],
        'virtanen 020280': [],
      });
    });

    using('a search tells the total beyond its limit', store => {
      store.write(tx => tx.patients.putMany(people));
      const { hits, total } = store.read(tx => tx.patients.search('an', 1));
      expect([hits.map(p => p.id), total]).toEqual([['p-4'], 3]);
    });

    using('a renamed patient is found by the new name only', store => {
      store.write(tx => tx.patients.putMany(people));
      store.write(tx => tx.patients.put({ ...(people[1] as Patient), family: 'Lehto' }));
      expect([found(store, 'virtanen'), found(store, 'lehto'), store.read(tx => tx.patients.count())]).toEqual([
        [],
        ['p-2'],
        4,
      ]);
    });

    using('whole codes are compared: other century signs are other people', store => {
      store.write(tx => tx.patients.putMany(people));
      const codes = ['010190-900X', '010190Y900X', '010190A900X'];
      expect(store.read(tx => codes.map(code => tx.patients.byIdentityCode(code)?.id ?? null))).toEqual([
        'p-1',
        'p-2',
        null,
      ]);
      expect(store.read(tx => tx.patients.get('p-3'))).toEqual(people[2]);
      expect(store.read(tx => tx.patients.get('p-9'))).toBeNull();
    });

    using('the recently opened come newest first, each once, for their own user', store => {
      store.write(tx => {
        tx.patients.putMany(people);
        tx.patients.markOpened('00000000001', 'p-1', AT);
        tx.patients.markOpened('00000000001', 'p-2', AT);
        tx.patients.markOpened('00000000001', 'p-1', LATER);
        tx.patients.markOpened('00000000002', 'p-4', LATER);
      });
      const recent = (owner: string, limit: number) =>
        store.read(tx => tx.patients.recent(owner, limit).map(p => p.id));
      expect([recent('00000000001', 5), recent('00000000001', 1), recent('00000000003', 5)]).toEqual([
        ['p-1', 'p-2'],
        ['p-1'],
        [],
      ]);
    });
  });

  describe(`${name}: answers kept for the time without a line`, () => {
    using('each with its moment; the newest replaces the older', store => {
      const rows = [{ state: 'notDispensed' }] as unknown as readonly PrescriptionRow[];
      const records = [{ title: 'Käynti' }] as unknown as readonly RecordRow[];
      store.write(tx => {
        tx.cache.putPrescriptions('p-1', [], AT);
        tx.cache.putPrescriptions('p-1', rows, LATER);
        tx.cache.putRecords('p-1', records, AT);
        tx.cache.putRight('00000000001', { inForce: true }, AT);
      });
      expect(
        store.read(tx => [
          tx.cache.prescriptions('p-1'),
          tx.cache.records('p-1'),
          tx.cache.right('00000000001'),
          tx.cache.records('p-2'),
        ]),
      ).toEqual([
        { rows, at: LATER, unitOid: null, part: 'whole' },
        { rows: records, at: AT, unitOid: null, part: 'whole' },
        { answer: { inForce: true }, at: AT },
        null,
      ]);
    });

    using('kept lists tell for whom and since when; a dropped one is gone, answers on rights stay', store => {
      const unit = oid('1.2.246.10.1.10.1');
      const rows = [{ state: 'notDispensed' }] as unknown as readonly PrescriptionRow[];
      store.write(tx => {
        tx.cache.putPrescriptions('p-1', rows, LATER, unit, 'own');
        tx.cache.putRecords('p-1', [], AT, unit);
        tx.cache.putRight('00000000001', {}, AT);
      });
      expect(store.read(tx => tx.cache.lists())).toEqual([
        { kind: 'records', patientId: 'p-1', at: AT, unitOid: unit, part: 'whole', bytes: 2 },
        { kind: 'prescriptions', patientId: 'p-1', at: LATER, unitOid: unit, part: 'own', bytes: 26 },
      ]);
      store.write(tx => tx.cache.drop('prescriptions', 'p-1'));
      store.forgetDeleted();
      expect(store.read(tx => [tx.cache.prescriptions('p-1'), tx.cache.lists().length])).toEqual([null, 1]);
      expect(store.read(tx => tx.cache.right('00000000001'))).not.toBeNull();
    });

    using('the base of an act is kept until the act is final, its notes for good', store => {
      const base = { kind: 'prescription', row: {}, basis: 'oralRequest', collector: '' } as unknown as Base;
      store.write(tx => {
        tx.outbox.add(anItem());
        tx.bases.put('item-1', base, AT);
        tx.bases.put('of-no-item-yet', base, AT);
        tx.queueNotes.add('item-1', { at: AT, author: '00000000001', authorName: 'A', text: 'kysytty' });
        tx.queueNotes.add('item-1', { at: LATER, author: '00000000002', authorName: 'B', text: 'vastattu' });
      });
      expect(store.write(tx => tx.bases.dropFinal())).toBe(0);
      expect(store.read(tx => tx.bases.get('item-1'))).toEqual({ base, at: AT });
      store.write(tx => tx.outbox.change('item-1', { state: 'cancelled' }));
      expect(store.write(tx => tx.bases.dropFinal())).toBe(1);
      expect(store.read(tx => [tx.bases.get('item-1'), tx.bases.get('of-no-item-yet')?.at])).toEqual([null, AT]);
      expect(store.read(tx => tx.queueNotes.ofItem('item-1').map(({ text }) => text))).toEqual(['kysytty', 'vastattu']);
    });

    using(
      'favourites by owner: kept ones first, counted ones from so many uses, each by rank; the least used are forgotten',
      store => {
        const favourite = (id: string, change: Partial<KeptFavourite>): KeptFavourite => ({
          id,
          owner: '00000000001',
          same: id,
          name: '',
          kept: false,
          form: aPrescriptionForm(),
          uses: 3,
          lastUsedAt: AT,
          rank: 10,
          ...change,
        });
        const all = [
          favourite('counted', {}),
          favourite('seldom', { uses: 2 }),
          favourite('often', { rank: 10.5 }),
          favourite('kept', { kept: true, name: 'Korva', uses: 0, lastUsedAt: null, rank: 1 }),
          favourite('elsewhere', { owner: '00000000002' }),
        ];
        store.write(tx => all.forEach(one => tx.favourites.put(one)));
        const ids = () => store.read(tx => tx.favourites.list('00000000001', 3).map(({ id }) => id));
        expect(ids()).toEqual(['kept', 'often', 'counted']);
        expect(store.read(tx => tx.favourites.same('00000000001', 'kept'))).toEqual(all[3]);
        expect(
          store.read(tx => [tx.favourites.get('00000000002', 'kept'), tx.favourites.same('00000000002', 'kept')]),
        ).toEqual([null, null]);
        store.write(tx => {
          tx.favourites.put(favourite('seldom', { uses: 4, rank: 12 }));
          tx.favourites.remove('00000000002', 'often');
          tx.favourites.pruneCounted('00000000001', 2);
        });
        expect(ids()).toEqual(['kept', 'seldom', 'often']);
        store.write(tx => tx.favourites.remove('00000000001', 'kept'));
        expect(ids()).toEqual(['seldom', 'often']);
        expect(store.read(tx => tx.favourites.list('00000000002', 3).length)).toBe(1);
      },
    );

    using(
      'what may be taken back: by owner until its end, without the frozen document, and gone when taken or past',
      store => {
        const frozen = { bytes: textBytes('shown'), digest: 'd', content: {} };
        store.write(tx => {
          tx.takeBacks.put({ itemId: 'draft-1', until: LATER, draft: aDraft({ frozen }) });
          tx.takeBacks.put({ itemId: 'draft-2', until: AT, draft: aDraft({ id: 'draft-2' }) });
          tx.takeBacks.put({ itemId: 'draft-3', until: LATER, draft: aDraft({ id: 'draft-3', owner: '00000000002' }) });
        });
        const ids = (owner: string) => store.read(tx => tx.takeBacks.ofOwner(owner, AT).map(({ itemId }) => itemId));
        expect([ids('00000000001'), ids('00000000002')]).toEqual([['draft-1'], ['draft-3']]);
        expect(store.read(tx => tx.takeBacks.get('draft-1'))).toEqual({
          itemId: 'draft-1',
          until: LATER,
          draft: aDraft(),
        });
        store.write(tx => {
          tx.takeBacks.dropPast(AT);
          tx.takeBacks.remove('draft-3');
        });
        expect(store.read(tx => ['draft-1', 'draft-2', 'draft-3'].map(id => tx.takeBacks.get(id)?.itemId))).toEqual([
          'draft-1',
          undefined,
          undefined,
        ]);
      },
    );

    using('lines of a medication list by patient, in the order in which they were written', store => {
      const by = { registrationNumber: '00000000001', name: 'A' };
      const line = (id: string, at: typeof AT) => ({ id, at, by, type: 'reconciled' as const, note: id });
      const [first, second, other] = [line('m-1', LATER), line('m-2', AT), line('m-3', AT)];
      store.write(tx => {
        tx.medication.add('p-1', first);
        tx.medication.add('p-2', other);
        tx.medication.add('p-1', second);
      });
      expect(store.read(tx => tx.medication.ofPatient('p-1'))).toEqual([first, second]);
      expect(store.read(tx => tx.medication.ofPatient('p-3'))).toEqual([]);
    });

    using('service events by patient, oldest first, and replaced by OID', store => {
      const event = (n: number, startedAt: string): ServiceEvent => ({
        oid: oid(`1.2.246.10.1.14.2026.${n}`),
        patientId: 'p-1',
        kind: 'visit',
        unitOid: oid('1.2.246.10.1.10.1'),
        startedAt: instant(startedAt),
        endedAt: null,
        acceptance: 'queued',
      });
      const [second, first] = [event(1, '2026-11-22T09:00:00.000Z'), event(2, '2026-11-22T08:00:00.000Z')];
      store.write(tx => [second, first].forEach(e => tx.serviceEvents.put(e)));
      store.write(tx => tx.serviceEvents.put({ ...first, endedAt: LATER, acceptance: 'accepted' }));
      expect(store.read(tx => tx.serviceEvents.ofPatient('p-1'))).toEqual([
        { ...first, endedAt: LATER, acceptance: 'accepted' },
        second,
      ]);
      expect(store.read(tx => [tx.serviceEvents.get(second.oid), tx.serviceEvents.ofPatient('p-2')])).toEqual([
        second,
        [],
      ]);
    });
  });
}
