import { type Authorisation } from '../../../shared/domain/records/authorisation.ts';
import { type Delivery } from '../../../shared/domain/records/delivery.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { type Declaration } from '../../../shared/domain/consent/declaration.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type DocumentContent } from '../../../shared/domain/documents/content.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type SeriesVisit, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type CardCertificate } from './signing-card.port.ts';
import { type StoredDocument } from './store/documents.port.ts';
import { type ChainPlace, type OutboxItem } from './store/outbox.port.ts';

export { type DocumentContent, type DocumentKind } from '../../../shared/domain/documents/content.ts';

type Signing<Signed> = Readonly<{
  digest: Uint8Array;
  hash: 'SHA-256' | 'SHA-384';
  /**
   * Whether the signature may go in: made over exactly this with the key of the certificate, whose holder is the author that
   * header and body name. A failure is a bug or a faulty card, never something to retry.
   */
  check(signature: Uint8Array): Promise<Result<null, Readonly<{ finding: string }>>>;
  /** Splices the signature into the text; the content itself keeps its bytes. */
  finish(signature: Uint8Array): Signed;
}>;

/** What the card has to sign for one document, and how the answer becomes the signed document. */
export type ToBeSigned = Signing<Uint8Array>;

/** What the card has to sign once for several documents, and how the answer becomes all of them, in the order given. */
export type ToBeSignedTogether = Signing<readonly Uint8Array[]>;

/** The legal documents (CDA R2) as bytes. Pure: the same content gives the same bytes. */
export interface DocumentCodec {
  /**
   * Writes the unsigned document. `practice` marks it so that nobody can take it for a real one.
   * @param replaced of a correction or cancellation: the stored bytes of the version that it replaces. What they say and
   *   the domain does not know is carried on byte for byte, so that a document of a later generation can be cancelled
   * @throws RangeError when `replaced` cannot be read: a bug, because it was shown first
   */
  write(
    document: DocumentContent,
    options: Readonly<{ practice: boolean; softwareVersion: string }>,
    replaced?: Uint8Array,
  ): Uint8Array;
  /** The readable text as it stands in the bytes. */
  readable(bytes: Uint8Array): readonly ReadableBlock[];
  read(bytes: Uint8Array): Result<DocumentContent, Readonly<{ finding: string }>>;
  toBeSigned(unsigned: Uint8Array, certificate: CardCertificate, at: Instant): ToBeSigned;
  /**
   * For a document that has no place for a signature in itself: a detached JWS over its bytes, to stand beside it.
   * @param author registration number of the professional whose act it is; another's certificate fails the check
   */
  toBeSignedBeside(document: Uint8Array, certificate: CardCertificate, author: string): Signing<string>;
  /**
   * The document without its signature: the bytes that were shown and signed, for a new signature. Null for bytes that
   * carry no signature in its place.
   */
  unsigned(signed: Uint8Array): Uint8Array | null;
  /**
   * One signature for several documents (signature kind 2): all of them or none.
   * @throws RangeError for fewer than two, two with one OID, or bytes that `write` did not make: bugs of the caller
   */
  toBeSignedTogether(unsigned: readonly Uint8Array[], certificate: CardCertificate, at: Instant): ToBeSignedTogether;
  /** Checks a signed document completely: references, digests, value, signer against author. */
  verify(
    signed: Uint8Array,
  ): Result<
    Readonly<{ signerRegistrationNumber: string; signedAt: Instant; certificate: Uint8Array }>,
    Readonly<{ finding: string }>
  >;
}

/** Writes one act's proof: a file that `kantele prove --check` verifies elsewhere, without the database. */
export interface ProofWriter {
  write(
    facts: Readonly<{
      item: OutboxItem;
      place: ChainPlace;
      /** Null for an act without a signed document. */
      document: StoredDocument | null;
      body: Uint8Array;
      profile: 'practice' | 'real';
      at: Instant;
    }>,
  ): Uint8Array;
}

/** Builds the exact messages (FHIR transaction Bundles) that the queue sends. */
export interface MessageCodec {
  documentSubmission(
    input: Readonly<{
      messageId: string;
      signed: Uint8Array;
      document: DocumentContent;
      author: Professional;
      at: Instant;
    }>,
  ): Uint8Array;
  serviceEventSubmission(
    input: Readonly<{
      messageId: string;
      event: ServiceEvent;
      /** The visit of a series that the message is about; the service event itself without one. */
      visit?: SeriesVisit | null;
      previousVersionTag: string | null;
      patientIdentityCode: string | null;
      patientLocalId: string;
      author: Professional;
      at: Instant;
    }>,
  ): Uint8Array;
  /** A document of social welfare, with the display form beside its structure. */
  socialDocument(item: SocialItem): Uint8Array;
  /** @param signature of the author over `document`, for what is signed personally; null: the organisation's system signs */
  socialSubmission(
    input: Readonly<{
      messageId: string;
      item: SocialItem;
      document: Uint8Array;
      signature: string | null;
      author: Professional;
      at: Instant;
    }>,
  ): Uint8Array;
  /** A disclosure that is told of: created once. */
  disclosureSubmission(
    input: Readonly<{ messageId: string; item: SocialItem; author: Professional; at: Instant }>,
  ): Uint8Array;
  /** The forwarding of a certificate, or the end of one that the receiver has not taken yet. */
  deliverySubmission(
    input: Readonly<{
      messageId: string;
      delivery: Delivery;
      act: 'ask' | 'withdraw';
      identityCode: string;
      author: Professional;
      at: Instant;
    }>,
  ): Uint8Array;
  /** An authorisation of a purchased service, or the end of one that the own controller granted. */
  authorisationSubmission(
    input: Readonly<{
      messageId: string;
      authorisation: Authorisation;
      act: 'grant' | 'end';
      identityCode: string;
      author: Professional;
      at: Instant;
    }>,
  ): Uint8Array;
  /** A declaration of will, or the end of one that is in force as version 1. */
  willSubmission(
    input: Readonly<{
      messageId: string;
      oid: Oid;
      declaration: Declaration;
      givenAt: Instant;
      act: 'give' | 'withdraw';
      identityCode: string;
      author: Professional;
      at: Instant;
    }>,
  ): Uint8Array;
}
