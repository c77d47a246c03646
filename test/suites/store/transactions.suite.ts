import { describe, expect } from 'vitest';
import { oid } from '../../../shared/kernel/oid.ts';
import { type Tx } from '../../../src-main/app/ports/store.port.ts';
import {
  aDocument,
  aDraft,
  anEvent,
  anItem,
  aStoredPatient,
  AT,
  LATER,
  sha256,
  textBytes,
} from '../../builders/store.builder.ts';
import { type StoreAtHand, usingOf } from './at-hand.ts';

/** All or nothing, and what was written is there; drafts and documents. */
export function transactionsSuite({ name, open }: StoreAtHand): void {
  const using = usingOf(open);

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
      expect(store.read(tx => tx.drafts.ofOwner('00000000001', 5))).toHaveLength(1);
      expect(store.read(tx => tx.drafts.ofOwner('00000000002', 5))).toEqual([]);
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

    using('a document of a draft is whole when the draft is gone, whatever was shown around the signature', store => {
      const ways: readonly (readonly [shown: string, signed: string])[] = [
        ['<a><b/></a>', '<a><s>ä</s><b/></a>'],
        ['<a><b/></a>', '<a><b/></a><b/></a>'],
        ['', '<a/>'],
        ['<a/>', '<a/>'],
        ['<a>changed</a>', '<a>signed</a>'],
      ];
      ways.forEach(([shown, signed], n) => {
        const content = aDocument({ oid: oid(`1.2.3.${n}`) }).content;
        const frozen = { bytes: textBytes(shown), digest: sha256(textBytes(shown)), content };
        const draft = aDraft({ id: `draft-${n}`, documentOid: oid(`1.2.3.${n}`), frozen });
        const bytes = textBytes(signed);
        const document = aDocument({ oid: oid(`1.2.3.${n}`), bytes, digest: sha256(bytes), content });
        store.write(tx => tx.drafts.put(draft));
        store.write(tx => {
          tx.documents.add(document, draft);
          tx.drafts.remove(draft.id);
        });
        expect(store.read(tx => tx.documents.get(document.oid))).toEqual(document);
        expect(store.read(tx => tx.drafts.get(draft.id))).toBeNull();
        expect(() => store.write(tx => tx.documents.add({ ...document, digest: 'f'.repeat(64) }))).toThrow();
      });
      expect(store.read(tx => tx.documents.ofPatient('prescription', 'p-1'))).toHaveLength(ways.length);
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
}
