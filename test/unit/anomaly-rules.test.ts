/** Unusual use of patient data: each kind has a case that it finds and one that it leaves in peace. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANOMALY_KINDS,
  ANOMALY_LIMITS,
  type AnomalyFacts,
  type AnomalyKind,
} from '../../shared/domain/oversight/anomaly.ts';
import { ANOMALY_RULES, findAnomalies } from '../../shared/domain/oversight/anomaly.rules.ts';
import {
  basisOf,
  type CareEvent,
  type LoggedPatient,
  type LogRow,
  type StaffMember,
} from '../../shared/domain/oversight/log-row.ts';
import { instant, instantOfMs, instantMs, localDate } from '../../shared/kernel/time.ts';

const NOON = instant('2026-11-20T10:00:00.000Z');
const NURSE: StaffMember = {
  registrationNumber: '1',
  family: 'Hoivala',
  given: ['Noora'],
  profession: 'nurse',
  unitKind: 'clinic',
  street: 'Koivukuja 1',
  postalCode: '00999',
};
const DOCTOR: StaffMember = {
  ...NURSE,
  registrationNumber: '2',
  family: 'Harjula',
  given: ['Aino'],
  profession: 'physician',
  street: '',
};
const PHARMACIST: StaffMember = {
  ...DOCTOR,
  registrationNumber: '3',
  family: 'Apaja',
  given: ['Leena'],
  unitKind: 'pharmacy',
  profession: 'pharmacist',
};
const aPatient = (change: Partial<LoggedPatient> = {}): LoggedPatient => ({
  id: 'p1',
  family: 'Esimerkki',
  given: ['Kaisa'],
  street: 'Muukatu 2',
  postalCode: '00999',
  deceasedOn: null,
  ...change,
});
const after = (ms: number) => instantOfMs(instantMs(NOON) + ms);
const aRow = (change: Partial<LogRow> = {}): LogRow => ({
  n: 1,
  at: NOON,
  actor: '1',
  organisationOid: null,
  act: 'open',
  patientId: 'p1',
  subject: null,
  reason: '1',
  outcome: 'ok',
  ...change,
});
const VISIT: CareEvent = { patientId: 'p1', startedAt: after(-3_600_000), endedAt: after(3_600_000) };
const facts = (
  rows: readonly LogRow[],
  patients: readonly LoggedPatient[] = [aPatient()],
  events: readonly CareEvent[] = [VISIT],
): AnomalyFacts => ({
  rows,
  staff: new Map([NURSE, DOCTOR, PHARMACIST].map(one => [one.registrationNumber, one])),
  patients: new Map(patients.map(one => [one.id, one])),
  events,
  limits: ANOMALY_LIMITS,
});
const kindsOf = (of: AnomalyFacts): readonly AnomalyKind[] => findAnomalies(of).map(({ kind }) => kind);
const many = (count: number, stepMs: number, actor = '1'): LogRow[] =>
  Array.from({ length: count }, (_, i) => aRow({ n: i + 1, at: after(i * stepMs), actor, patientId: `p${i}` }));
const visits = (count: number): CareEvent[] =>
  Array.from({ length: count }, (_, i) => ({ ...VISIT, patientId: `p${i}` }));

const CASES: Readonly<
  Record<AnomalyKind, Readonly<{ found: readonly AnomalyFacts[]; quiet: readonly AnomalyFacts[] }>>
> = {
  ownRecord: {
    found: [facts([aRow()], [aPatient({ family: 'HOIVALA', given: ['Noora', 'Elina'] })])],
    quiet: [facts([aRow()], [aPatient({ family: 'Hoivala', given: ['Ville'] })])],
  },
  colleague: {
    found: [facts([aRow()], [aPatient({ family: 'Harjula', given: ['Aino'] })])],
    quiet: [facts([aRow({ actor: '2' })], [aPatient({ family: 'Harjula', given: ['Aino'] })])],
  },
  sameAddress: {
    found: [facts([aRow()], [aPatient({ street: 'koivukuja 1' })])],
    quiet: [
      facts([aRow()], [aPatient({ street: 'Koivukuja 1', postalCode: '00100' })]),
      facts([aRow({ actor: '2' })], [aPatient({ street: '' })]),
    ],
  },
  sameSurname: {
    found: [facts([aRow()], [aPatient({ family: 'Hoivala', given: ['Ville'] })])],
    quiet: [facts([aRow()])],
  },
  noRelationship: {
    found: [
      facts([aRow()], [aPatient()], []),
      facts(
        [aRow()],
        [aPatient()],
        [{ ...VISIT, startedAt: after(-40 * 86_400_000), endedAt: after(-31 * 86_400_000) }],
      ),
      facts([aRow()], [aPatient()], [{ ...VISIT, patientId: 'p2' }]),
    ],
    quiet: [
      facts([aRow()], [aPatient()], [{ ...VISIT, startedAt: after(-90 * 86_400_000), endedAt: null }]),
      facts([aRow()], [aPatient()], [{ ...VISIT, startedAt: after(29 * 86_400_000), endedAt: null }]),
      facts([aRow({ actor: '3', reason: '6' })], [aPatient()], []),
      facts([aRow({ outcome: 'PAT-0004', act: 'denied' })], [aPatient()], []),
    ],
  },
  emergency: { found: [facts([aRow({ act: 'emergency' })])], quiet: [facts([aRow()])] },
  manyPatients: {
    found: [
      facts(
        [...many(61, 120_000), ...[1, 2].map(i => aRow({ n: 100 + i, actor: '1', at: after(-i * 86_400_000) }))],
        [],
        visits(61),
      ),
    ],
    quiet: [facts(many(20, 120_000), [], visits(20)), facts([...many(61, 120_000)], [], visits(61))],
  },
  quickOpenings: {
    found: [facts(many(5, 5_000), [], visits(5))],
    quiet: [facts(many(5, 20_000), [], visits(5)), facts(many(4, 1_000), [], visits(4))],
  },
  nightUse: {
    found: [
      facts([aRow({ at: instant('2026-11-20T21:30:00.000Z') })]),
      facts([aRow({ at: instant('2026-11-20T03:59:00.000Z') })]),
    ],
    quiet: [
      facts([aRow({ at: instant('2026-11-20T04:00:00.000Z') })]),
      facts([aRow({ at: instant('2026-11-20T19:59:00.000Z') })]),
    ],
  },
  afterDeath: {
    found: [facts([aRow()], [aPatient({ deceasedOn: localDate('2026-10-20') })])],
    quiet: [facts([aRow()], [aPatient({ deceasedOn: localDate('2026-10-21') })])],
  },
  refusedAttempts: {
    found: [facts([1, 2, 3].map(n => aRow({ n, act: 'denied', outcome: 'PAT-0004' })))],
    quiet: [facts([1, 2].map(n => aRow({ n, act: 'denied', outcome: 'PAT-0004' })))],
  },
  willThenSearch: {
    found: [facts([aRow({ act: 'maintainWills' }), aRow({ n: 2, act: 'disclosureSearch', at: after(599_000) })])],
    quiet: [
      facts([aRow({ act: 'maintainWills' }), aRow({ n: 2, act: 'disclosureSearch', at: after(601_000) })]),
      facts([aRow({ act: 'maintainWills' }), aRow({ n: 2, act: 'disclosureSearch', actor: '2' })]),
    ],
  },
};

describe('unusual use', () => {
  test.each(ANOMALY_KINDS)('%s', kind => {
    for (const one of CASES[kind].found) expect(kindsOf(one)).toContain(kind);
    for (const one of CASES[kind].quiet) expect(kindsOf(one)).not.toContain(kind);
  });

  test('every kind has one rule with its own number', () => {
    expect(ANOMALY_RULES.map(({ kind }) => kind).sort()).toEqual([...ANOMALY_KINDS].sort());
    expect(new Set(ANOMALY_RULES.map(({ id }) => id)).size).toBe(ANOMALY_RULES.length);
  });

  test('ordinary work stands on no list', () => {
    expect(findAnomalies(facts([aRow(), aRow({ n: 2, at: after(60_000) })]))).toEqual([]);
  });

  test('openings of a day are one case; its name stays when more of the day follows; the gravest first', () => {
    const day = [
      aRow({ n: 4 }),
      aRow({ n: 5, at: after(60_000) }),
      aRow({ n: 6, act: 'emergency', at: after(120_000) }),
    ];
    const first = findAnomalies(facts(day.slice(0, 1), [aPatient()], []));
    const whole = findAnomalies(facts(day, [aPatient()], []));
    expect(first.map(({ id }) => id)).toEqual(['noRelationship.4']);
    expect(whole.map(({ id, rows }) => [id, rows.length])).toEqual([
      ['emergency.6', 1],
      ['noRelationship.4', 3],
    ]);
  });

  test('rules take any lines: names are unique, lines are those given', () => {
    const anyRow = fc.record({
      actor: fc.constantFrom('1', '2', '3', 'system', 'unknown'),
      act: fc.constantFrom('open', 'emergency', 'denied', 'maintainWills', 'disclosureSearch', 'print', 'signIn'),
      patientId: fc.constantFrom(null, 'p1', 'p2', 'p3'),
      outcome: fc.constantFrom('ok', 'PAT-0004'),
      stepMs: fc.nat(7_200_000),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), drawn => {
        let ms = 0;
        const rows = drawn.map(({ stepMs, ...row }, i) => aRow({ ...row, n: i + 1, at: after((ms += stepMs)) }));
        const found = findAnomalies(facts(rows, [aPatient(), aPatient({ id: 'p2', family: 'Hoivala' })]));
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        for (const one of found) for (const row of one.rows) expect(rows).toContain(row);
      }),
    );
  });
});

test('the ground of a line follows from what was done', () => {
  const grounds = [
    ['open', '1', 'care'],
    ['open', '6', 'customer'],
    ['openDisclosed', null, 'disclosure'],
    ['emergency', null, 'emergency'],
    ['maintainWills', null, 'declaration'],
    ['storeForOrganiser', '1.2.246.10.55555555.11.2026.9001', 'authorisation'],
    ['logReport', null, 'duty'],
  ] as const;
  for (const [act, reason, basis] of grounds) expect(basisOf({ act, reason, patientId: 'p1' })).toBe(basis);
  expect(basisOf({ act: 'signIn', reason: null, patientId: null })).toBe('none');
});
