import { z } from 'zod';

/**
 * The wire between the host and the card process. In go digests and, for the length of one call, a PIN; out come signatures,
 * certificates and the state of readers. Both ends decode what they receive and take nothing else.
 */
export const WIRE_VERSION = 1;

const bytes = z.custom<Uint8Array>(given => given instanceof Uint8Array, 'bytes');
const number32 = z.int().min(0);
/** Return values of vendors lie above 0x80000000. */
const returnValue = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = z.string().max(300);

const LARGEST_DIGEST = 64;
const LARGEST_SIGNATURE = 512;
const LARGEST_CERTIFICATE = 16_384;

/** Both of a key: where its token is and the CKA_ID that it shares with its certificate. */
const keyPlace = { slot: z.string().regex(/^[0-9a-f]{1,32}$/), keyId: bytes };
/** Null: the reader takes the PIN from its own keypad. */
const pin = bytes.nullable();
const signing = {
  mechanism: z.enum(['ecdsa', 'pkcs1', 'pss']),
  hash: z.enum(['SHA-256', 'SHA-384', 'SHA-512']),
  digest: bytes.refine(given => given.length <= LARGEST_DIGEST),
};

const request = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('load'), path: z.string().min(1).max(4096) }),
  /** Looks at the readers now instead of at the next tick. */
  z.strictObject({ op: z.literal('look') }),
  /** Logs in and keeps the session for signatures under this one PIN entry. */
  z.strictObject({ op: z.literal('open'), ...keyPlace, pin }),
  /** `pin` is left out unless the key wants it before each signature. */
  z.strictObject({ op: z.literal('sign'), session: number32, ...signing, pin: pin.optional() }),
  /** Login, one signature, logout. */
  z.strictObject({ op: z.literal('signOnce'), ...keyPlace, pin, ...signing }),
  z.strictObject({ op: z.literal('close'), session: number32 }),
]);
export type CardRequest = z.output<typeof request>;

export const toProcess = z.strictObject({ v: z.literal(WIRE_VERSION), id: number32, ask: request });

const certificate = z.strictObject({ id: bytes, der: bytes.refine(given => given.length <= LARGEST_CERTIFICATE) });

export const reader = z.strictObject({
  slot: z.string(),
  name: text,
  /** `none`: empty; `unknown`: something is in that the module does not know. */
  card: z.enum(['none', 'unknown', 'token']),
  keypad: z.boolean(),
  label: text,
  serial: text,
  flags: number32,
  certificates: z.array(certificate).max(64),
});
export type Reader = z.output<typeof reader>;
const readers = z.array(reader).max(64);

/** What went wrong: a return value of the module, or the process itself found something. */
const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rv'), rv: returnValue, at: z.enum(['login', 'other']) }),
  /** The file cannot be loaded or is no PKCS#11 module. */
  z.strictObject({ kind: z.literal('module') }),
  /** The binding was not built for this machine. */
  z.strictObject({ kind: z.literal('binding') }),
  /** No private key belongs to the certificate. */
  z.strictObject({ kind: z.literal('key') }),
  /** The module answered something that no card answers. */
  z.strictObject({ kind: z.literal('garbage') }),
]);
export type Fault = z.output<typeof fault>;

const answer = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('load'), description: text, version: text, readers }),
  z.strictObject({ op: z.literal('look'), readers }),
  z.strictObject({ op: z.literal('open'), session: number32, alwaysAuthenticate: z.boolean(), flags: number32 }),
  z.strictObject({ op: z.literal('sign'), signature: bytes.refine(given => given.length <= LARGEST_SIGNATURE) }),
  z.strictObject({
    op: z.literal('signOnce'),
    signature: bytes.refine(given => given.length <= LARGEST_SIGNATURE),
    flags: number32,
  }),
  z.strictObject({ op: z.literal('close') }),
]);
export type CardAnswer = z.output<typeof answer>;
export type AnswerTo<Op extends CardRequest['op']> = Extract<CardAnswer, { op: Op }>;

export const fromProcess = z.discriminatedUnion('type', [
  z.strictObject({ v: z.literal(WIRE_VERSION), type: z.literal('answer'), id: number32, answer }),
  /** `flags` of the token as they are after a refused login. */
  z.strictObject({
    v: z.literal(WIRE_VERSION),
    type: z.literal('refusal'),
    id: number32,
    fault,
    flags: number32.nullable(),
  }),
  z.strictObject({ v: z.literal(WIRE_VERSION), type: z.literal('readers'), readers }),
]);
