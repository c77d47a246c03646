/** Hashes that cards sign and documents use. */
export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

export type KeyAlgorithm = 'ec-p256' | 'ec-p384' | 'rsa';

/** What a certificate says that the check needs; everything else of it is judged elsewhere. */
export type SignerCertificate = Readonly<{
  purpose: 'authentication' | 'signing';
  algorithm: KeyAlgorithm;
  registrationNumber: string | null;
}>;

/** Cryptography is passed in: the wire knows no platform. */
export interface Cryptography {
  sha(hash: Hash, bytes: Uint8Array): Uint8Array;
  /** EC signatures are r‖s, RSA is PKCS#1 v1.5. False also for a signature that is none. */
  verify(certificate: Uint8Array, digest: Uint8Array, hash: Hash, signature: Uint8Array): boolean;
  /** `null` when the bytes are no certificate of a person. */
  certificate(der: Uint8Array): SignerCertificate | null;
}

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const INCLUSIVE_C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const SHA_256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export const CANONICALISATIONS: ReadonlyMap<string, 'exclusive' | 'inclusive'> = new Map([
  [EXCLUSIVE_C14N, 'exclusive'],
  [INCLUSIVE_C14N, 'inclusive'],
]);

/** The signature lies outside what it covers here, so taking it out changes nothing. */
export const isNoChange = (transform: string): boolean => transform === ENVELOPED;

export const DIGESTS: ReadonlyMap<string, Hash> = new Map([
  [SHA_256, 'SHA-256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'SHA-384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'SHA-512'],
]);

type SignatureMethod = Readonly<{ uri: string; hash: 'SHA-256' | 'SHA-384' }>;
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

/** RFC 9231; each curve with the hash of its strength, RSA with SHA-256. */
export const METHOD_OF: Readonly<Record<KeyAlgorithm, SignatureMethod>> = {
  'ec-p384': { uri: `${MORE}ecdsa-sha384`, hash: 'SHA-384' },
  'ec-p256': { uri: `${MORE}ecdsa-sha256`, hash: 'SHA-256' },
  rsa: { uri: `${MORE}rsa-sha256`, hash: 'SHA-256' },
};

export const METHODS: ReadonlyMap<string, Readonly<{ hash: Hash; family: 'ec' | 'rsa' }>> = new Map([
  [`${MORE}ecdsa-sha256`, { hash: 'SHA-256', family: 'ec' }],
  [`${MORE}ecdsa-sha384`, { hash: 'SHA-384', family: 'ec' }],
  [`${MORE}ecdsa-sha512`, { hash: 'SHA-512', family: 'ec' }],
  [`${MORE}rsa-sha256`, { hash: 'SHA-256', family: 'rsa' }],
  [`${MORE}rsa-sha384`, { hash: 'SHA-384', family: 'rsa' }],
  [`${MORE}rsa-sha512`, { hash: 'SHA-512', family: 'rsa' }],
]);

/** What Kanta documents were signed with until 2016: read, never accepted as a proof. */
export const isOldAlgorithm = (uri: string): boolean => /#(rsa-|dsa-|hmac-)?sha1$/.test(uri);
