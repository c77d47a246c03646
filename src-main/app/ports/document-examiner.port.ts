import { type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';
import { type Result } from '../../../shared/kernel/result.ts';

/** Looks at bytes of any origin: reads, renders, validates and verifies them. */
export interface DocumentExaminer {
  /**
   * Never throws on what the file holds: what is wrong with it is a finding with a code. Takes up to two seconds.
   * @param base64 the file; `too-large` above EXAMINED_BYTES, `not-base64` where it is none
   */
  examine(base64: string): Result<ExaminedDocument, Readonly<{ reason: 'too-large' | 'not-base64' }>>;
}
