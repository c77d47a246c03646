import { X509Certificate } from 'node:crypto';

const LONGEST_CHAIN = 4;
/** `serialNumber` of a subject as Node writes it: one attribute a line. */
const SERIAL_NUMBER = /^serialNumber=(.+)$/m;

const validAt = (certificate: X509Certificate, atMs: number): boolean =>
  certificate.validFromDate.getTime() <= atMs && atMs <= certificate.validToDate.getTime();

/** From the signer up to a root of ours, each issued by the next. */
export type SignerChain = Readonly<{ signer: X509Certificate; whole: readonly X509Certificate[] }>;

/** The chain in the header when it leads from the expected signer to a root; whether it is in force is a matter of the day. */
export function linkedChain(x5c: unknown, roots: readonly X509Certificate[], signer: string): SignerChain | null {
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
  return linked ? { signer: leaf, whole } : null;
}

export const inForce = ({ whole }: SignerChain, atMs: number): boolean =>
  whole.every(certificate => validAt(certificate, atMs));

/** The signer's certificate when the chain in the header leads from the expected signer to a root. */
export function signerOf(
  x5c: unknown,
  roots: readonly X509Certificate[],
  signer: string,
  atMs: number,
): X509Certificate | null {
  const chain = linkedChain(x5c, roots, signer);
  return chain !== null && inForce(chain, atMs) ? chain.signer : null;
}

const issuedBy = (subject: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
