import { type LoggedEvent } from '../../app/ports/store/audit-log.port.ts';
import { type Sha256 } from '../../../shared/kernel/clock.ts';

export { CHAIN_START, outboxLink } from '../../wire/proof/chain-link.ts';

const encoder = new TextEncoder();

/** Link of the log: row `n` with every field, on the link before it. */
export const auditLink = (sha256: Sha256, previous: string, n: number, event: LoggedEvent): string =>
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
