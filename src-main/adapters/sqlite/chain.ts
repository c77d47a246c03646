import { type AuditEvent, type NewOutboxItem } from '../../app/ports/store.port.ts';
import { type Sha256 } from '../../../shared/kernel/clock.ts';

/** What the first link of a chain stands on. */
export const CHAIN_START = '0'.repeat(64);

const encoder = new TextEncoder();

type LinkedItem = Pick<NewOutboxItem, 'documentOid' | 'act' | 'documentDigest'> & Readonly<{ bodyDigest: string }>;

/** Link of the queue: the act, what was signed and what is sent, on the link before it. */
export const outboxLink = (sha256: Sha256, previous: string, item: LinkedItem): string =>
  sha256(encoder.encode(JSON.stringify([previous, item.act, item.documentOid, item.documentDigest, item.bodyDigest])));

/** Link of the log: row `n` with every field, on the link before it. */
export const auditLink = (sha256: Sha256, previous: string, n: number, event: AuditEvent): string =>
  sha256(
    encoder.encode(
      JSON.stringify([
        previous,
        n,
        event.at,
        event.actor,
        event.organisationOid,
        event.act,
        event.patientId,
        event.subject,
        event.reason,
        event.outcome,
      ]),
    ),
  );
