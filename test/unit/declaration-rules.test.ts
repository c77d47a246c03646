/** What stops a declaration of will, what of those in force does not go together, and the form that says it. */
import { describe, expect, test } from 'vitest';
import { type Declaration, type DeclarationRow } from '../../shared/domain/consent/declaration.ts';
import {
  type ContradictionId,
  contradictions,
  GIVING_RULES,
  givingRefusal,
} from '../../shared/domain/consent/declaration.rules.ts';
import { type DenialScope } from '../../shared/domain/consent/will.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';
import {
  attestationLacks,
  declarationOf,
  emptyForm,
  type GiveForm,
} from '../../src-renderer/features/wills/give-form.ts';

const COUNTY = oid('1.2.246.10.55555555.10.0');
const EVENT = oid('1.2.246.10.55555555.14.2026.1');
const INFORMING: Declaration = { kind: 'informing', version: '2.0' };
const CONSENT: Declaration = { kind: 'consent', sector: 'health' };
const LIVING: Declaration = { kind: 'livingWill', text: 'Ei elvytystä' };
const deny = (scope: DenialScope, emergencyUse = false): Declaration => ({ kind: 'denial', scope, emergencyUse });
const REGISTER: DenialScope = { at: 'register', controllerOid: COUNTY, kind: 'publicHealth', specifier: null };

describe('giving', () => {
  const ask = (
    declaration: Declaration,
    more: Partial<
      Readonly<{ inForce: readonly Declaration[]; isMinor: boolean; saidBy: 'person' | 'representative' }>
    > = {},
  ) => givingRefusal({ declaration, inForce: [INFORMING], isMinor: false, saidBy: 'person', ...more });

  test.each([
    ['a living will without words', ask({ kind: 'livingWill', text: ' \n' }), 'WIL-0004'],
    ["a minor's denial of everything", ask(deny({ at: 'allHealth' }), { isMinor: true }), 'WIL-0005'],
    ["a minor's denial of one event", ask(deny({ at: 'serviceEvent', oid: EVENT }), { isMinor: true }), null],
    [
      'a denial by a guardian',
      ask(deny({ at: 'serviceEvent', oid: EVENT }), { isMinor: true, saidBy: 'representative' }),
      'WIL-0006',
    ],
    ['a living will by a guardian', ask(LIVING, { isMinor: true, saidBy: 'representative' }), 'WIL-0006'],
    ['a consent by a guardian', ask(CONSENT, { isMinor: true, saidBy: 'representative' }), null],
    ["an adult's representative", ask(deny({ at: 'allHealth' }), { saidBy: 'representative' }), null],
    ['a consent without informing', ask(CONSENT, { inForce: [] }), 'WIL-0001'],
    ['a living will without informing', ask(LIVING, { inForce: [] }), null],
    ['the same consent twice', ask(CONSENT, { inForce: [INFORMING, CONSENT] }), 'WIL-0002'],
    ['the other sector', ask({ kind: 'consent', sector: 'social' }, { inForce: [INFORMING, CONSENT] }), null],
    [
      'the opposite organ will',
      ask(
        { kind: 'organDonation', allowed: false, text: '' },
        { inForce: [{ kind: 'organDonation', allowed: true, text: '' }] },
      ),
      'WIL-0002',
    ],
  ])('%s', (_what, refusal, expected) => expect(refusal).toBe(expected));

  test('rules have ids of their own and a source', () => {
    expect(new Set(GIVING_RULES.map(({ id }) => id)).size).toBe(GIVING_RULES.length);
    expect(GIVING_RULES.every(({ source }) => source.length > 10)).toBe(true);
  });
});

