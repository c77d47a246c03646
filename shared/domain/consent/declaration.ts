import { type Oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';
import { type DenialScope } from './will.ts';

/** Texts of the Kanta informing (kanta.fi); 1.1 and 2.0 open sharing in Uusimaa. */
export const INFORMING_VERSIONS = ['1.0', '1.1', '2.0'] as const;
/** The text that is given today. */
export const INFORMING_NOW = '2.0';
/** Longest living will, in characters: own choice, the service's limit is not public. */
export const WILL_MAX = 20_000;

/** One thing that a person says on the use of their data or on their care. */
export type Declaration =
  | Readonly<{ kind: 'informing'; version: (typeof INFORMING_VERSIONS)[number] }>
  | Readonly<{ kind: 'consent'; sector: 'health' | 'social' }>
  | Readonly<{ kind: 'crossSector'; direction: 'healthToSocial' | 'socialToHealth' }>
  | Readonly<{ kind: 'denial'; scope: DenialScope; emergencyUse: boolean }>
  | Readonly<{ kind: 'livingWill'; text: string }>
  | Readonly<{ kind: 'organDonation'; allowed: boolean; text: string }>;

export type DeclarationState = 'queued' | 'accepted' | 'rejected';

/**
 * How the person's word came to the desk. Own choice: the archive asks who recorded, on whose word and how the one who spoke
 * was known; the service's form for it is not public, so it stays at the desk and on the printed form.
 */
export type Attestation = Readonly<{
  saidBy: 'person' | 'representative';
  /** Name of the legal representative; empty when the person spoke. */
  representative: string;
  identifiedBy: 'document' | 'known' | 'electronic';
}>;
/** With who wrote it down. */
export type Attested = Attestation & Readonly<{ recordedBy: string }>;

/** A declaration with where it is on its way; `withdrawnAt` counts at this desk from the press on. */
export type DeclarationRow = Readonly<{
  oid: Oid;
  declaration: Declaration;
  givenAt: Instant;
  withdrawnAt: Instant | null;
  state: DeclarationState;
  /** Null for what was not recorded at this desk. */
  attested: Attested | null;
}>;

export const isInForce = ({ withdrawnAt, state }: DeclarationRow): boolean =>
  withdrawnAt === null && state !== 'rejected';

/** Kanta-informointi comes before consent and denial; a living will needs none. */
export const needsInforming = ({ kind }: Declaration): boolean =>
  kind === 'consent' || kind === 'crossSector' || kind === 'denial';

/** Two that cannot both be in force; informing may be given again with a newer text. */
export function clashes(a: Declaration, b: Declaration): boolean {
  switch (a.kind) {
    case 'informing':
      return b.kind === 'informing' && a.version === b.version;
    case 'consent':
      return b.kind === 'consent' && a.sector === b.sector;
    case 'crossSector':
      return b.kind === 'crossSector' && a.direction === b.direction;
    case 'denial':
      return b.kind === 'denial' && sameScope(a.scope, b.scope);
    case 'livingWill':
    case 'organDonation':
      return b.kind === a.kind;
  }
}

const sameScope = (a: DenialScope, b: DenialScope): boolean => scopeKey(a) === scopeKey(b);
/** One text for one scope: members in their order, so that equal scopes are equal texts. */
export function scopeKey(scope: DenialScope): string {
  switch (scope.at) {
    case 'allHealth':
    case 'uusimaa':
      return scope.at;
    case 'serviceEvent':
    case 'socialDocument':
      return `${scope.at} ${scope.oid}`;
    case 'provider':
    case 'socialController':
      return `${scope.at} ${scope.controllerOid}`;
    case 'socialService':
      return `${scope.at} ${scope.serviceTask}`;
    case 'register':
      return `${scope.at} ${scope.controllerOid} ${scope.kind} ${scope.specifier ?? ''}`;
  }
}

/** Copied text brings characters that nobody sees and no document may carry (kanta.fi on the living will). */
export const withoutControls = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|\u0085|\u2028/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cf}|\p{Cs}|[\uFFFE\uFFFF]/gu, '');

export const DISCLOSURE_MINUTES = 30;

/** A document of another register as the service gave it. */
export type DisclosedRow = Readonly<{
  oid: Oid;
  title: string;
  authorName: string;
  createdAt: Instant;
  controllerOid: Oid;
  controllerName: string;
  /** 1.2.246.537.5.40150: 2 public, 3 private, 4 occupational. */
  registerKind: 'publicHealth' | 'privateHealth' | 'occupationalHealth';
  serviceEventOid: Oid | null;
}>;

/** An emergency that was declared at this desk, with what a person of data protection made of it. */
export type EmergencyUse = Readonly<{
  id: string;
  patientId: string;
  at: Instant;
  until: Instant;
  by: string;
  byName: string;
  reason: string;
  /** Documents in the answer, null when none came; documents that were opened. */
  found: number | null;
  opened: readonly Oid[];
  review: Readonly<{ by: string; at: Instant; note: string }> | null;
}>;
