import { type Preview } from '../../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { type FormChange } from '../../../../shared/domain/prescribing/form-changes.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';

/** Writes the document, stores its bytes with the draft and returns what the signer must see: the text in those very bytes. */
export function freeze(
  env: Environment,
  draft: Draft,
  document: DocumentContent,
  title: string,
  findings: readonly Finding[],
  /** What a correction changes. */
  changes?: readonly FormChange[],
  /** Bytes of the version that a correction or cancellation replaces: what they say beyond our reading is carried on. */
  replaced?: Uint8Array,
): Preview {
  const options = {
    practice: env.configuration.profile === 'practice',
    softwareVersion: env.configuration.version,
  };
  const bytes = env.documents.write(document, options, replaced);
  const digest = env.sha256(bytes);
  env.store.write(tx => tx.drafts.put({ ...draft, frozen: { bytes, digest, content: document.content } }));
  return {
    draftId: draft.id,
    documentOid: document.content.oid,
    title,
    readable: env.documents.readable(bytes),
    findings: [...findings],
    digest,
    ...(changes === undefined ? {} : { changes: [...changes] }),
  };
}
