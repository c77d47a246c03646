import { type Sha256 } from '../../../shared/kernel/clock.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { base64, encodeUtf8 } from '../xml/utf8.ts';
import { type LinkedAct } from './chain-link.ts';

/** Everything that proves one act, taken from the database: nothing else is needed to check it elsewhere. */
export type ProofFacts = Readonly<{
  profile: 'practice' | 'real';
  madeAt: Instant;
  act: Readonly<{
    id: string;
    kind: string;
    documentOid: string;
    service: string;
    lane: string;
    laneNo: number;
    author: string;
    organisationOid: string;
    queuedAt: Instant;
    state: string;
  }>;
  /** Null for an act without a signed document, such as the opening of a service event. */
  document: Readonly<{ digest: string; bytes: Uint8Array }> | null;
  message: Readonly<{ id: string; digest: string; bytes: Uint8Array }>;
  chain: Readonly<{
    /** Place in the queue's chain, from 1. */
    place: number;
    previous: string;
    own: string;
    /** The digest that the link names: of the document, or of what the act was about. */
    documentDigest: string;
    next: (LinkedAct & Readonly<{ hash: string }>) | null;
    /** The end of the log when the act was queued. */
    log: Readonly<{ n: number; hash: string }>;
  }>;
  receipt: Readonly<{
    reference: string;
    at: Instant;
    /** Empty when the service only told, on being asked, that it holds the document. */
    bytes: Uint8Array;
  }> | null;
}>;

/** What the workstation itself found when it wrote the proof. */
export type OwnVerdict = Readonly<{ signer: string; signedAt: Instant } | { finding: string }> | null;

export type ProofTools = Readonly<{ sha256: Sha256; verdict(signed: Uint8Array): OwnVerdict }>;

export const PROOF_FORMAT = 'kantele-proof';
export const PROOF_VERSION = 1;

/** Two blanks and a line feed at the end: a proof has exactly one form in bytes, so any change shows. */
export const proofBytes = (value: unknown): Uint8Array => encodeUtf8(`${JSON.stringify(value, null, 2)}\n`);

/** Over everything but itself. Against accidents; against a forger stand the signatures and the chain. */
export const sealOf = (sha256: Sha256, content: unknown): string => sha256(encodeUtf8(JSON.stringify(content)));

/** One act's proof as a file: JSON, with the exact bytes of document, message and receipt in base64. */
export function writeProof(facts: ProofFacts, { sha256, verdict }: ProofTools): Uint8Array {
  const { document, message, receipt } = facts;
  const content = {
    format: PROOF_FORMAT,
    version: PROOF_VERSION,
    profile: facts.profile,
    madeAt: facts.madeAt,
    act: facts.act,
    document: document && { digest: document.digest, bytes: base64(document.bytes) },
    signature: document && verdict(document.bytes),
    message: { id: message.id, digest: message.digest, bytes: base64(message.bytes) },
    chain: facts.chain,
    receipt: receipt && { reference: receipt.reference, at: receipt.at, bytes: base64(receipt.bytes) },
  };
  return proofBytes({ ...content, seal: sealOf(sha256, content) });
}
