import { type DocumentKind } from './content.ts';
import { type ReadableBlock } from '../readable.ts';

/** One value of the structured part; `path` is the field's name in the domain type: `dose.structured.low`, `prescriptions[0].doseText`. */
export type ExaminedValue = Readonly<{ path: string; says: string }>;

/** Something that is wrong or worth knowing. `where` is a place, never content. */
export type ExaminedFinding = Readonly<{
  code: string;
  severity: 'error' | 'warning' | 'info';
  where: string;
  line: number | null;
  /** In English, for support; `null` where the code says all. */
  says: string | null;
}>;

/** One signature: what it covers, by whom, when, whether it holds. */
export type ExaminedSignature = Readonly<{
  kind: '1' | '2' | '4' | 'unknown';
  covered: readonly ('time' | 'body' | 'list')[];
  /** OIDs of documents that were signed together. */
  documents: readonly string[];
  signer: Readonly<{ name: string; title: string; registrationNumber: string | null; issuer: string }> | null;
  signedAt: string | null;
  algorithm: string | null;
  /** SHA-1: accepted in documents of the past only, and marked. */
  weak: boolean;
  value: 'valid' | 'invalid' | 'unchecked';
  chain: 'trusted' | 'untrusted' | 'expiredAtSigning' | 'notYetValidAtSigning' | 'notJudged';
  revocation: 'good' | 'revoked' | 'unknown';
  accepted: boolean;
}>;

/** Everything that can be told of the bytes of a file that may be a legal document. */
export type ExaminedDocument = Readonly<{
  /** `null` where it was not taken apart; a finding says why. */
  kind: DocumentKind | null;
  /** Code of 1.2.246.537.5.40105.2006, or `record`. */
  messageType: string | null;
  generation: 'older' | 'same' | 'newer' | 'unknown';
  title: string;
  oid: string | null;
  setId: string | null;
  version: string | null;
  writtenAt: string | null;
  language: string | null;
  practice: boolean;
  readable: readonly ReadableBlock[];
  values: readonly ExaminedValue[];
  /** Fields that the domain has no place for, by their names in the document. */
  beyond: readonly Readonly<{ field: string; name: string; says: string }>[];
  signatures: readonly ExaminedSignature[];
  /** A professional's signature is accepted and nothing of severity error was found on it. */
  accepted: boolean;
  findings: readonly ExaminedFinding[];
}>;

/** Most bytes that are looked at; legal documents have some 30 kB. */
export const EXAMINED_BYTES = 3_000_000;
