/** Who may see what of a person's data: the worked cases of the national instructions, and what holds of all cases. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideDisclosure,
  type DisclosedDocument,
  DISCLOSURE_ROWS,
  type Decision,
  type DisclosureRequest,
} from '../../shared/domain/consent/disclosure.ts';
import { DISCLOSURE_TABLE } from '../../shared/domain/consent/disclosure-table.ts';
import { type Denial, type DenialScope, type Register, type Wills } from '../../shared/domain/consent/will.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, instantMs } from '../../shared/kernel/time.ts';
import { type Holder, type InForce, ruleOn, type Target } from '../../src-main/simulator/rules/disclosure.ts';

const NOW = instant('2026-11-22T08:00:00.000Z');
const AFTER_SWITCH = instant('2027-03-01T08:00:00.000Z');
const BEFORE = instant('2026-01-10T08:00:00.000Z');
const id = (n: number) => oid(`2.999.246.7.${n}`);

const register = (n: number, kind: Register['kind'], more: Partial<Register> = {}): Register => ({
  controllerOid: id(n),
  kind,
  specifier: null,
  isPublic: kind !== 'privateHealth',
  inUusimaa: false,
  ...more,
});
const A = register(1, 'publicHealth');
const B = register(2, 'publicHealth');
const A_OCCUPATIONAL = register(1, 'occupationalHealth', { specifier: '12345678' });
const HUS = register(3, 'publicHealth', { inUusimaa: true });
const HELSINKI = register(4, 'publicHealth', { inUusimaa: true });
const PRIVATE = register(5, 'privateHealth', { inUusimaa: true });
const SOCIAL_A = register(1, 'socialWelfare');
const SOCIAL_B = register(2, 'socialWelfare');
const VISIT = id(100);

const asks = (from: Register, more: Partial<DisclosureRequest> = {}): DisclosureRequest => ({
  at: NOW,
  register: from,
  purpose: 'care',
  isIdentified: true,
  hasAccessRight: true,
  hasRelationship: true,
  specialReason: '',
  reason: '',
  statute: '',
  authorisation: null,
  ...more,
});
const of = (register: Register, more: Partial<DisclosedDocument> = {}): DisclosedDocument => ({
  oid: id(50),
  kind: 'record',
  register,
  serviceEventOid: VISIT,
  serviceTask: null,
  dataClass: null,
  state: 'current',
  minorDisclosure: null,
  ...more,
});
const denial = (scope: DenialScope, emergencyUse = false): Denial => ({
  oid: id(60),
  scope,
  emergencyUse,
  recordedAt: BEFORE,
  withdrawnAt: null,
});
type Given = Readonly<{ informed?: '1.0' | '1.1' | '2.0'; consent?: 'health' | 'social'; denials?: readonly Denial[] }>;
const wills = ({ informed, consent, denials = [] }: Given): Wills => ({
  informings: informed === undefined ? [] : [{ oid: id(61), version: informed, givenAt: BEFORE }],
  consents: consent === undefined ? [] : [{ oid: id(62), sector: consent, givenAt: BEFORE, withdrawnAt: null }],
  crossSector: [],
  denials,
});
const ALL = denial({ at: 'allHealth' });
const decide = (request: DisclosureRequest, document: DisclosedDocument, given: Wills): Decision =>
  decideDisclosure(request, document, given, DISCLOSURE_TABLE);

/** The same facts in the words of the service, whose rules share nothing with these. */
const KINDS = { publicHealth: '2', privateHealth: '3', occupationalHealth: '4', socialWelfare: 'social' } as const;
const holder = ({ controllerOid, kind, specifier, isPublic, inUusimaa }: Register): Holder => ({
  controller: controllerOid,
  kind: KINDS[kind],
  specifier,
  publicBody: isPublic,
  uusimaa: inUusimaa,
});
function target(scope: DenialScope): Target {
  switch (scope.at) {
    case 'allHealth':
    case 'uusimaa':
      return scope.at;
    case 'serviceEvent':
      return { event: scope.oid };
    case 'provider':
      return { provider: scope.controllerOid };
    case 'register':
      return {
        register: { controller: scope.controllerOid, kind: KINDS[scope.kind], specifier: scope.specifier },
      };
    case 'socialDocument':
      return { document: scope.oid };
    case 'socialService':
      return { task: scope.serviceTask };
    case 'socialController':
      return { socialController: scope.controllerOid };
  }
}
function serviceSays(request: DisclosureRequest, document: DisclosedDocument, given: Wills): string {
  const open = <T extends Readonly<{ withdrawnAt: string | null }>>(all: readonly T[]): readonly T[] =>
    all.filter(({ withdrawnAt }) => withdrawnAt === null || withdrawnAt > request.at);
  const { authorisation: mandate } = request;
  const inForce: InForce = {
    informed: given.informings.map(({ version }) => version),
    consents: open(given.consents).map(({ sector }) => sector),
    crossings: open(given.crossSector).map(({ direction, permit }) => ({
      to: direction === 'healthToSocial' ? 'social' : 'health',
      only:
        permit === null
          ? null
          : {
              fromMs: instantMs(permit.from),
              untilMs: instantMs(permit.until),
              actors: permit.actors,
              classes: permit.classes,
            },
    })),
    denials: open(given.denials).map(({ scope, emergencyUse }) => ({ target: target(scope), emergency: emergencyUse })),
  };
  const ruling = ruleOn(
    {
      atMs: instantMs(request.at),
      into: holder(request.register),
      aim: request.purpose,
      proven: request.isIdentified,
      roleMaySee: request.hasAccessRight,
      relation: request.hasRelationship,
      instead: request.specialReason,
      because: request.reason,
      statute: request.statute,
      mandate:
        mandate === null
          ? null
          : {
              id: mandate.id,
              controller: mandate.controllerOid,
              fromMs: instantMs(mandate.from),
              untilMs: instantMs(mandate.until),
              events: mandate.serviceEvents,
            },
    },
    {
      oid: document.oid,
      sort: document.kind,
      from: holder(document.register),
      event: document.serviceEventOid,
      task: document.serviceTask,
      dataClass: document.dataClass,
      newest: document.state === 'current',
      minor: document.minorDisclosure,
    },
    inForce,
  );
  const outcome = { yes: 'permit', no: 'filter', refused: 'deny' }[ruling.see];
  return [outcome, ruling.rule, ruling.log].join(' ');
}
const clientSays = (request: DisclosureRequest, document: DisclosedDocument, given: Wills): string => {
  const { outcome, rule, log } = decide(request, document, given);
  return [outcome, rule, log].join(' ');
};

