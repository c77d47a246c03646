import { type CardCode, type CardFailure, type PinState } from '../../../app/ports/signing-card.port.ts';
import { CKF, CKR } from './constants.ts';

/**
 * What a return value means for the person at the desk. `restart` says that the module cannot be relied on any more: the card
 * process is started anew. A number that stands nowhere here is a fault of the card software and is shown as it is.
 */
type Row = Readonly<{ code: CardCode; restart?: true }>;

/** Return values of PKCS #11 v2.40, section 5.1 and pkcs11t.h. */
const ROWS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [0x1, { code: 'CARD-0111' }], // CKR_CANCEL
  [0x2, { code: 'CARD-0120', restart: true }], // CKR_HOST_MEMORY
  [0x3, { code: 'CARD-0105' }], // CKR_SLOT_ID_INVALID: the reader went with its card
  [0x5, { code: 'CARD-0120', restart: true }], // CKR_GENERAL_ERROR
  [0x6, { code: 'CARD-0120', restart: true }], // CKR_FUNCTION_FAILED
  [0x30, { code: 'CARD-0120', restart: true }], // CKR_DEVICE_ERROR
  [0x31, { code: 'CARD-0120', restart: true }], // CKR_DEVICE_MEMORY
  [0x32, { code: 'CARD-0105' }], // CKR_DEVICE_REMOVED
  [0x50, { code: 'CARD-0111' }], // CKR_FUNCTION_CANCELED
  [0x54, { code: 'CARD-0119' }], // CKR_FUNCTION_NOT_SUPPORTED
  [0x60, { code: 'CARD-0105' }], // CKR_KEY_HANDLE_INVALID
  [0x62, { code: 'CARD-0119' }], // CKR_KEY_SIZE_RANGE
  [0x63, { code: 'CARD-0119' }], // CKR_KEY_TYPE_INCONSISTENT
  [0x68, { code: 'CARD-0119' }], // CKR_KEY_FUNCTION_NOT_PERMITTED
  [0x70, { code: 'CARD-0119' }], // CKR_MECHANISM_INVALID
  [0x71, { code: 'CARD-0119' }], // CKR_MECHANISM_PARAM_INVALID
  [0x82, { code: 'CARD-0105' }], // CKR_OBJECT_HANDLE_INVALID
  [0x90, { code: 'CARD-0118' }], // CKR_OPERATION_ACTIVE
  [0x91, { code: 'CARD-0118' }], // CKR_OPERATION_NOT_INITIALIZED
  [0xa0, { code: 'CARD-0101' }], // CKR_PIN_INCORRECT
  [0xa1, { code: 'CARD-0103' }], // CKR_PIN_INVALID
  [0xa2, { code: 'CARD-0103' }], // CKR_PIN_LEN_RANGE
  [0xa3, { code: 'CARD-0115' }], // CKR_PIN_EXPIRED
  [0xa4, { code: 'CARD-0102' }], // CKR_PIN_LOCKED
  [0xb0, { code: 'CARD-0105' }], // CKR_SESSION_CLOSED
  [0xb3, { code: 'CARD-0105' }], // CKR_SESSION_HANDLE_INVALID
  [0xe0, { code: 'CARD-0104' }], // CKR_TOKEN_NOT_PRESENT
  [0xe1, { code: 'CARD-0117' }], // CKR_TOKEN_NOT_RECOGNIZED
  [0x100, { code: 'CARD-0118' }], // CKR_USER_ALREADY_LOGGED_IN
  [0x101, { code: 'CARD-0114' }], // CKR_USER_NOT_LOGGED_IN
  [0x102, { code: 'CARD-0115' }], // CKR_USER_PIN_NOT_INITIALIZED
  [0x104, { code: 'CARD-0118' }], // CKR_USER_ANOTHER_ALREADY_LOGGED_IN
  [0x150, { code: 'CARD-0120', restart: true }], // CKR_BUFFER_TOO_SMALL: 512 bytes hold every signature of these keys
  [0x190, { code: 'CARD-0118', restart: true }], // CKR_CRYPTOKI_NOT_INITIALIZED
]);

/** A login that a reader with its own keypad refuses because it was given a PIN. */
const AT_LOGIN: ReadonlyMap<number, Row> = new Map<number, Row>([
  [CKR.ARGUMENTS_BAD, { code: 'CARD-0121' }],
  [CKR.FUNCTION_NOT_SUPPORTED, { code: 'CARD-0121' }],
]);

const UNKNOWN: Row = { code: 'CARD-0120', restart: true };

/** Codes whose row says all there is: the number adds nothing for the person. */
const SELF_EXPLAINING: ReadonlySet<CardCode> = new Set<CardCode>([
  'CARD-0101',
  'CARD-0102',
  'CARD-0103',
  'CARD-0104',
  'CARD-0105',
  'CARD-0111',
  'CARD-0114',
  'CARD-0115',
]);

/** `0xa0`: how support reads return values. */
export const shownNumber = (rv: number): string => `0x${rv.toString(16)}`;

/**
 * @param rv CK_RV
 * @param at where it was returned: the same number may mean another thing at a login
 */
export function failureOf(rv: number, at: 'login' | 'other'): Readonly<{ failure: CardFailure; restart: boolean }> {
  const row = (at === 'login' ? AT_LOGIN.get(rv) : undefined) ?? ROWS.get(rv) ?? UNKNOWN;
  const failure: CardFailure = SELF_EXPLAINING.has(row.code)
    ? { code: row.code }
    : { code: row.code, detail: [shownNumber(rv)] };
  return { failure, restart: row.restart === true };
}

/** What the token's flags say of its PIN; the card tells no number of tries, so none is shown. */
export function pinStateOf(flags: number): PinState {
  if ((flags & CKF.USER_PIN_LOCKED) !== 0) return 'locked';
  if ((flags & CKF.USER_PIN_INITIALIZED) === 0 || (flags & CKF.USER_PIN_TO_BE_CHANGED) !== 0) return 'notSet';
  if ((flags & CKF.USER_PIN_FINAL_TRY) !== 0) return 'lastTry';
  return (flags & CKF.USER_PIN_COUNT_LOW) !== 0 ? 'low' : 'ok';
}
