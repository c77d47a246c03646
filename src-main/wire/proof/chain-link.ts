import { type Sha256 } from '../../../shared/kernel/clock.ts';
import { encodeUtf8 } from '../xml/utf8.ts';

/** What the first link of a chain stands on. */
export const CHAIN_START = '0'.repeat(64);

/** What one link of the queue's chain says: the act, what was signed and what is sent. SHA-256, lower-case hex. */
export type LinkedAct = Readonly<{ act: string; documentOid: string; documentDigest: string; bodyDigest: string }>;

/** Link of the queue on the link before it. Read again by whoever checks a proof, so it never changes. */
export const outboxLink = (sha256: Sha256, previous: string, item: LinkedAct): string =>
  sha256(encodeUtf8(JSON.stringify([previous, item.act, item.documentOid, item.documentDigest, item.bodyDigest])));
