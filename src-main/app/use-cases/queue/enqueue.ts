import { fullName } from '../../../../shared/domain/people/person.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type NewOutboxItem, type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';

/** Who an act is of, as the queue keeps it: it is sent when that person has gone home too. */
export const authorOf = ({ professional }: Desk): OutboxItem['author'] => ({
  registrationNumber: professional.registrationNumber,
  name: fullName(professional),
  right: professional.right,
  organisationOid: professional.organisation.oid,
  unitOid: professional.organisation.oid,
});

type Unsigned = Omit<
  NewOutboxItem,
  'id' | 'author' | 'summary' | 'validUntil' | 'documentDigest' | 'notBefore' | 'queuedAt'
> &
  Readonly<{
    summary?: string;
    /** The document inside the message; absent where the message itself is all there is. */
    document?: Uint8Array;
    /** The moment that the message names. */
    at: Instant;
    /** What the log tells of it beside the act. */
    logged: string;
  }>;

/** Queues an act that nobody signs personally, with its row in the log, in the caller's transaction. */
export function enqueueUnsigned(env: Environment, tx: Tx, desk: Desk, act: Unsigned): void {
  const { summary = '', document, logged, at, ...message } = act;
  tx.outbox.add({
    ...message,
    id: env.newUuid(),
    summary,
    author: authorOf(desk),
    validUntil: null,
    documentDigest: env.sha256(document ?? message.body),
    notBefore: at,
    queuedAt: at,
  });
  auditIn(tx, env, desk.professional, {
    act: act.act,
    patientId: act.patientId,
    subject: act.documentOid,
    reason: logged,
    outcome: 'ok',
  });
}
