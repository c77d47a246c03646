import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Sensitive } from '../../../shared/kernel/sensitive.ts';

export type CardCode = Extract<ErrorCode, `CARD-${string}`>;
export type CardFailure = Readonly<{ code: CardCode; triesLeft?: number }>;

/** The part of an `AbortSignal` that a card needs; the core knows no DOM. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', hear: () => void): void;
}

export type PinState = 'ok' | 'low' | 'lastTry' | 'locked';

/** A certificate of the card with what was read from it. Chain, validity and revocation are judged by `CertificateTrust`. */
export type CardCertificate = Readonly<{
  /** DER. */
  der: Uint8Array;
  purpose: 'authentication' | 'signing';
  algorithm: 'ec-p256' | 'ec-p384' | 'rsa';
  registrationNumber: string | null;
  /** SV number (pseudonym, 2.5.4.65); without it a physician cannot sign prescriptions. */
  identifierNumber: string | null;
  holderName: string;
  title: string;
}>;

export type PresentCard = Readonly<{
  serial: string;
  practice: boolean;
  holderName: string;
  registrationNumber: string | null;
  certificates: readonly CardCertificate[];
  pin1: PinState;
  pin2: PinState;
  /** `batch`: one PIN entry serves a whole signing session; `signature`: the PIN is asked before each. */
  pinScope: 'batch' | 'signature';
}>;

/** One PIN entry. Ends by itself when the card leaves; always `close` it. */
export interface SigningSession {
  /** Signs a SHA-256, SHA-384 or SHA-512 digest. EC answers r‖s, RSA PKCS#1 v1.5. Never repeated by itself. */
  sign(digest: Uint8Array, hash: 'SHA-256' | 'SHA-384' | 'SHA-512'): Promise<Result<Uint8Array, CardFailure>>;
  close(): Promise<void>;
}

/**
 * The professional's card: PIN1 proves who is at the desk, PIN2 signs. Every call may take seconds and may be aborted.
 * One typed PIN is one attempt; no adapter retries a PIN.
 */
export interface SigningCard {
  /** The card in the reader now, or null. */
  present(): PresentCard | null;
  /** Called at insertion and removal; returns its own unsubscribe function. */
  watch(hear: (card: PresentCard | null) => void): () => void;
  /** Signs the challenge with the authentication key under PIN1. */
  authenticate(
    challenge: Uint8Array,
    pin1: Sensitive<string>,
    cancellation?: Cancellation,
  ): Promise<Result<Uint8Array, CardFailure>>;
  openSigning(pin2: Sensitive<string>, cancellation?: Cancellation): Promise<Result<SigningSession, CardFailure>>;
}

/** The tray of the practice profile: software cards that protect nobody. */
export interface PracticeTray {
  cards(): readonly Readonly<{
    id: string;
    holderName: string;
    title: Readonly<{ fi: string; sv: string; en: string }>;
    organisation: Readonly<{ fi: string; sv: string; en: string }>;
    keys: 'ec-p384' | 'rsa-3072';
    pin1: string;
    pin2: string;
    triesLeft1: number;
    triesLeft2: number;
    inserted: boolean;
  }>[];
  /** `null` pulls the card out. False when there is no such card. */
  insert(cardId: string | null): boolean;
  reset(cardId: string): boolean;
}

/** Judges certificates against the configured roots and revocation lists of the profile. */
export interface CertificateTrust {
  judge(
    der: Uint8Array,
    purpose: 'authentication' | 'signing',
    atMs: number,
  ): Result<Readonly<{ revocation: 'checked' | 'unknown' }>, CardFailure>;
  /** True when `signature` over `digest` was made with the key of the certificate. */
  verify(der: Uint8Array, digest: Uint8Array, hash: 'SHA-256' | 'SHA-384' | 'SHA-512', signature: Uint8Array): boolean;
}
