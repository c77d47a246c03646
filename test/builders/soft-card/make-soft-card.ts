import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type KeyObject } from 'node:crypto';
import { buildNative, nativeDir } from '../../../src-main/cli/native-build.ts';
import { cardKey, type CardKey, type KeyKind, type Purpose } from './card-keys.ts';

/** Where Debian's softhsm2 puts its module. */
export const SOFTHSM = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  path => existsSync(path),
);

type Handle = Uint8Array;
type Attribute = Readonly<{ type: number; value: number | boolean | Uint8Array | string }>;
interface Administration {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): Readonly<{ label: string; flags: number }>;
  C_InitToken(slot: Handle, pin: string, label: string): void;
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, user: number, pin: string): void;
  C_Logout(session: Handle): void;
  C_InitPIN(session: Handle, pin: string): void;
  C_CreateObject(session: Handle, template: readonly Attribute[]): Handle;
}

const SO_PIN = '12345678';
const READ_WRITE = 0x6;
const CKF_TOKEN_INITIALIZED = 0x400;
const CKA = {
  CLASS: 0,
  TOKEN: 1,
  PRIVATE: 2,
  LABEL: 3,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  KEY_TYPE: 0x100,
  SUBJECT: 0x101,
};
const KEY = {
  ID: 0x102,
  SENSITIVE: 0x103,
  SIGN: 0x108,
  EXTRACTABLE: 0x162,
  EC_PARAMS: 0x180,
  ALWAYS_AUTHENTICATE: 0x202,
};
const OIDS = { 'P-256': '06082a8648ce3d030107', 'P-384': '06052b81040022' } as const;

const big = (base64url: string | undefined): Uint8Array => Buffer.from(base64url ?? '', 'base64url');

/** The numbers of a private key as PKCS#11 names them. */
function numbersOf(key: KeyObject): readonly Attribute[] {
  const jwk = key.export({ format: 'jwk' });
  if (jwk.kty === 'EC')
    return [
      { type: CKA.KEY_TYPE, value: 3 },
      { type: KEY.EC_PARAMS, value: Buffer.from(OIDS[jwk.crv as keyof typeof OIDS], 'hex') },
      { type: CKA.VALUE, value: big(jwk.d) },
    ];
  const parts = [jwk.n, jwk.e, jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi];
  const types = [0x120, 0x122, 0x123, 0x124, 0x125, 0x126, 0x127, 0x128];
  return [
    { type: CKA.KEY_TYPE, value: 0 },
    ...parts.map((part, place) => ({ type: types[place] ?? 0, value: big(part) })),
  ];
}

function putOn(hsm: Administration, session: Handle, id: number, { key, certificate }: CardKey, always: boolean): void {
  const keyId = Buffer.from([id]);
  hsm.C_CreateObject(session, [
    { type: CKA.CLASS, value: 3 },
    { type: CKA.TOKEN, value: true },
    { type: CKA.PRIVATE, value: true },
    { type: KEY.SENSITIVE, value: true },
    { type: KEY.EXTRACTABLE, value: false },
    { type: KEY.SIGN, value: true },
    { type: KEY.ID, value: keyId },
    ...(always ? [{ type: KEY.ALWAYS_AUTHENTICATE, value: true }] : []),
    ...numbersOf(key),
  ]);
  hsm.C_CreateObject(session, [
    { type: CKA.CLASS, value: 1 },
    { type: CKA.TOKEN, value: true },
    { type: CKA.PRIVATE, value: false },
    { type: CKA.CERTIFICATE_TYPE, value: 0 },
    { type: KEY.ID, value: keyId },
    { type: CKA.SUBJECT, value: Buffer.alloc(0) },
    { type: CKA.VALUE, value: certificate },
  ]);
}

export type SoftCard = Readonly<{ module: string; configuration: string; pin1: string; pin2: string }>;

/**
 * Makes the tokens in `dir`; several cards may lie in one folder.
 * @throws Error when SoftHSM or the binding is not there
 */
export async function makeSoftCard(
  dir: string,
  person: string,
  options: Readonly<{ keys?: KeyKind | undefined; alwaysAuthenticate?: boolean; certs?: string | undefined }> = {},
): Promise<SoftCard> {
  const root = join(import.meta.dirname, '..', '..', '..');
  if (SOFTHSM === undefined) throw new Error('SoftHSM is not installed: apt-get install softhsm2');
  const { outcome, says } = await buildNative(root);
  if (outcome !== 'built' && outcome !== 'present') throw new Error(says);
  const configuration = join(dir, 'softhsm2.conf');
  mkdirSync(join(dir, 'tokens'), { recursive: true });
  const settings = [`directories.tokendir = ${join(dir, 'tokens')}`, 'objectstore.backend = file', 'log.level = ERROR'];
  writeFileSync(configuration, [...settings, 'slots.removable = true', ''].join('\n'));
  process.env['SOFTHSM2_CONF'] = configuration;
  const load = createRequire(import.meta.url);
  const { PKCS11 } = load(join(nativeDir(root), 'pkcs11.node')) as { PKCS11: new () => Administration };
  const hsm = new PKCS11();
  hsm.load(SOFTHSM);
  hsm.C_Initialize();
  const pins = { auth: '1234', sign: '123456' } as const;
  for (const [purpose, name, id] of [
    ['auth', 'PIN1', 0x45],
    ['sign', 'PIN2', 0x46],
  ] as const satisfies readonly (readonly [Purpose, string, number])[]) {
    const label = `${person.slice(0, 20)} (${name})`;
    const free = hsm.C_GetSlotList(true).find(slot => (hsm.C_GetTokenInfo(slot).flags & CKF_TOKEN_INITIALIZED) === 0);
    if (free === undefined) throw new Error('SoftHSM has no free slot');
    hsm.C_InitToken(free, SO_PIN, label);
    const slot = hsm.C_GetSlotList(true).find(each => hsm.C_GetTokenInfo(each).label.startsWith(label));
    if (slot === undefined) throw new Error('the token was not made');
    const session = hsm.C_OpenSession(slot, READ_WRITE);
    hsm.C_Login(session, 0, SO_PIN);
    hsm.C_InitPIN(session, pins[purpose]);
    hsm.C_Logout(session);
    hsm.C_Login(session, 1, pins[purpose]);
    const key = await cardKey(person, purpose, pins[purpose], options.keys, options.certs);
    putOn(hsm, session, id, key, purpose === 'sign' && options.alwaysAuthenticate === true);
    hsm.C_Logout(session);
    hsm.C_CloseSession(session);
  }
  hsm.C_Finalize();
  return { module: SOFTHSM, configuration, pin1: pins.auth, pin2: pins.sign };
}