const authorisation = {
  id: id(70),
  controllerOid: A.controllerOid,
  from: BEFORE,
  until: AFTER_SWITCH,
  serviceEvents: [VISIT],
};
const ended = { ...authorisation, until: instant('2026-11-21T22:00:00.000Z') };

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

describe('consent between the sectors', () => {
  const given = (permit: Wills['crossSector'][number]['permit'], denials: readonly Denial[] = []): Wills => ({
    ...wills({ informed: '2.0', denials }),
    crossSector: [{ oid: id(63), direction: 'healthToSocial', givenAt: BEFORE, withdrawnAt: null, permit }],
  });
  const request = asks(SOCIAL_A, { at: AFTER_SWITCH });
  const nested = {
    from: BEFORE,
    until: instant('2028-01-01T00:00:00.000Z'),
    actors: [SOCIAL_A.controllerOid],
    classes: [],
  };

  test('permits from the switch on, in its direction, time, actors and classes alone', () => {
    expect(decide(request, of(A), given(null))).toMatchObject({ outcome: 'permit', rule: 'R10' });
    expect(decide({ ...request, at: NOW }, of(A), given(null))).toMatchObject({ outcome: 'deny' });
    expect(decide(request, of(A), given(nested))).toMatchObject({ outcome: 'permit' });
    expect(decide(request, of(A), given({ ...nested, actors: [id(9)] }))).toMatchObject({ outcome: 'filter' });
    expect(decide(request, of(A), given({ ...nested, until: NOW }))).toMatchObject({ outcome: 'filter' });
    expect(decide(request, of(A), given({ ...nested, classes: ['1'] }))).toMatchObject({ outcome: 'filter' });
    expect(decide(request, of(A, { dataClass: '1' }), given({ ...nested, classes: ['1'] }))).toMatchObject({
      outcome: 'permit',
    });
    expect(decide(asks(A, { at: AFTER_SWITCH }), of(SOCIAL_A), given(null))).toMatchObject({ outcome: 'filter' });
    expect(decide(request, of(A), given(null, [ALL]))).toMatchObject({ outcome: 'filter' });
  });
});

