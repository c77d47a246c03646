import { type Oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';

/** Whose data a document is: controller, kind of register (1.2.246.537.5.40150), specifier in occupational health. */
export type Register = Readonly<{
  controllerOid: Oid;
  kind: 'publicHealth' | 'privateHealth' | 'occupationalHealth' | 'socialWelfare';
  /** Employer's business id or identity code; null outside occupational health. */
  specifier: string | null;
  isPublic: boolean;
  /** Helsinki, the four counties of Uusimaa and HUS (Act 703/2023, section 54). */
  inUusimaa: boolean;
}>;
export const sectorOf = ({ kind }: Register): 'health' | 'social' => (kind === 'socialWelfare' ? 'social' : 'health');

/** Kanta-informointi: a precondition of consent, denials and disclosure; its lack never stops storing. */
export type Informing = Readonly<{ oid: Oid; version: '1.0' | '1.1' | '2.0'; givenAt: Instant }>;

/** Luovutuslupa of health care or social welfare: one, broad, until withdrawn. */
export type Consent = Readonly<{
  oid: Oid;
  sector: 'health' | 'social';
  givenAt: Instant;
  withdrawnAt: Instant | null;
}>;

/** SoTe consent between the sectors, one for each direction (FHIR profile SoTeConsent). */
export type CrossSectorConsent = Readonly<{
  oid: Oid;
  direction: 'healthToSocial' | 'socialToHealth';
  givenAt: Instant;
  withdrawnAt: Instant | null;
  /** Null permits all; else the one nested permit. */
  permit: Readonly<{ from: Instant; until: Instant; actors: readonly Oid[]; classes: readonly string[] }> | null;
}>;

/** What a denial covers. Applies to what exists and to what comes later; a service event's denial to all added to it. */
export type DenialScope =
  | Readonly<{ at: 'allHealth' }>
  | Readonly<{ at: 'serviceEvent'; oid: Oid }>
  /** A public provider as a whole, or one register of it; a private occupational register. */
  | Readonly<{ at: 'provider'; controllerOid: Oid }>
  | Readonly<{ at: 'register'; controllerOid: Oid; kind: Register['kind']; specifier: string | null }>
  /** Sharing between the public providers of Uusimaa. */
  | Readonly<{ at: 'uusimaa' }>
  | Readonly<{ at: 'socialDocument'; oid: Oid }>
  | Readonly<{ at: 'socialService'; serviceTask: string }>
  | Readonly<{ at: 'socialController'; controllerOid: Oid }>;

/** Luovutuskielto. */
export type Denial = Readonly<{
  oid: Oid;
  scope: DenialScope;
  /** The person lets the data be used when their life is at stake. */
  emergencyUse: boolean;
  recordedAt: Instant;
  withdrawnAt: Instant | null;
}>;

/** Everything that a person has said on the use of their data (register type 12, controller Kela). */
export type Wills = Readonly<{
  informings: readonly Informing[];
  consents: readonly Consent[];
  crossSector: readonly CrossSectorConsent[];
  denials: readonly Denial[];
}>;
