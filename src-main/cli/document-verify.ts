import { CRYPTOGRAPHY } from '../adapters/card/cryptography.ts';
import {
  type SignatureVerdict,
  type SignerTrust,
  type Verdict,
  VERDICT_POLICY,
  judgeSignatures,
} from '../wire/documents.ts';
import { type Outcome, Unusable, documentBytes, json } from './document-files.ts';
import { EXAMINATION_LIMITS } from '../wire/examination/limits.ts';
import { exitCode, findingLine } from '../wire/examination/findings.ts';
import { NO_TRUST, PAST, openTrustFolder } from '../adapters/card/signer-trust.ts';

export const verdictOf = (bytes: Uint8Array, trust: SignerTrust = NO_TRUST): Verdict =>
  judgeSignatures(bytes, { cryptography: CRYPTOGRAPHY, past: PAST, trust, policy: VERDICT_POLICY }, EXAMINATION_LIMITS);

const KINDS: Readonly<Record<SignatureVerdict['kind'], string>> = {
  '1': 'professional',
  '2': 'professional, several documents',
  '4': 'system',
  unknown: 'unknown kind',
};

function signatureLines(signature: SignatureVerdict, at: number): readonly string[] {
  const { signer } = signature;
  const who = signer ? `${signer.name}${signer.title === '' ? '' : `, ${signer.title}`}` : 'no certificate';
  return [
    `signature ${at + 1}: ${KINDS[signature.kind]}, line ${signature.line}, ${signature.accepted ? 'accepted' : 'not accepted'}`,
    `  signer      ${who}`,
    `  signed at   ${signature.signedAt ?? 'unknown'}`,
    `  covers      ${signature.covered.join(', ') || 'nothing that matches'}`,
    `  algorithm   ${signature.algorithm ?? 'unknown'}${signature.weak ? ' (old, weak)' : ''}, value ${signature.value}`,
    `  certificate ${signature.chain}, revocation ${signature.revocation}, usage ${signature.keyUsage.join('+') || 'none'}`,
    ...(signature.documents.length === 0 ? [] : [`  together    ${signature.documents.join(', ')}`]),
  ];
}

async function trustOf(folder: string | null): Promise<SignerTrust> {
  if (folder === null) return NO_TRUST;
  try {
    return await openTrustFolder(folder);
  } catch (error) {
    throw new Unusable(`no trust from ${folder}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** `kantele document verify FILE [--roots DIR] [--json]` */
export async function verifyCommand(path: string, roots: string | null, asJson: boolean): Promise<Outcome> {
  const trust = await trustOf(roots);
  const verdict = verdictOf(documentBytes(path), trust);
  const code = exitCode(verdict.findings);
  if (asJson) return { code, text: json(verdict) };
  const lines = [...verdict.signatures.flatMap(signatureLines), ...verdict.findings.map(findingLine)];
  return { code, text: [...lines, verdict.accepted ? 'accepted' : 'not accepted'].join('\n') };
}
