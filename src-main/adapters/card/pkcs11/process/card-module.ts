import { CKF, CKR } from '../constants.ts';
import { type CardAnswer, type CardRequest, type Fault, type Reader } from '../messages.ts';
import { type Binding, type Cryptoki, returnValueOf } from './binding.ts';

/** Numbers of pkcs11t.h that only this file needs. */
const CKF_SERIAL_SESSION = 0x4;
const CKU_USER = 1;
const CKU_CONTEXT_SPECIFIC = 2;
const CKO_CERTIFICATE = 1;
const CKO_PRIVATE_KEY = 3;
const CKA = { CLASS: 0x0, VALUE: 0x11, KEY_TYPE: 0x100, ID: 0x102, MODULUS_BITS: 0x121, ALWAYS_AUTHENTICATE: 0x202 };
const CKM = { RSA_PKCS: 0x1, RSA_PKCS_PSS: 0xd, ECDSA: 0x1041 };
const CK_PARAMS_RSA_PSS = 5;

const PSS = {
  'SHA-256': { type: CK_PARAMS_RSA_PSS, hashAlg: 0x250, mgf: 2, saltLen: 32 },
  'SHA-384': { type: CK_PARAMS_RSA_PSS, hashAlg: 0x260, mgf: 3, saltLen: 48 },
  'SHA-512': { type: CK_PARAMS_RSA_PSS, hashAlg: 0x270, mgf: 4, saltLen: 64 },
} as const;

/** DER of DigestInfo up to the digest itself (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = {
  'SHA-256': Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  'SHA-384': Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  'SHA-512': Buffer.from('3051300d060960864801650304020305000440', 'hex'),
} as const;

/** Holds the signature of the longest key, RSA-4096. */
const SIGNATURE_ROOM = 512;
/** r‖s of P-256. */
const SHORTEST_SIGNATURE = 64;
const MOST_OBJECTS = 64;
const MOST_READERS = 32;
const LARGEST_CERTIFICATE = 16_384;
const LONGEST_TEXT = 256;

/** An expected refusal of the module or of this process. `flags` are the token's after a login that failed. */
export class CardFault extends Error {
  readonly fault: Fault;
  readonly flags: number | null;
  constructor(fault: Fault, flags: number | null = null) {
    super(fault.kind); // never more: what is in an error may be printed somewhere
    this.fault = fault;
    this.flags = flags;
  }
}

type Ask<Op extends CardRequest['op']> = Extract<CardRequest, { op: Op }>;
type Answer<Op extends CardRequest['op']> = Extract<CardAnswer, { op: Op }>;
type Open = Readonly<{ handle: Uint8Array; key: Uint8Array; slot: string; alwaysAuthenticate: boolean }>;
type Signing = Pick<Ask<'sign'>, 'mechanism' | 'hash' | 'digest'>;

export interface CardModule {
  load(path: string): Answer<'load'>;
  look(): readonly Reader[];
  open(ask: Ask<'open'>): Answer<'open'>;
  sign(ask: Ask<'sign'>): Answer<'sign'>;
  signOnce(ask: Ask<'signOnce'>): Answer<'signOnce'>;
  close(session: number): void;
}

const plain = (padded: string): string => padded.replace(/[\0\s]+$/u, '').slice(0, LONGEST_TEXT);
const slotName = (slot: Uint8Array): string => Buffer.from(slot).toString('hex');

/** Turns what the binding throws into a fault; anything else is a module that answered what no card answers. */
function calling<T>(work: () => T, at: 'login' | 'other' = 'other'): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CardFault) throw error;
    const rv = returnValueOf(error);
    throw new CardFault(rv === null ? { kind: 'garbage' } : { kind: 'rv', rv, at });
  }
}

