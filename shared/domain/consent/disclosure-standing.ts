import { type Oid, oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';
import { type DeclarationRow, isInForce } from './declaration.ts';
import {
  type DatedRule,
  decideDisclosure,
  type DisclosedDocument,
  type DisclosureRequest,
  type RuleId,
} from './disclosure.ts';
import { type Register, type Wills } from './will.ts';

/** Whether a rule would give a document of another register; null where that cannot be known at the desk. */
export type Standing = Readonly<{ rule: Extract<RuleId, 'R0' | 'R6' | 'R7' | 'R8' | 'R10'>; met: boolean | null }>;

export type StandingFacts = Readonly<{
  at: Instant;
  controllerOid: Oid;
  hasRelationship: boolean;
  purpose: 'care' | 'emergency';
  declarations: readonly DeclarationRow[];
  /** The service has told what the person has said: what is not among the declarations is then not in force. */
  isTold: boolean;
}>;

/** Stands for any other controller: an OID of the arc for examples, which no controller has. */
const ANOTHER = oid('2.999.1');
const NO_WILLS: Wills = { informings: [], consents: [], crossSector: [], denials: [] };

/** What permits, and never what denies: whether there are denials or none, the explanation is the same. */
function permissionsOf(rows: readonly DeclarationRow[]): Wills {
  const wills = {
    informings: [...NO_WILLS.informings],
    consents: [...NO_WILLS.consents],
    crossSector: [...NO_WILLS.crossSector],
  };
  for (const row of rows.filter(isInForce)) {
    const { oid: own, givenAt, withdrawnAt, declaration } = row;
    if (declaration.kind === 'informing') wills.informings.push({ oid: own, version: declaration.version, givenAt });
    if (declaration.kind === 'consent')
      wills.consents.push({ oid: own, sector: declaration.sector, givenAt, withdrawnAt });
    if (declaration.kind === 'crossSector')
      wills.crossSector.push({ oid: own, direction: declaration.direction, givenAt, withdrawnAt, permit: null });
  }
  return { ...wills, denials: [] };
}

const healthRegister = (controllerOid: Oid, inUusimaa: boolean): Register => ({
  controllerOid,
  kind: 'publicHealth',
  specifier: null,
  isPublic: true,
  inUusimaa,
});
const recordIn = (register: Register): DisclosedDocument => ({
  oid: ANOTHER,
  kind: 'record',
  register,
  serviceEventOid: null,
  serviceTask: null,
  dataClass: null,
  state: 'current',
  minorDisclosure: null,
});

/**
 * How the rules stand whose conditions lie with those who ask and with the person's permission, by the decision itself: each is
 * tried on a document that only it could give. Rules of the single document (its version, its register) are no part of it.
 */
export function disclosureStanding(facts: StandingFacts, table: readonly DatedRule[]): readonly Standing[] {
  const { at, controllerOid, hasRelationship, purpose, isTold } = facts;
  const wills = permissionsOf(facts.declarations);
  const asking = (inUusimaa: boolean, change: Partial<DisclosureRequest> = {}): DisclosureRequest => ({
    at,
    register: healthRegister(controllerOid, inUusimaa),
    purpose: 'care',
    isIdentified: true,
    hasAccessRight: true,
    hasRelationship: true,
    specialReason: '',
    reason: '',
    statute: '',
    authorisation: null,
    ...change,
  });
  const gives = (rule: RuleId, request: DisclosureRequest, register: Register, said: Wills): boolean => {
    const decision = decideDisclosure(request, recordIn(register), said, table);
    return decision.outcome === 'permit' && decision.rule === rule;
  };
  const elsewhere = healthRegister(ANOTHER, false);
  const unlessUntold = (met: boolean): boolean | null => (met || isTold ? met : null);
  const identified =
    decideDisclosure(asking(false, { hasRelationship }), recordIn(elsewhere), wills, table).rule !== 'R0';
  const inUusimaa = gives('R6', asking(true), healthRegister(ANOTHER, true), wills);
  const social: Register = { ...elsewhere, kind: 'socialWelfare' };
  return [
    { rule: 'R0', met: identified },
    // The desk does not know which controllers are of Uusimaa: what the person said may suffice, the place may not.
    { rule: 'R6', met: inUusimaa ? null : unlessUntold(false) },
    { rule: 'R7', met: unlessUntold(gives('R7', asking(false), elsewhere, wills)) },
    ...(purpose === 'emergency'
      ? [{ rule: 'R8', met: gives('R8', asking(false, { purpose, reason: 'declared' }), elsewhere, NO_WILLS) } as const]
      : []),
    {
      rule: 'R10',
      met: table.some(row => row.rule === 'R10' && row.from <= at)
        ? unlessUntold(gives('R10', asking(false), social, wills))
        : false,
    },
  ];
}
