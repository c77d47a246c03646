import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PRACTICE_RECEIPT_SIGNER } from '../adapters/kanta/config.ts';
import { createReceiptCheck } from '../adapters/kanta/receipt.ts';
import { sha256 } from '../adapters/system/identity.ts';
import { checkProof, type ProofVerdict } from '../wire/proof/check-proof.ts';
import { Unusable } from './document-files.ts';
import { openTrustFolder } from '../adapters/card/signer-trust.ts';
import { verdictOf } from './document-verify.ts';

export const PRACTICE_ROOTS = join(import.meta.dirname, '..', '..', 'resources', 'certs-test-only');

const certificates = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(name => /\.(pem|crt)$/i.test(name) && !/\.key\.pem$/i.test(name))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .filter(text => text.includes('-----BEGIN CERTIFICATE-----'));

/**
 * What a proof is worth to somebody who trusts the authorities of a folder and nothing else.
 * @throws Unusable when the folder holds no root
 */
export async function checkedProof(bytes: Uint8Array, roots: string): Promise<ProofVerdict> {
  try {
    const trust = await openTrustFolder(roots);
    const receiptHolds = createReceiptCheck({ roots: certificates(roots), signer: PRACTICE_RECEIPT_SIGNER });
    return checkProof(bytes, {
      sha256,
      receiptHolds,
      judge(signed) {
        const { accepted, signatures, findings } = verdictOf(signed, trust);
        const personal = signatures.find(each => each.kind !== '4');
        const who = personal?.signer?.name ?? 'nobody';
        const wrong = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
        return {
          accepted,
          says: accepted
            ? `${who}, ${personal?.signedAt ?? ''}`
            : `not accepted: ${wrong.join(', ') || 'no signature'}`,
        };
      },
    });
  } catch (error) {
    if (error instanceof Error && error.message.includes('root certificate'))
      throw new Unusable(`no trust from ${roots}: ${error.message}`);
    throw error;
  }
}
