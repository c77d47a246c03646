import { createRequire } from 'node:module';
import { join } from 'node:path';

type Handle = Uint8Array;
type Attribute = Readonly<{ type: number; value?: number | boolean | Uint8Array }>;
type Mechanism = Readonly<{
  mechanism: number;
  parameter: Readonly<{ type: number; hashAlg: number; mgf: number; saltLen: number }> | null;
}>;
type Version = Readonly<{ major: number; minor: number }>;

/** The calls that Kantele makes, as the native part of pkcs11js gives them. Each throws an Error `NAME:number`. */
export interface Cryptoki {
  load(path: string): void;
  C_Initialize(): void;
  C_GetInfo(): Readonly<{ manufacturerID: string; libraryDescription: string; libraryVersion: Version }>;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetSlotInfo(slot: Handle): Readonly<{ slotDescription: string; flags: number }>;
  C_GetTokenInfo(slot: Handle): Readonly<{ label: string; serialNumber: string; flags: number }>;
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_CloseAllSessions(slot: Handle): void;
  C_Logout(session: Handle): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: readonly Attribute[]): { value: Uint8Array }[];
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  /** @returns the length that the module claims, however absurd */
  C_Sign(session: Handle, data: Uint8Array, out: Uint8Array): number;
}

/** Our own binding beside it. */
export interface CardLogin {
  open(path: string): void;
  /** @returns CK_RV; null asks the reader's keypad */
  login(session: Handle, userType: number, pin: Uint8Array | null): number;
  forbidCoreDumps(): boolean;
}

export type Binding = Readonly<{ cryptoki: Cryptoki; login: CardLogin }>;

/** Null when the binding was not built for this machine. */
export function loadBinding(nativeDir: string): Binding | null {
  const load = createRequire(import.meta.url);
  try {
    const { PKCS11 } = load(join(nativeDir, 'pkcs11.node')) as { PKCS11: new () => Cryptoki };
    return { cryptoki: new PKCS11(), login: load(join(nativeDir, 'card-login.node')) as CardLogin };
  } catch {
    return null;
  }
}

/** The CK_RV in what the binding throws; null for another kind of error. */
export function returnValueOf(error: unknown): number | null {
  const found = error instanceof Error ? /:(\d+)$/.exec(error.message)?.[1] : undefined;
  return found === undefined ? null : Number(found);
}
