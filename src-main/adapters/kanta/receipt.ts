import { verify, X509Certificate } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isObject } from '../../wire/fhir/resources.ts';
import { inForce, linkedChain, type SignerChain } from './signer-chain.ts';

export type ReceiptTrust = Readonly<{ roots: readonly string[]; signer: string }>;

const decoded = (base64url: string): unknown => JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));

/** Checks the service's receipts: is this answer signed by the service that we mean to speak to? */
export function createReceiptCheck({ roots, signer }: ReceiptTrust): (answer: unknown, atMs: number) => boolean {
  const anchors = roots.map(pem => new X509Certificate(pem));

  /** Receipt after receipt comes with the same certificates: their own signatures are checked once, their days each time. */
  let checked: Readonly<{ x5c: string; chain: SignerChain | null }> | null = null;
  function signerAt(x5c: unknown, atMs: number): X509Certificate | null {
    const text = JSON.stringify(x5c) ?? '';
    if (checked?.x5c !== text) checked = { x5c: text, chain: linkedChain(x5c, anchors, signer) };
    return checked.chain !== null && inForce(checked.chain, atMs) ? checked.chain.signer : null;
  }

  /**
   * Detached JWS (RFC 7515, appendix F; ES384) over the canonical JSON (RFC 8785) of the answer without id, meta and
   * signature. @throws when something in it is no base64, JSON or certificate.
   */
  function holds(answer: Readonly<Record<string, unknown>>, atMs: number): boolean {
    const { id: _id, meta: _meta, signature, ...content } = answer;
    if (!isObject(signature) || typeof signature['data'] !== 'string') return false;
    const [header = '', detached, value = ''] = Buffer.from(signature['data'], 'base64').toString('utf8').split('.');
    const parameters = decoded(header);
    if (detached !== '' || !isObject(parameters) || parameters['alg'] !== 'ES384') return false;
    if (parameters['crit'] !== undefined || parameters['b64'] !== undefined) return false;
    const certificate = signerAt(parameters['x5c'], atMs);
    const payload = canonicalize(content);
    if (!certificate || payload === undefined) return false;
    const input = Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`);
    const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' as const };
    return (
      certificate.publicKey.asymmetricKeyDetails?.namedCurve === 'secp384r1' &&
      verify('sha384', input, key, Buffer.from(value, 'base64url'))
    );
  }

  return (answer, atMs) => {
    if (!isObject(answer)) return false;
    try {
      return holds(answer, atMs);
    } catch {
      return false; // not even the form of a receipt
    }
  };
}
