import { describe, expect } from 'vitest';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { instant, localDate } from '../../../shared/kernel/time.ts';
import { type AuditQuery } from '../../../src-main/app/ports/store/audit-log.port.ts';
import { type Store } from '../../../src-main/app/ports/store.port.ts';
import { anEvent, aStoredPatient, AT, LATER } from '../../builders/store.builder.ts';
import { type StoreAtHand, usingOf } from './at-hand.ts';

/** The log, and whom it is about. */
export function peopleSuite({ name, open }: StoreAtHand): void {
  const using = usingOf(open);

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
}
