import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { type CardCertificate } from '../../app/ports/signing-card.port.ts';

/** Attributes of the subject (X.520); their order varies between card generations, so they are found by OID. */
const ATTRIBUTE = {
  serialNumber: '2.5.4.5',
  surname: '2.5.4.4',
  givenName: '2.5.4.42',
  title: '2.5.4.12',
  pseudonym: '2.5.4.65',
} as const;

/** Registration number in the register of health-care professionals (1.2.246.537.26). */
const REGISTRATION_NUMBER = /^\d{11}$/;

type KeyAlgorithm = Readonly<{ name?: string; namedCurve?: string; modulusLength?: number }>;

/** Parses DER; null when it is not a certificate. */
export function parseCertificate(der: Uint8Array): x509.X509Certificate | null {
  try {
    return new x509.X509Certificate(new Uint8Array(der));
  } catch {
    return null;
  }
}

/**
 * The one use of an end-entity certificate: signing ones carry nonRepudiation alone, authentication ones digitalSignature
 * without it (FINEID S2). Null for any mixture.
 */
export function purposeOf(certificate: x509.X509Certificate): 'authentication' | 'signing' | null {
  const usages = certificate.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  if (certificate.getExtension(x509.BasicConstraintsExtension)?.ca) return null;
  if (usages === x509.KeyUsageFlags.nonRepudiation) return 'signing';
  const signs = (usages & x509.KeyUsageFlags.digitalSignature) !== 0;
  return signs && (usages & x509.KeyUsageFlags.nonRepudiation) === 0 ? 'authentication' : null;
}

/** Null for keys that no health-care card carries. */
export function keyAlgorithmOf(certificate: x509.X509Certificate): CardCertificate['algorithm'] | null {
  const { name, namedCurve } = certificate.publicKey.algorithm as KeyAlgorithm;
  if (name?.startsWith('RSA')) return 'rsa';
  if (namedCurve === 'P-256') return 'ec-p256';
  return namedCurve === 'P-384' ? 'ec-p384' : null;
}

/** What a card certificate says of its holder; null when it is none. Nothing is judged here. */
export function readCardCertificate(der: Uint8Array): CardCertificate | null {
  const certificate = parseCertificate(der);
  if (!certificate) return null;
  const purpose = purposeOf(certificate);
  const algorithm = keyAlgorithmOf(certificate);
  if (!purpose || !algorithm) return null;
  const attribute = (oid: string): string | null => certificate.subjectName.getField(oid)[0] ?? null;
  const serialNumber = attribute(ATTRIBUTE.serialNumber);
  return {
    der: new Uint8Array(der),
    purpose,
    algorithm,
    registrationNumber: serialNumber !== null && REGISTRATION_NUMBER.test(serialNumber) ? serialNumber : null,
    identifierNumber: attribute(ATTRIBUTE.pseudonym),
    holderName: [attribute(ATTRIBUTE.givenName), attribute(ATTRIBUTE.surname)].filter(part => part !== null).join(' '),
    title: attribute(ATTRIBUTE.title) ?? '',
  };
}

/** What decides between certificates of one use: length of the key, end of validity and policies. */
export function strengthOf(der: Uint8Array): Readonly<{ bits: number; untilMs: number; policies: readonly string[] }> {
  const certificate = parseCertificate(der);
  if (!certificate) return { bits: 0, untilMs: 0, policies: [] };
  const { modulusLength = 0 } = certificate.publicKey.algorithm as KeyAlgorithm;
  const policies = certificate.getExtension(x509.CertificatePolicyExtension)?.policies ?? [];
  return { bits: modulusLength, untilMs: certificate.notAfter.getTime(), policies };
}
