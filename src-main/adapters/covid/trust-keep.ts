import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CovidPurpose, type CovidTrustList, type CovidTrustSource } from '../../app/ports/covid.port.ts';

/** hcert-spec 1.0.8, section 5.4.1; a certificate with none of them may sign every kind. */
const PURPOSES: ReadonlyMap<string, CovidPurpose> = new Map([
  ['1.3.6.1.4.1.1847.2021.1.1', 'test'],
  ['1.3.6.1.4.1.1847.2021.1.2', 'vaccination'],
  ['1.3.6.1.4.1.1847.2021.1.3', 'recovery'],
]);
const KEY_ID_BYTES = 8;

export type Signer = Readonly<{ certificate: X509Certificate; purposes: ReadonlySet<CovidPurpose> | null }>;
export type Kept = Readonly<{
  list: CovidTrustList;
  signers: ReadonlyMap<string, readonly Signer[]>;
  fetchedAtMs: number;
}>;

/** The list of signers in use, kept for work without a line. */
export interface TrustKeep {
  current(): Kept | null;
  refresh(): Promise<Result<null, ErrorCode>>;
}

const keyIdOf = (certificate: Uint8Array): string =>
  createHash('sha256').update(certificate).digest().subarray(0, KEY_ID_BYTES).toString('hex');

/** Several signers may share a key id: all of them are tried. A certificate that cannot be read is nobody's. */
function signersOf({ signers }: CovidTrustList): ReadonlyMap<string, readonly Signer[]> {
  const byKeyId = new Map<string, readonly Signer[]>();
  for (const { certificate: der } of signers) {
    const certificate = readable(der);
    if (certificate === null) continue;
    const named = (certificate.keyUsage ?? []).flatMap(usage => PURPOSES.get(usage) ?? []);
    const signer: Signer = { certificate, purposes: named.length === 0 ? null : new Set(named) };
    const keyId = keyIdOf(der);
    byKeyId.set(keyId, [...(byKeyId.get(keyId) ?? []), signer]);
  }
  return byKeyId;
}

function readable(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

/** A list that somebody else vouches for, such as a folder that the user names; it is never renewed. */
export const fixedList = (list: CovidTrustList): TrustKeep => ({
  current: () => ({ list, signers: signersOf(list), fetchedAtMs: list.issuedAtMs }),
  refresh: async () => ok(null),
});

/** Keeps the signed list in a file and opens it anew at each start, so that a changed file is no list. */
export function keptList(source: CovidTrustSource, path: string, nowMs: () => number): TrustKeep {
  let kept = existsSync(path) ? opened(readFileSync(path, 'utf8'), statSync(path).mtimeMs) : null;

  function opened(signed: string, fetchedAtMs: number): Kept | null {
    const list = source.open(signed, nowMs());
    return list === null ? null : { list, signers: signersOf(list), fetchedAtMs };
  }

  return {
    current: () => kept,
    async refresh() {
      const fetched = await source.fetch();
      if (!fetched.ok) return fetched;
      const next = opened(fetched.value, nowMs());
      // An older list would bring back signers that were taken off.
      if (next === null || (kept !== null && next.list.issuedAtMs < kept.list.issuedAtMs)) return fail('NET-0003');
      writeFileSync(`${path}.new`, fetched.value, { mode: 0o600 });
      renameSync(`${path}.new`, path);
      kept = next;
      return ok(null);
    },
  };
}
