import { verify, X509Certificate } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isObject } from '../../wire/fhir/resources.ts';

export type ReceiptTrust = Readonly<{ roots: readonly string[]; signer: string }>;

const LONGEST_CHAIN = 4;
/** `serialNumber` of a subject as Node writes it: one attribute a line. */
const SERIAL_NUMBER = /^serialNumber=(.+)$/m;

const validAt = (certificate: X509Certificate, atMs: number): boolean =>
  certificate.validFromDate.getTime() <= atMs && atMs <= certificate.validToDate.getTime();

/** The signer's certificate when the chain in the header leads from the expected signer to a root. */
function signerOf(
  x5c: unknown,
  roots: readonly X509Certificate[],
  signer: string,
  atMs: number,
): X509Certificate | null {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > LONGEST_CHAIN) return null;
  const chain = x5c.map(der => new X509Certificate(Buffer.from(String(der), 'base64')));
  const [leaf] = chain;
  const last = chain.at(-1);
  if (!leaf || !last || leaf.ca || SERIAL_NUMBER.exec(leaf.subject)?.[1] !== signer) return null;
  const root = roots.find(candidate => last.fingerprint256 === candidate.fingerprint256 || issuedBy(last, candidate));
  const whole = root ? [...chain, root] : [];
  const linked = chain.every((certificate, index) => {
    const above = whole[index + 1];
    return above !== undefined && (certificate.fingerprint256 === above.fingerprint256 || issuedBy(certificate, above));
  });
  return linked && whole.every(certificate => validAt(certificate, atMs)) ? leaf : null;
}

const issuedBy = (subject: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

const decoded = (base64url: string): unknown => JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));

/** Checks the service's receipts: is this answer signed by the service that we mean to speak to? */
export function createReceiptCheck({ roots, signer }: ReceiptTrust): (answer: unknown, atMs: number) => boolean {
  const anchors = roots.map(pem => new X509Certificate(pem));

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
    const certificate = signerOf(parameters['x5c'], anchors, signer, atMs);
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
