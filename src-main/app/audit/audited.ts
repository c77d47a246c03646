import { type Professional } from '../../../shared/domain/people/person.ts';
import { type Environment } from '../environment.ts';
import { type AuditEvent } from '../ports/store/audit-log.port.ts';
import { type Tx } from '../ports/store.port.ts';

type Facts = Omit<AuditEvent, 'at' | 'actor' | 'organisationOid'>;

/** The line of the log for something that `who` did; written in the transaction of the change it belongs to. */
export function auditIn(tx: Tx, env: Pick<Environment, 'clock'>, who: Professional | null, facts: Facts): void {
  tx.audit.append({
    at: env.clock.now(),
    actor: who?.registrationNumber ?? 'system',
    organisationOid: who?.organisation.oid ?? null,
    ...facts,
  });
}

/** The same in a transaction of its own: before content is shown, or for an attempt that changed nothing. */
export const audited = (env: Pick<Environment, 'clock' | 'store'>, who: Professional | null, facts: Facts): void =>
  env.store.write(tx => auditIn(tx, env, who, facts));