describe('contradictions', () => {
  const rowsOf = (declarations: readonly Declaration[], change: Partial<DeclarationRow> = {}): DeclarationRow[] =>
    declarations.map((declaration, at) => ({
      oid: oid(`1.2.246.10.2462460.14.2026.${at + 1}`),
      declaration,
      givenAt: instant('2026-11-22T08:00:00.000Z'),
      withdrawnAt: null,
      state: 'accepted',
      attested: null,
      ...change,
    }));
  const ids = (
    declarations: readonly Declaration[],
    change: Partial<DeclarationRow> = {},
  ): readonly ContradictionId[] => contradictions(rowsOf(declarations, change)).map(({ id }) => id);

  test.each<[string, readonly Declaration[], readonly ContradictionId[]]>([
    ['nothing', [], []],
    ['informing, consent, a narrow denial', [INFORMING, CONSENT, deny(REGISTER)], []],
    ['consent and a denial of all', [INFORMING, CONSENT, deny({ at: 'allHealth' })], ['WI-C1']],
    [
      'a social consent and a denial of health data',
      [INFORMING, { kind: 'consent', sector: 'social' }, deny({ at: 'allHealth' })],
      [],
    ],
    [
      'nested denials that differ on emergencies',
      [INFORMING, deny({ at: 'allHealth' }, true), deny(REGISTER)],
      ['WI-C2'],
    ],
    [
      'nested denials that agree',
      [INFORMING, deny({ at: 'provider', controllerOid: COUNTY }), deny(REGISTER)],
      ['WI-C5'],
    ],
    ['two living wills', [LIVING, { ...LIVING, text: 'Kaikki hoito' }], ['WI-C3']],
    ['consent without informing', [CONSENT], ['WI-C4']],
    ['Uusimaa beside all', [INFORMING, deny({ at: 'allHealth' }), deny({ at: 'uusimaa' })], []],
    ['two informings', [INFORMING, { kind: 'informing', version: '1.1' }], []],
  ])('%s', (_what, declarations, expected) => expect(ids(declarations)).toEqual(expected));

  test('what is withdrawn or refused contradicts nothing', () => {
    const both = [CONSENT, deny({ at: 'allHealth' })];
    expect(ids(both, { withdrawnAt: instant('2026-11-22T09:00:00.000Z') })).toEqual([]);
    expect(ids(both, { state: 'rejected' })).toEqual([]);
  });

  test('each names the declarations and says who wins in three languages', () => {
    const [found] = contradictions(rowsOf([INFORMING, CONSENT, deny({ at: 'allHealth' })]));
    expect(found?.oids).toHaveLength(2);
    expect(new Set(LANGUAGES.map(language => found?.says[language])).size).toBe(3);
  });
});

describe('the form', () => {
  const form = (change: Partial<GiveForm>): GiveForm => ({ ...emptyForm(null), ...change });

  test.each<[Partial<GiveForm>, ReturnType<typeof declarationOf>]>([
    [{}, 'needKind'],
    [{ choice: 'informing' }, INFORMING],
    [{ choice: 'denial' }, 'needScope'],
    [{ choice: 'denial', scope: 'allHealth' }, deny({ at: 'allHealth' }, true)],
    [{ choice: 'denial', scope: 'serviceEvent' }, 'needScope'],
    [
      { choice: 'denial', scope: 'serviceEvent', eventOid: EVENT, emergencyUse: false },
      deny({ at: 'serviceEvent', oid: EVENT }),
    ],
    [{ choice: 'denial', scope: 'register', controllerOid: COUNTY }, 'needScope'],
    [
      {
        choice: 'denial',
        scope: 'register',
        controllerOid: COUNTY,
        registerKind: 'occupationalHealth',
        employer: '1234',
      },
      'needScope',
    ],
    [
      {
        choice: 'denial',
        scope: 'register',
        controllerOid: COUNTY,
        registerKind: 'publicHealth',
        employer: '1234',
        emergencyUse: false,
      },
      deny(REGISTER),
    ],
    [{ choice: 'denial', scope: 'socialDocument', documentOid: 'ei tunnus' }, 'needScope'],
    [{ choice: 'livingWill', text: '  ' }, 'needText'],
    [{ choice: 'organDonation' }, 'needOrgan'],
    [
      { choice: 'organDonation', organ: 'refused' },
      { kind: 'organDonation', allowed: false, text: '' },
    ],
  ])('%j', (change, expected) => expect(declarationOf(form(change))).toEqual(expected));

  test('nothing is recorded unconfirmed, or on the word of somebody without a name', () => {
    expect(attestationLacks(form({}))).toBe('needConfirmation');
    expect(attestationLacks(form({ saidBy: 'representative', representative: ' ', isConfirmed: true }))).toBe(
      'needRepresentative',
    );
    expect(attestationLacks(form({ isConfirmed: true }))).toBeNull();
  });
});
