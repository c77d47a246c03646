import { OWN_REGISTER, type PatientRegister } from '../../shared/codes/record-systems.ts';
import { type SignatureHash } from '../../shared/codes/signature-hash.ts';
import { type Instant } from '../../shared/kernel/time.ts';
import { type Result, fail, ok } from '../../shared/kernel/result.ts';
import { type ReadableBlock } from '../../shared/domain/readable.ts';
import { type WriteOptions } from './cda/header.write.ts';
import { type DocumentContent } from './cda/content.ts';
import { nextVersionText } from './cda/next-version.write.ts';
import { readDocument } from './cda/read-document.ts';
import { readableBlocks } from './cda/readable.ts';
import { writtenDocument } from './cda/write-document.ts';
import { type Cryptography, type KeyAlgorithm } from './signature/algorithms.ts';
import { toBeSignedBeside } from './signature/beside.ts';
import { rememberSignables } from './signature/signables.ts';
import {
  type Signing,
  type ToBeSigned,
  type ToBeSignedTogether,
  toBeSigned,
  toBeSignedTogether,
  withoutSignature,
} from './signature/sign.ts';
import { type SignatureFinding, type VerifiedSignature, verifySignature } from './signature/verify.ts';
import { type Xml, documentText } from './xml/write.ts';
import { encodeUtf8 } from './xml/utf8.ts';
import { readXml } from './xml/xml.ts';

export { carried } from './cda/carried.ts';
export { type BeyondField } from './cda/beyond.ts';
export { type DocumentContent, type DocumentKind } from './cda/content.ts';
export { DOCUMENT_FORMS, type DocumentForm } from './cda/forms.ts';
export { type DocumentReading, readDocument } from './cda/read-document.ts';
export { type Cryptography, type PastCryptography } from './signature/algorithms.ts';
export { type ToBeSigned, type ToBeSignedTogether } from './signature/sign.ts';
export {
  type CertificateFacts,
  type Chain,
  type Revocation,
  type Severity,
  type SignatureVerdict,
  type SignerPurpose,
  type SignerTrust,
  type Verdict,
  type VerdictFinding,
  type VerdictPolicy,
  VERDICT_POLICY,
  judgeSignatures,
} from './signature/verdict.ts';
export { type SignatureFinding, type VerifiedSignature } from './signature/verify.ts';

export type DocumentCodecOptions = Readonly<{
  cryptography: Cryptography;
  /** Register that record documents belong to; public health care unless said otherwise. */
  patientRegister?: PatientRegister;
  /** Hash of new signatures by configuration; null or absent: the strongest that the card's key offers. */
  signatureHash?: SignatureHash | null;
}>;

/** The legal documents as bytes: the codec behind the application's port of that name. Pure: same content, same bytes. */
export interface Documents {
  /**
   * @param replaced the document that this one corrects or cancels, as it is stored: what it says and we do not
   *   understand is carried on byte for byte
   * @throws RangeError when `replaced` cannot be read
   */
  write(document: DocumentContent, options: WriteOptions, replaced?: Uint8Array): Uint8Array;
  /** Empty for bytes that are no document. */
  readable(bytes: Uint8Array): readonly ReadableBlock[];
  /** See `carried` for what a document does not carry. */
  read(bytes: Uint8Array): Result<DocumentContent, Readonly<{ finding: string }>>;
  toBeSigned(
    unsigned: Uint8Array,
    certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
    at: Instant,
  ): ToBeSigned;
  /** A detached signature of the author over bytes that have no place for one. */
  toBeSignedBeside(
    document: Uint8Array,
    certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
    author: string,
  ): Signing<string>;
  /** The bytes that a signature was put into; null where none stands in its place. */
  unsigned(signed: Uint8Array): Uint8Array | null;
  /** Several documents with one signature. @throws RangeError for fewer than two, or two with one OID */
  toBeSignedTogether(
    unsigned: readonly Uint8Array[],
    certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
    at: Instant,
  ): ToBeSignedTogether;
  verify(signed: Uint8Array): Result<VerifiedSignature, Readonly<{ finding: SignatureFinding }>>;
}

export function createDocumentCodec({
  cryptography,
  patientRegister = OWN_REGISTER,
  signatureHash = null,
}: DocumentCodecOptions): Documents {
  const signables = rememberSignables(cryptography);
  return {
    write(document, options, replaced) {
      const write = (each: DocumentContent): Xml => writtenDocument(each, options, patientRegister);
      return encodeUtf8(replaced ? nextVersionText(document, replaced, write) : documentText(write(document)));
    },
    readable(bytes) {
      const read = readXml(bytes, doc => {
        // Whoever looks at an unsigned document is likely to sign it: what that takes is read along.
        signables.note(bytes, doc);
        return readableBlocks(doc);
      });
      return read.ok ? read.value : [];
    },
    read(bytes) {
      const { content, finding } = readDocument(bytes);
      return content ? ok(content) : fail({ finding: finding ?? 'unreadable' });
    },
    toBeSigned: (unsigned, certificate, at) =>
      toBeSigned(cryptography, unsigned, certificate, at, signables.of, signatureHash),
    toBeSignedTogether: (unsigned, certificate, at) =>
      toBeSignedTogether(cryptography, unsigned, certificate, at, signables.of, signatureHash),
    toBeSignedBeside: (document, certificate, author) => toBeSignedBeside(cryptography, document, certificate, author),
    unsigned: withoutSignature,
    verify: signed => verifySignature(cryptography, signed),
  };
}
