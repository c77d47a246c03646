import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Salvage } from './unsent.ts';

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('base64');

/**
 * The unsent acts as one file in JSON: each with its signed document and its message, exactly as they were to be sent. It is
 * not encrypted, because whoever mends this has no key: it holds patient data in the clear.
 */
export const unsentFile = (found: Salvage, at: Instant): Uint8Array =>
  Buffer.from(
    `${JSON.stringify(
      {
        format: 'kantele-unsent',
        version: 1,
        madeAt: at,
        database: { pages: found.pages, damagedPages: found.damagedPages },
        lostActs: found.lostActs,
        acts: found.unsent.map(act => ({ ...act, document: base64(act.document), message: base64(act.message) })),
        documentsWithoutAct: found.documentsWithoutAct.map(each => ({ ...each, bytes: base64(each.bytes) })),
      },
      null,
      2,
    )}\n`,
  );