/** Asks for something that a module may not have. */
function perhaps<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** A PKCS#11 module as the card process uses it: everything synchronous, one thing at a time, no handle kept over a change. */
export function createCardModule({ cryptoki, login }: Binding): CardModule {
  const sessions = new Map<number, Open>();
  let lastSession = 0;
  /** Certificates of a token do not change while it is in: read once for each insertion. */
  const certificatesSeen = new Map<string, Reader['certificates']>();

  const slotOf = (name: string): Uint8Array => Buffer.from(name, 'hex');
  const flagsOf = (slot: Uint8Array): number => perhaps(() => cryptoki.C_GetTokenInfo(slot).flags, 0);

  function find(session: Uint8Array, objectClass: number): readonly Uint8Array[] {
    calling(() => cryptoki.C_FindObjectsInit(session, [{ type: CKA.CLASS, value: objectClass }]));
    try {
      const found: Uint8Array[] = [];
      while (found.length < MOST_OBJECTS) {
        const some = calling(() => cryptoki.C_FindObjects(session, MOST_OBJECTS - found.length));
        if (some.length === 0) break;
        found.push(...some);
      }
      return found;
    } finally {
      perhaps(() => cryptoki.C_FindObjectsFinal(session), undefined);
    }
  }

  const attribute = (session: Uint8Array, object: Uint8Array, type: number): Uint8Array | null =>
    perhaps(() => cryptoki.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? null, null);

  /** Certificates are public: no PIN. Searched by class alone, because some modules refuse a search by what they report. */
  function certificatesOf(slot: Uint8Array): Reader['certificates'] {
    const session = calling(() => cryptoki.C_OpenSession(slot, CKF_SERIAL_SESSION));
    try {
      return find(session, CKO_CERTIFICATE).flatMap(object => {
        const id = attribute(session, object, CKA.ID);
        const der = attribute(session, object, CKA.VALUE);
        return id !== null && der !== null && der.length > 0 && der.length <= LARGEST_CERTIFICATE
          ? [{ id: new Uint8Array(id), der: new Uint8Array(der) }]
          : [];
      });
    } finally {
      perhaps(() => cryptoki.C_CloseSession(session), undefined);
    }
  }

  /** One reader; a fault of one does not hide the others. */
  function readerOf(slot: Uint8Array): Reader {
    const name = slotName(slot);
    const info = perhaps(() => cryptoki.C_GetSlotInfo(slot), { slotDescription: '', flags: 0 });
    const empty: Reader = {
      slot: name,
      name: plain(info.slotDescription),
      card: 'none',
      keypad: false,
      label: '',
      serial: '',
      flags: 0,
      certificates: [],
    };
    if ((info.flags & CKF.TOKEN_PRESENT) === 0) {
      certificatesSeen.delete(name);
      return empty;
    }
    try {
      const token = calling(() => cryptoki.C_GetTokenInfo(slot));
      const inserted = `${name}/${token.serialNumber}`;
      const certificates = certificatesSeen.get(inserted) ?? certificatesOf(slot);
      certificatesSeen.set(inserted, certificates);
      return {
        ...empty,
        card: 'token',
        keypad: (token.flags & CKF.PROTECTED_AUTHENTICATION_PATH) !== 0,
        label: plain(token.label),
        serial: plain(token.serialNumber),
        flags: token.flags,
        certificates,
      };
    } catch (error) {
      const rv = error instanceof CardFault && error.fault.kind === 'rv' ? error.fault.rv : null;
      const gone = rv === CKR.TOKEN_NOT_PRESENT || rv === CKR.DEVICE_REMOVED;
      return { ...empty, card: gone ? 'none' : 'unknown' };
    }
  }

  function look(): readonly Reader[] {
    const seen = calling(() => cryptoki.C_GetSlotList(false))
      .slice(0, MOST_READERS)
      .map(readerOf);
    const present = new Set(seen.filter(({ card }) => card === 'token').map(({ slot, serial }) => `${slot}/${serial}`));
    for (const key of certificatesSeen.keys()) {
      const [slot = '', serial = ''] = key.split('/');
      if (!present.has(`${slot}/${plain(serial)}`)) certificatesSeen.delete(key);
    }
    for (const [id, open] of sessions)
      if (!seen.some(({ slot, card }) => slot === open.slot && card === 'token')) drop(id);
    return seen;
  }

  /** Ends a session whatever the module says; a failed one is never used again. */
  function drop(id: number): void {
    const open = sessions.get(id);
    if (open === undefined) return;
    sessions.delete(id);
    perhaps(() => cryptoki.C_Logout(open.handle), undefined);
    perhaps(() => cryptoki.C_CloseSession(open.handle), undefined);
  }

  function checkPin(session: Uint8Array, userType: number, pin: Uint8Array | null, slot: Uint8Array): void {
    const rv = calling(() => login.login(session, userType, pin), 'login');
    if (rv !== CKR.OK) throw new CardFault({ kind: 'rv', rv, at: 'login' }, flagsOf(slot));
  }

  const sameBytes = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0;

  function logIn(slotHex: string, keyId: Uint8Array, pin: Uint8Array | null): Open {
    const slot = slotOf(slotHex);
    // A login that stands makes the next one succeed without a look at its PIN: nothing of before may stay.
    for (const [id, open] of sessions) if (open.slot === slotHex) drop(id);
    const handle = calling(() => cryptoki.C_OpenSession(slot, CKF_SERIAL_SESSION));
    try {
      checkPin(handle, CKU_USER, pin, slot);
      const key = find(handle, CKO_PRIVATE_KEY).find(object => sameBytes(attribute(handle, object, CKA.ID), keyId));
      if (key === undefined) throw new CardFault({ kind: 'key' });
      const asks = attribute(handle, key, CKA.ALWAYS_AUTHENTICATE);
      return { handle, key, slot: slotHex, alwaysAuthenticate: asks?.[0] === 1 };
    } catch (error) {
      perhaps(() => cryptoki.C_Logout(handle), undefined);
      perhaps(() => cryptoki.C_CloseSession(handle), undefined);
      throw error;
    }
  }

  function signWith(open: Open, { mechanism, hash, digest }: Signing, pin: Uint8Array | null | undefined): Uint8Array {
    if (open.alwaysAuthenticate && pin === undefined) throw new CardFault({ kind: 'rv', rv: 0x101, at: 'other' });
    const numbers = { ecdsa: CKM.ECDSA, pkcs1: CKM.RSA_PKCS, pss: CKM.RSA_PKCS_PSS };
    const parameter = mechanism === 'pss' ? PSS[hash] : null;
    calling(() => cryptoki.C_SignInit(open.handle, { mechanism: numbers[mechanism], parameter }, open.key));
    if (open.alwaysAuthenticate) checkPin(open.handle, CKU_CONTEXT_SPECIFIC, pin ?? null, slotOf(open.slot));
    const data = mechanism === 'pkcs1' ? Buffer.concat([DIGEST_INFO[hash], digest]) : Buffer.from(digest);
    const room = Buffer.alloc(SIGNATURE_ROOM);
    const length = calling(() => cryptoki.C_Sign(open.handle, data, room));
    if (!Number.isInteger(length) || length < SHORTEST_SIGNATURE || length > SIGNATURE_ROOM)
      throw new CardFault({ kind: 'garbage' });
    return new Uint8Array(room.subarray(0, length));
  }

  return {
    load(path) {
      try {
        cryptoki.load(path);
        login.open(path);
      } catch {
        throw new CardFault({ kind: 'module' });
      }
      try {
        cryptoki.C_Initialize();
      } catch (error) {
        const rv = returnValueOf(error);
        if (rv !== CKR.CRYPTOKI_ALREADY_INITIALIZED)
          throw new CardFault(rv === null ? { kind: 'module' } : { kind: 'rv', rv, at: 'other' });
      }
      const info = calling(() => cryptoki.C_GetInfo());
      const { major, minor } = info.libraryVersion;
      const description = [plain(info.manufacturerID), plain(info.libraryDescription)].filter(part => part !== '');
      return { op: 'load', description: description.join(', '), version: `${major}.${minor}`, readers: [...look()] };
    },
    look,
    open({ slot, keyId, pin }) {
      const open = logIn(slot, keyId, pin);
      lastSession += 1;
      sessions.set(lastSession, open);
      const { alwaysAuthenticate } = open;
      return { op: 'open', session: lastSession, alwaysAuthenticate, flags: flagsOf(slotOf(slot)) };
    },
    sign({ session, pin, ...what }) {
      const open = sessions.get(session);
      if (open === undefined) throw new CardFault({ kind: 'rv', rv: CKR.SESSION_HANDLE_INVALID, at: 'other' });
      try {
        return { op: 'sign', signature: signWith(open, what, pin) };
      } catch (error) {
        drop(session);
        throw error;
      }
    },
    signOnce({ slot, keyId, pin, ...what }) {
      const open = logIn(slot, keyId, pin);
      try {
        const signature = signWith(open, what, pin);
        return { op: 'signOnce', signature, flags: flagsOf(slotOf(slot)) };
      } finally {
        perhaps(() => cryptoki.C_Logout(open.handle), undefined);
        perhaps(() => cryptoki.C_CloseSession(open.handle), undefined);
      }
    },
    close: drop,
  };
}

export type { Cryptoki };
