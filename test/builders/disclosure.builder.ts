import {
  decideDisclosure,
  type DisclosedDocument,
  type Decision,
  type DisclosureRequest,
} from '../../shared/domain/consent/disclosure.ts';
import { DISCLOSURE_TABLE } from '../../shared/domain/consent/disclosure-table.ts';
import { type Denial, type DenialScope, type Register, type Wills } from '../../shared/domain/consent/will.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';

export const NOW = instant('2026-11-22T08:00:00.000Z');
export const AFTER_SWITCH = instant('2027-03-01T08:00:00.000Z');
export const BEFORE = instant('2026-01-10T08:00:00.000Z');
export const id = (n: number) => oid(`2.999.246.7.${n}`);

export const register = (n: number, kind: Register['kind'], more: Partial<Register> = {}): Register => ({
  controllerOid: id(n),
  kind,
  specifier: null,
  isPublic: kind !== 'privateHealth',
  inUusimaa: false,
  ...more,
});

export const A = register(1, 'publicHealth');
export const B = register(2, 'publicHealth');
export const A_OCCUPATIONAL = register(1, 'occupationalHealth', { specifier: '12345678' });
export const HUS = register(3, 'publicHealth', { inUusimaa: true });
export const HELSINKI = register(4, 'publicHealth', { inUusimaa: true });
export const PRIVATE = register(5, 'privateHealth', { inUusimaa: true });
export const SOCIAL_A = register(1, 'socialWelfare');
export const SOCIAL_B = register(2, 'socialWelfare');
export const VISIT = id(100);

export const asks = (from: Register, more: Partial<DisclosureRequest> = {}): DisclosureRequest => ({
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

export const of = (register: Register, more: Partial<DisclosedDocument> = {}): DisclosedDocument => ({
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

export const denial = (scope: DenialScope, emergencyUse = false): Denial => ({
  oid: id(60),
  scope,
  emergencyUse,
  recordedAt: BEFORE,
  withdrawnAt: null,
});

type Given = Readonly<{
  informed?: '1.0' | '1.1' | '2.0';
  consent?: 'health' | 'social';
  denials?: readonly Denial[];
}>;

export const wills = ({ informed, consent, denials = [] }: Given): Wills => ({
  informings: informed === undefined ? [] : [{ oid: id(61), version: informed, givenAt: BEFORE }],
  consents: consent === undefined ? [] : [{ oid: id(62), sector: consent, givenAt: BEFORE, withdrawnAt: null }],
  crossSector: [],
  denials,
});

export const ALL = denial({ at: 'allHealth' });

export const decide = (request: DisclosureRequest, document: DisclosedDocument, given: Wills): Decision =>
  decideDisclosure(request, document, given, DISCLOSURE_TABLE);

export const authorisation = {
  id: id(70),
  controllerOid: A.controllerOid,
  from: BEFORE,
  until: AFTER_SWITCH,
  serviceEvents: [VISIT],
};

export const ended = { ...authorisation, until: instant('2026-11-21T22:00:00.000Z') };
