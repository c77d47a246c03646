import { type SignatureHash } from '../../../shared/codes/signature-hash.ts';

/** Hashes that cards sign and documents use. */
export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';
/** With the one that documents used until 2016. */
export type ReadHash = Hash | 'SHA-1';

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
  /** Of a message that is hashed here. EC signatures are r‖s, RSA is PKCS#1 v1.5. False also for a signature that is none. */
  verify(certificate: Uint8Array, message: Uint8Array, hash: Hash, signature: Uint8Array): boolean;
  /** The same, worked out beside what the caller does meanwhile. */
  verifyAside(certificate: Uint8Array, message: Uint8Array, hash: Hash, signature: Uint8Array): Promise<boolean>;
  /** `null` when the bytes are no certificate of a person. */
  certificate(der: Uint8Array): SignerCertificate | null;
}

/** What reading the past needs besides: RSA with SHA-1. Nothing new is ever signed or accepted with it. */
export interface PastCryptography {
  sha1(bytes: Uint8Array): Uint8Array;
  /** RSA PKCS#1 v1.5 over a SHA-1 digest. False also for a signature that is none. */
  verifySha1(certificate: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean;
}

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const INCLUSIVE_C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const XSLT = 'http://www.w3.org/TR/1999/REC-xslt-19991116';
export const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
export const FILTER_2 = 'http://www.w3.org/2002/06/xmldsig-filter2';
export const SHA_256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export type Canonicalisation = 'exclusive' | 'inclusive';
export const CANONICALISATIONS: ReadonlyMap<string, Canonicalisation> = new Map([
  [EXCLUSIVE_C14N, 'exclusive'],
  [INCLUSIVE_C14N, 'inclusive'],
]);

export const DIGESTS: ReadonlyMap<string, ReadHash> = new Map<string, ReadHash>([
  [SHA_256, 'SHA-256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'SHA-384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'SHA-512'],
  [`${DS}sha1`, 'SHA-1'],
]);

/** The list of a signature over several documents gives bare hashes: their length in bytes says which function made them. */
export const HASH_OF_LENGTH: ReadonlyMap<number, ReadHash> = new Map<number, ReadHash>([
  [20, 'SHA-1'],
  [32, 'SHA-256'],
  [48, 'SHA-384'],
  [64, 'SHA-512'],
]);

type SignatureMethod = Readonly<{ uri: string; hash: 'SHA-256' | 'SHA-384' }>;
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

/** RFC 9231; each curve with the hash of its strength, RSA with SHA-256. */
const METHOD_OF: Readonly<Record<KeyAlgorithm, SignatureMethod>> = {
  'ec-p384': { uri: `${MORE}ecdsa-sha384`, hash: 'SHA-384' },
  'ec-p256': { uri: `${MORE}ecdsa-sha256`, hash: 'SHA-256' },
  rsa: { uri: `${MORE}rsa-sha256`, hash: 'SHA-256' },
};

const FAMILY_OF: Readonly<Record<KeyAlgorithm, 'ecdsa' | 'rsa'>> = {
  'ec-p384': 'ecdsa',
  'ec-p256': 'ecdsa',
  rsa: 'rsa',
};

/** How a key signs: with the hash of the configuration, else with the one of its strength. Never SHA-1. */
export const methodOf = (algorithm: KeyAlgorithm, chosen: SignatureHash | null): SignatureMethod =>
  chosen === null
    ? METHOD_OF[algorithm]
    : { uri: `${MORE}${FAMILY_OF[algorithm]}-${chosen.toLowerCase().replace('-', '')}`, hash: chosen };

export type Method = Readonly<{ hash: ReadHash; family: 'ec' | 'rsa' }>;
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  [`${MORE}ecdsa-sha256`, { hash: 'SHA-256', family: 'ec' }],
  [`${MORE}ecdsa-sha384`, { hash: 'SHA-384', family: 'ec' }],
  [`${MORE}ecdsa-sha512`, { hash: 'SHA-512', family: 'ec' }],
  [`${MORE}rsa-sha256`, { hash: 'SHA-256', family: 'rsa' }],
  [`${MORE}rsa-sha384`, { hash: 'SHA-384', family: 'rsa' }],
  [`${MORE}rsa-sha512`, { hash: 'SHA-512', family: 'rsa' }],
  [`${DS}rsa-sha1`, { hash: 'SHA-1', family: 'rsa' }],
]);
