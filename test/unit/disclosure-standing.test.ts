import { describe, expect, test } from 'vitest';
import { type Declaration, type DeclarationRow } from '../../shared/domain/consent/declaration.ts';
import { disclosureStanding, type StandingFacts } from '../../shared/domain/consent/disclosure-standing.ts';
import { DISCLOSURE_TABLE } from '../../shared/domain/consent/disclosure-table.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';

const NOW = instant('2026-11-22T10:00:00.000Z');
const said = (declaration: Declaration, change: Partial<DeclarationRow> = {}): DeclarationRow => ({
  oid: oid('1.2.246.10.88888888.11.2026.1'),
  declaration,
  givenAt: instant('2026-01-01T10:00:00.000Z'),
  withdrawnAt: null,
  state: 'accepted',
  attested: null,
  ...change,
});
const INFORMED = said({ kind: 'informing', version: '2.0' });
const CONSENT = said({ kind: 'consent', sector: 'health' });
const ACROSS = said({ kind: 'crossSector', direction: 'socialToHealth' });
const DENIAL = said({ kind: 'denial', scope: { at: 'allHealth' }, emergencyUse: false });

const standing = (change: Partial<StandingFacts>) =>
  Object.fromEntries(
    disclosureStanding(
      {
        at: NOW,
        controllerOid: oid('1.2.246.10.88888888.10.0'),
        hasRelationship: true,
        purpose: 'care',
        declarations: [],
        isTold: true,
        ...change,
      },
      DISCLOSURE_TABLE,
    ).map(({ rule, met }) => [rule, met]),
  );

describe('how the rules of disclosure stand at the desk', () => {
  test('nothing said: no permission; nothing told by the service: not known', () => {
    expect(standing({})).toEqual({ R0: true, R6: false, R7: false, R10: false });
    expect(standing({ isTold: false })).toEqual({ R0: true, R6: null, R7: null, R10: false });
  });

  test('without a relationship the first condition fails, whatever was permitted', () => {
    expect(standing({ hasRelationship: false, declarations: [INFORMED, CONSENT] })).toMatchObject({
      R0: false,
      R7: true,
    });
  });

  test('consent needs informing; both are needed, and one that was withdrawn or refused does not count', () => {
    expect(standing({ declarations: [CONSENT] }).R7).toBe(false);
    expect(standing({ declarations: [INFORMED, CONSENT] }).R7).toBe(true);
    expect(standing({ declarations: [INFORMED, { ...CONSENT, withdrawnAt: NOW }] }).R7).toBe(false);
    expect(standing({ declarations: [INFORMED, { ...CONSENT, state: 'rejected' }] }).R7).toBe(false);
  });

  test('in Uusimaa the newer texts of the informing suffice; which controllers are of it is not known', () => {
    expect(standing({ declarations: [INFORMED] }).R6).toBeNull();
    expect(standing({ declarations: [said({ kind: 'informing', version: '1.0' })] }).R6).toBe(false);
  });

  test('an emergency that was declared gives by its own rule', () => {
    expect(standing({ purpose: 'emergency', declarations: [INFORMED, CONSENT] }).R8).toBe(true);
    expect(standing({})).not.toHaveProperty('R8');
  });

  test('between the sectors nothing is given before 1.3.2027 in Finland, and then by the consent of that direction', () => {
    const eve = instant('2027-02-28T21:59:59.000Z');
    const first = instant('2027-02-28T22:00:00.000Z');
    expect(standing({ at: eve, declarations: [INFORMED, ACROSS] }).R10).toBe(false);
    expect(standing({ at: first, declarations: [INFORMED, ACROSS] }).R10).toBe(true);
    expect(standing({ at: first, declarations: [INFORMED] }).R10).toBe(false);
  });

  test('a denial changes nothing in it: it is never told', () => {
    const declarations = [INFORMED, CONSENT];
    for (const purpose of ['care', 'emergency'] as const)
      expect(standing({ purpose, declarations: [...declarations, DENIAL] })).toEqual(
        standing({ purpose, declarations }),
      );
  });
});