describe('what holds of all cases', () => {
  const registers = [A, B, A_OCCUPATIONAL, HUS, HELSINKI, PRIVATE, SOCIAL_A, SOCIAL_B];
  const anyRegister = fc.constantFrom(...registers);
  const anyScope: fc.Arbitrary<DenialScope> = fc.oneof(
    fc.constant<DenialScope>({ at: 'allHealth' }),
    fc.constant<DenialScope>({ at: 'uusimaa' }),
    fc.constantFrom(VISIT, id(101)).map((value): DenialScope => ({ at: 'serviceEvent', oid: value })),
    anyRegister.map(({ controllerOid }): DenialScope => ({ at: 'provider', controllerOid })),
    anyRegister.map(({ controllerOid, kind, specifier }): DenialScope => ({
      at: 'register',
      controllerOid,
      kind,
      specifier,
    })),
    anyRegister.map(({ controllerOid }): DenialScope => ({ at: 'socialController', controllerOid })),
    fc.constant<DenialScope>({ at: 'socialDocument', oid: id(50) }),
  );
  const anyDenial = fc.tuple(anyScope, fc.boolean()).map(([scope, use]) => denial(scope, use));
  const anyWills = fc
    .record({
      informed: fc.constantFrom('1.0', '1.1', '2.0', undefined),
      consent: fc.constantFrom('health', 'social', undefined),
      denials: fc.array(anyDenial, { maxLength: 3 }),
    })
    .map(({ informed, consent, denials }) =>
      wills({
        denials,
        ...(informed === undefined ? {} : { informed }),
        ...(consent === undefined ? {} : { consent }),
      }),
    );
  const anyRequest = fc
    .record({
      register: anyRegister,
      at: fc.constantFrom(NOW, AFTER_SWITCH),
      purpose: fc.constantFrom<DisclosureRequest['purpose']>(
        'care',
        'emergency',
        'maintainDenials',
        'correction',
        'readLogs',
        'guardian',
      ),
      isIdentified: fc.boolean(),
      hasAccessRight: fc.boolean(),
      hasRelationship: fc.boolean(),
      reason: fc.constantFrom('', 'syy'),
      specialReason: fc.constantFrom('', 'syy'),
      statute: fc.constantFrom('', '703/2023'),
      authorisation: fc.constantFrom(null, authorisation, ended),
    })
    .map(more => asks(more.register, more));
  const anyDocument = fc
    .record({
      register: anyRegister,
      kind: fc.constantFrom<DisclosedDocument['kind']>('record', 'livingWill', 'organDonation', 'informing', 'consent'),
      state: fc.constantFrom<DisclosedDocument['state']>('current', 'replaced', 'annulled'),
      minorDisclosure: fc.constantFrom<DisclosedDocument['minorDisclosure']>(null, 1, 2, 3, 4),
      serviceEventOid: fc.constantFrom(null, VISIT, id(101)),
    })
    .map(more => of(more.register, more));
  const isPermit = ({ outcome }: Decision): boolean => outcome === 'permit';

  test('the client explains exactly what the service enforces', () => {
    const anyPermit = fc.constantFrom<Wills['crossSector'][number]['permit']>(null, {
      from: BEFORE,
      until: AFTER_SWITCH,
      actors: [A.controllerOid],
      classes: [],
    });
    const anyCrossing = fc.record({
      oid: fc.constant(id(63)),
      direction: fc.constantFrom<Wills['crossSector'][number]['direction']>('healthToSocial', 'socialToHealth'),
      givenAt: fc.constant(BEFORE),
      withdrawnAt: fc.constantFrom(null, NOW),
      permit: anyPermit,
    });
    fc.assert(
      fc.property(anyRequest, anyDocument, anyWills, fc.option(anyCrossing), (request, document, given, crossing) => {
        const all = { ...given, crossSector: crossing === null ? [] : [crossing] };
        expect(serviceSays(request, document, all)).toBe(clientSays(request, document, all));
      }),
      { numRuns: 20_000 },
    );
  });

  test('a further denial never opens anything', () => {
    fc.assert(
      fc.property(anyRequest, anyDocument, anyWills, anyDenial, (request, document, given, more) => {
        const wider = { ...given, denials: [...given.denials, more] };
        return isPermit(decide(request, document, given)) || !isPermit(decide(request, document, wider));
      }),
      { numRuns: 3000 },
    );
  });

  test('a withdrawn consent opens nothing, and a withdrawn denial closes nothing', () => {
    fc.assert(
      fc.property(anyRequest, anyDocument, anyWills, (request, document, given) => {
        const without = { ...given, consents: given.consents.map(consent => ({ ...consent, withdrawnAt: BEFORE })) };
        const free = { ...given, denials: given.denials.map(one => ({ ...one, withdrawnAt: BEFORE })) };
        return (
          (isPermit(decide(request, document, given)) || !isPermit(decide(request, document, without))) &&
          (!isPermit(decide(request, document, given)) || isPermit(decide(request, document, free)))
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('the own register knows no denial, and nobody unidentified sees anything', () => {
    fc.assert(
      fc.property(anyRequest, anyDocument, anyWills, (request, document, given) => {
        const own = { ...document, register: request.register };
        const same = decide(request, own, given).outcome === decide(request, own, { ...given, denials: [] }).outcome;
        return same && !isPermit(decide({ ...request, isIdentified: false }, document, given));
      }),
      { numRuns: 3000 },
    );
  });
});
