import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type XmlDoc, readXml } from '../xml/xml.ts';
import { type Cryptography } from './algorithms.ts';
import { type BindingFault, actingAuthor, bindingFaults } from './binding.ts';
import {
  type ExaminedSignature,
  type PlaceFault,
  SIGNATURE_FAULTS,
  type SignatureFault,
  examineSignatures,
} from './examine.ts';

export type VerifiedSignature = Readonly<{
  signerRegistrationNumber: string;
  signedAt: Instant;
  /** DER. Chain, validity at signing time and revocation are for the caller's trust store. */
  certificate: Uint8Array;
}>;

/**
 * Why a signature is not accepted. Structure first, then algorithms, coverage, digests, value, and at last who signed what;
 * the first that fails is told.
 */
export type SignatureFinding =
  | `xml-${string}`
  | PlaceFault
  | 'signature-not-personal'
  | 'signature-several'
  | SignatureFault
  | BindingFault
  | 'signer-not-author';

type Verified = Result<VerifiedSignature, Readonly<{ finding: SignatureFinding }>>;
const refused = (finding: SignatureFinding): Verified => fail({ finding });

/** What decides before the certificate is opened, and what its owner is asked about only when it is a signing one. */
const BEFORE_CERTIFICATE: ReadonlySet<SignatureFault> = new Set(
  SIGNATURE_FAULTS.slice(0, SIGNATURE_FAULTS.indexOf('signature-certificate')),
);

function judged(doc: XmlDoc, cryptography: Cryptography, signature: ExaminedSignature): Verified {
  const { method, certificate, signedAt, faults } = signature;
  const early = faults.find(each => BEFORE_CERTIFICATE.has(each));
  if (early) return refused(early);
  const signer = certificate && cryptography.certificate(certificate);
  const family = signer?.algorithm === 'rsa' ? 'rsa' : 'ec';
  if (!signer || signer.purpose !== 'signing' || family !== method?.family) return refused('signature-certificate');
  const late = faults[0];
  if (late) return refused(late);
  if (!certificate || !signedAt) return refused('signature-structure');
  const { root } = doc;
  const body = root.find('v3:component/v3:structuredBody');
  const unbound = body ? bindingFaults(root, body)[0] : 'header-document-differs';
  if (unbound) return refused(unbound);
  const author = actingAuthor(root)?.registrationNumber;
  if (!author || signer.registrationNumber !== author) return refused('signer-not-author');
  return ok({ signerRegistrationNumber: author, signedAt, certificate });
}

function check(doc: XmlDoc, cryptography: Cryptography): Verified {
  const { fault, signatures } = examineSignatures(doc, { cryptography, past: null });
  if (fault) return refused(fault);
  const personal = signatures.filter(each => each.kind !== '4');
  const [only] = personal;
  if (!only) return refused('signature-not-personal');
  return personal.length > 1 ? refused('signature-several') : judged(doc, cryptography, only);
}

/**
 * Checks a document signed by a professional, alone (kind 1) or together with others (kind 2), completely: one signature in
 * its one place, unique ids, allowed algorithms only, time stamp and body covered by position, digests, value, header bound
 * to the body, signer = author. SHA-1 is told as such and is no proof: documents of the past are for `judgeSignatures`.
 */
export function verifySignature(cryptography: Cryptography, signed: Uint8Array): Verified {
  const read = readXml(signed, doc => check(doc, cryptography));
  return read.ok ? read.value : refused(`xml-${read.error.code}`);
}
