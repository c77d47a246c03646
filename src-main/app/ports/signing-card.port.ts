import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Sensitive } from '../../../shared/kernel/sensitive.ts';

export type CardCode = Extract<ErrorCode, `CARD-${string}`>;
/** `detail` holds the number of a PKCS#11 return value (`0x…`) where support needs it; never anything of the card or a PIN. */
export type CardFailure = Readonly<{ code: CardCode; triesLeft?: number; detail?: readonly string[] }>;

/** The part of an `AbortSignal` that a card needs; the core knows no DOM. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', hear: () => void): void;
}

/** `notSet`: the card was not activated or its PIN has to be changed in the card software first. */
export type PinState = 'ok' | 'low' | 'lastTry' | 'locked' | 'notSet';

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
  /** `pad`: the PIN is typed on the reader's own keys; the application passes null and never sees it. */
  pinEntry: 'keyboard' | 'pad';
}>;

/** RSA padding of RFC 8017; without meaning for EC keys. XML signatures of Kanta use `pkcs1` alone. */
export type SignaturePadding = 'pkcs1' | 'pss';

/** One PIN entry. Ends by itself when the card leaves; always `close` it. */
export interface SigningSession {
  /**
   * Signs a SHA-256, SHA-384 or SHA-512 digest. EC answers r‖s, RSA PKCS#1 v1.5 unless `pss` is asked. Never repeated by
   * itself. Several may be asked for at once: they are made in that order. With `pinScope` `signature` every further one is
   * CARD-0114: open anew with a new PIN entry.
   */
  sign(
    digest: Uint8Array,
    hash: 'SHA-256' | 'SHA-384' | 'SHA-512',
    padding?: SignaturePadding,
  ): Promise<Result<Uint8Array, CardFailure>>;
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
  /** Signs the challenge with the authentication key under PIN1; null where the reader has its own keypad. */
  authenticate(
    challenge: Uint8Array,
    pin1: Sensitive<string> | null,
    cancellation?: Cancellation,
  ): Promise<Result<Uint8Array, CardFailure>>;
  openSigning(
    pin2: Sensitive<string> | null,
    cancellation?: Cancellation,
  ): Promise<Result<SigningSession, CardFailure>>;
}

/** Where a PKCS#11 module was looked for. `unconfirmed` places are named by users, not by the maker. */
export type ModulePlace = Readonly<{
  path: string;
  product: string;
  from: 'option' | 'setting' | 'known' | 'unconfirmed' | 'p11-kit';
  exists: boolean;
}>;

/** What a person may have tried. */
export type CardPart = 'reader' | 'card' | 'module' | 'process';

/** What runs behind the reader, for the health panel. Holds no PIN and nothing of the card's holder. */
export type CardSoftwareState = Readonly<{
  /** `none`: no module on this machine or none chosen; `ready`: loaded and answering. */
  at: 'none' | 'starting' | 'ready' | 'failed' | 'outOfOrder';
  module: Readonly<{ path: string; from: ModulePlace['from']; description: string; version: string }> | null;
  /** Readers as the module names them; `card` when one is in. */
  readers: readonly Readonly<{ name: string; card: boolean; keypad: boolean }>[];
  /** The card in use as far as support needs it: why a certificate may not be used, null where it may. */
  card: Readonly<{
    pin1: PinState;
    pin2: PinState;
    authentication: CardCode | null;
    signing: CardCode | null;
  }> | null;
  places: readonly ModulePlace[];
  /** How often the card process had to be started anew since the product started. */
  restarts: number;
  lastError: Readonly<{ code: CardCode; detail: readonly string[]; atMs: number }> | null;
}>;

/** The driver of real and test cards, in a process of its own. */
export interface CardSoftware {
  state(): CardSoftwareState;
  /** A module chosen by a person; null goes back to looking for one. Tried at once. */
  choose(path: string | null): Promise<Result<CardSoftwareState, CardFailure>>;
  /**
   * `reader` and `card` have the module look at what is there now; `module` and `process` start the card process anew, also
   * after it was given up.
   */
  test(part: CardPart): Promise<Result<CardSoftwareState, CardFailure>>;
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

/** What a certificate says of itself, and how long the revocation list of its issuer lasts. */
export type CertificateFacts = Readonly<{
  serial: string;
  issuer: string;
  fromMs: number;
  untilMs: number;
  /** Null where no list of the issuer is known. */
  listUntilMs: number | null;
}>;

/** Judges certificates against the configured roots and revocation lists of the profile. */
export interface CertificateTrust {
  judge(
    der: Uint8Array,
    purpose: 'authentication' | 'signing',
    atMs: number,
  ): Result<Readonly<{ revocation: 'checked' | 'unknown' }>, CardFailure>;
  /** Null for bytes that are no certificate. */
  facts(der: Uint8Array): CertificateFacts | null;
  /** True when `signature` over `digest` was made with the key of the certificate. */
  verify(der: Uint8Array, digest: Uint8Array, hash: 'SHA-256' | 'SHA-384' | 'SHA-512', signature: Uint8Array): boolean;
}
