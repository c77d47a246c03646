/** Who may see what of a person's data: what holds of all cases, and of consent between the sectors. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DisclosedDocument,
  type Decision,
  type DisclosureRequest,
} from '../../shared/domain/consent/disclosure.ts';
import { type Denial, type DenialScope, type Wills } from '../../shared/domain/consent/will.ts';
import { instant } from '../../shared/kernel/time.ts';
import {
  A,
  A_OCCUPATIONAL,
  AFTER_SWITCH,
  ALL,
  asks,
  authorisation,
  B,
  BEFORE,
  decide,
  denial,
  ended,
  HELSINKI,
  HUS,
  id,
  NOW,
  of,
  PRIVATE,
  SOCIAL_A,
  SOCIAL_B,
  VISIT,
  wills,
} from '../builders/disclosure.builder.ts';
import { serviceSays } from '../builders/disclosure-service.builder.ts';

const clientSays = (request: DisclosureRequest, document: DisclosedDocument, given: Wills): string => {
  const { outcome, rule, log } = decide(request, document, given);
  return [outcome, rule, log].join(' ');
};

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
