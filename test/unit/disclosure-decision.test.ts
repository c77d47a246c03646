/** Who may see what of a person's data: the worked cases of the national instructions. */
import { describe, expect, test } from 'vitest';
import {
  type DisclosedDocument,
  DISCLOSURE_ROWS,
  type Decision,
  type DisclosureRequest,
} from '../../shared/domain/consent/disclosure.ts';
import { DISCLOSURE_TABLE } from '../../shared/domain/consent/disclosure-table.ts';
import { type Wills } from '../../shared/domain/consent/will.ts';
import {
  A,
  A_OCCUPATIONAL,
  ALL,
  asks,
  authorisation,
  B,
  decide,
  denial,
  ended,
  HELSINKI,
  HUS,
  id,
  of,
  PRIVATE,
  SOCIAL_A,
  SOCIAL_B,
  VISIT,
  wills,
} from '../builders/disclosure.builder.ts';
import { serviceSays } from '../builders/disclosure-service.builder.ts';

type Case = readonly [
  what: string,
  request: DisclosureRequest,
  document: DisclosedDocument,
  given: Wills,
  outcome: Decision['outcome'],
  rule: Decision['rule'],
  log: Decision['log'],
];

const CASES: readonly Case[] = [
  ['1 own register, all denied', asks(A), of(A), wills({ denials: [ALL] }), 'permit', 'R2', 'use'],
  [
    '2 another county with consent',
    asks(A),
    of(B),
    wills({ informed: '2.0', consent: 'health' }),
    'permit',
    'R7',
    'disclosure',
  ],
  ['3 another county without consent', asks(A), of(B), wills({ informed: '2.0' }), 'filter', 'R11', 'search'],
  [
    '4 that county denied',
    asks(A),
    of(B),
    wills({
      informed: '2.0',
      consent: 'health',
      denials: [denial({ at: 'provider', controllerOid: B.controllerOid })],
    }),
    'filter',
    'R11',
    'search',
  ],
  [
    '4 another county is not',
    asks(A),
    of(HUS),
    wills({
      informed: '2.0',
      consent: 'health',
      denials: [denial({ at: 'provider', controllerOid: B.controllerOid })],
    }),
    'permit',
    'R7',
    'disclosure',
  ],
  [
    '5 the denied visit, also what was added later',
    asks(A),
    of(B),
    wills({ informed: '2.0', consent: 'health', denials: [denial({ at: 'serviceEvent', oid: VISIT })] }),
    'filter',
    'R11',
    'search',
  ],
  [
    '5 another visit',
    asks(A),
    of(B, { serviceEventOid: id(101) }),
    wills({ informed: '2.0', consent: 'health', denials: [denial({ at: 'serviceEvent', oid: VISIT })] }),
    'permit',
    'R7',
    'disclosure',
  ],
  [
    '6 private clinic, all denied',
    asks(PRIVATE),
    of(A),
    wills({ informed: '2.0', consent: 'health', denials: [ALL] }),
    'filter',
    'R11',
    'search',
  ],
  [
    '6 the list of denials',
    asks(PRIVATE, { purpose: 'maintainDenials' }),
    of(A),
    wills({ informed: '2.0', consent: 'health', denials: [ALL] }),
    'filter',
    'R9',
    'use',
  ],
  [
    '7 own occupational register without consent',
    asks(A),
    of(A_OCCUPATIONAL),
    wills({ informed: '2.0' }),
    'filter',
    'R11',
    'search',
  ],
  [
    '8 own occupational register with consent',
    asks(A),
    of(A_OCCUPATIONAL),
    wills({ informed: '2.0', consent: 'health' }),
    'permit',
    'R7',
    'disclosure',
  ],
  ['9 Uusimaa without consent', asks(HUS), of(HELSINKI), wills({ informed: '1.1' }), 'permit', 'R6', 'disclosure'],
  [
    '10 Uusimaa denied',
    asks(HUS),
    of(HELSINKI),
    wills({ informed: '1.1', denials: [denial({ at: 'uusimaa' })] }),
    'filter',
    'R11',
    'search',
  ],
  [
    '11 private clinic in Uusimaa without consent',
    asks(PRIVATE),
    of(HUS),
    wills({ informed: '2.0' }),
    'filter',
    'R11',
    'search',
  ],
  [
    '12 emergency, nothing said',
    asks(A, { purpose: 'emergency', reason: 'tajuton', hasRelationship: false }),
    of(B),
    wills({}),
    'permit',
    'R8',
    'disclosure',
  ],
  [
    '13 emergency, denied with emergency use',
    asks(A, { purpose: 'emergency', reason: 'tajuton' }),
    of(B),
    wills({ denials: [denial({ at: 'allHealth' }, true)] }),
    'permit',
    'R8',
    'disclosure',
  ],
  [
    '14 emergency, denied',
    asks(A, { purpose: 'emergency', reason: 'tajuton' }),
    of(B),
    wills({ denials: [ALL] }),
    'filter',
    'R11',
    'disclosure',
  ],
  [
    '14 the living will is shown',
    asks(A, { purpose: 'emergency', reason: 'tajuton' }),
    of(B, { kind: 'livingWill' }),
    wills({ denials: [ALL] }),
    'permit',
    'R4',
    'use',
  ],
  ['15 purchased service', asks(PRIVATE, { authorisation }), of(A), wills({ denials: [ALL] }), 'permit', 'R3', 'use'],
  [
    '15 another visit than those listed',
    asks(PRIVATE, { authorisation }),
    of(A, { serviceEventOid: id(101) }),
    wills({ denials: [ALL] }),
    'filter',
    'R11',
    'search',
  ],
  ['16 authorisation ended', asks(PRIVATE, { authorisation: ended }), of(A), wills({}), 'filter', 'R11', 'search'],
  ['17 the neighbour', asks(A, { hasRelationship: false }), of(A), wills({}), 'deny', 'R0', 'security'],
  [
    '17 with a special reason',
    asks(A, { hasRelationship: false, specialReason: 'omainen soitti' }),
    of(A),
    wills({}),
    'permit',
    'R2',
    'use',
  ],
  [
    '18 pharmacist',
    asks(PRIVATE, { hasAccessRight: false }),
    of(A),
    wills({ informed: '2.0', consent: 'health' }),
    'deny',
    'R0',
    'security',
  ],
  [
    '19 social worker by statute',
    asks(SOCIAL_A, { statute: '703/2023' }),
    of(SOCIAL_B),
    wills({ denials: [denial({ at: 'socialController', controllerOid: SOCIAL_B.controllerOid })] }),
    'permit',
    'R5',
    'disclosure',
  ],
  [
    '20 patient record before the right exists',
    asks(SOCIAL_A),
    of(A),
    wills({ informed: '2.0', consent: 'health' }),
    'deny',
    'R10',
    'use',
  ],
  ['21 living will on the ward', asks(B), of(A, { kind: 'livingWill' }), wills({}), 'permit', 'R4', 'use'],
  [
    '22 data protection officer: logs, not content',
    asks(A, { purpose: 'readLogs' }),
    of(A),
    wills({}),
    'deny',
    'R0',
    'security',
  ],
  [
    '23 archivist annuls in the own register',
    asks(A, { purpose: 'correction', reason: 'väärä potilas', hasRelationship: false }),
    of(A, { state: 'annulled' }),
    wills({}),
    'permit',
    'R2',
    'use',
  ],
  ['23 never without a reason', asks(A, { purpose: 'correction' }), of(A), wills({}), 'deny', 'R2', 'security'],
  [
    '24 guardian of a 15-year-old who denies',
    asks(A, { purpose: 'guardian' }),
    of(A, { minorDisclosure: 3 }),
    wills({}),
    'deny',
    'R0',
    'security',
  ],
];

describe('worked cases', () => {
  test.each(CASES)('%s', (_what, request, document, given, outcome, rule, log) => {
    expect(decide(request, document, given)).toMatchObject({ outcome, rule, log });
    expect(serviceSays(request, document, given)).toBe([outcome, rule, log].join(' '));
  });

  test('what goes to the data protection officer', () => {
    const reviewed = (i: string): boolean => {
      const found = CASES.find(([what]) => what.startsWith(i));
      if (found === undefined) throw new Error(i);
      return decide(found[1], found[2], found[3]).reviewed;
    };
    expect(['12', '13', '17 the', '17 with'].map(reviewed)).toEqual([true, true, true, true]);
    expect(['1 own', '2 ', '9 ', '15 purchased'].map(reviewed)).toEqual([false, false, false, false]);
  });

  test('every rule has a row and a date', () => {
    const ids = DISCLOSURE_ROWS.map(({ rule }) => rule);
    expect(new Set(ids).size).toBe(12);
    expect(new Set(DISCLOSURE_TABLE.map(({ rule }) => rule))).toEqual(new Set(ids));
  });
});
