import { describe, expect } from 'vitest';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { oid } from '../../../shared/kernel/oid.ts';
import { instant } from '../../../shared/kernel/time.ts';
import { type KeptFavourite } from '../../../src-main/app/ports/store/drafts.port.ts';
import { type Base } from '../../../src-main/app/ports/store/outbox.port.ts';
import { aPrescriptionForm } from '../../builders/prescription.builder.ts';
import { aDraft, anItem, AT, LATER, textBytes } from '../../builders/store.builder.ts';
import { type StoreAtHand, usingOf } from './at-hand.ts';

/** What is kept for a while: answers for the time without a line, favourites, what is owed. */
export function keptSuite({ name, open }: StoreAtHand): void {
  const using = usingOf(open);

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
      const openIn = (unit: string, after: string) =>
        store.read(tx => tx.serviceEvents.openIn(oid(unit), instant(after)));
      expect(openIn('1.2.246.10.1.10.1', '2026-11-22T00:00:00.000Z')).toEqual([second]);
      expect(openIn('1.2.246.10.1.10.1', second.startedAt)).toEqual([]);
      expect(openIn('1.2.246.10.1.10.2', '2026-11-22T00:00:00.000Z')).toEqual([]);
      expect(store.read(tx => [tx.serviceEvents.get(second.oid), tx.serviceEvents.ofPatient('p-2')])).toEqual([
        second,
        [],
      ]);
    });
  });
}
