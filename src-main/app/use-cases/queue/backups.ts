import { type Instant } from '../../../../shared/kernel/time.ts';
import { type AuditEvent } from '../../ports/store/audit-log.port.ts';
import { type Store, type Tx } from '../../ports/store.port.ts';

const LAST = 'backup.last';

/** The line of the log for a backup. */
export const BACKED_UP: Pick<AuditEvent, 'act' | 'patientId' | 'subject' | 'reason' | 'outcome'> = {
  act: 'backUp',
  patientId: null,
  subject: null,
  reason: null,
  outcome: 'ok',
};

export const rememberBackup = (tx: Pick<Tx, 'settings'>, at: Instant): void => tx.settings.put(LAST, at);

/** When the latest backup was made, null when none was made here. */
export function lastBackupAt(store: Store): Instant | null {
  const at = store.read(tx => tx.settings.get(LAST));
  return typeof at === 'string' ? (at as Instant) : null;
}
