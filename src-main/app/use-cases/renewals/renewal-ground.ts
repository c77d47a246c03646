import { type RenewalOutcome } from '../../../../shared/domain/documents/renewal-request.ts';
import { type RenewalGround } from '../../../../shared/domain/prescribing/renewal.ts';
import { type OutboxState } from '../../../../shared/domain/queue.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Tx } from '../../ports/store.port.ts';

type Kept = Readonly<{
  /** What a renewal renews; null for a request that is rejected without its prescription in sight. */
  ground: RenewalGround | null;
  answeredBy: Oid | null;
  outcome?: RenewalOutcome;
}>;

/** The answer from this desk: signed, and on its way or there. */
export type Answer = Readonly<{ documentOid: Oid; outcome: RenewalOutcome; isAccepted: boolean }>;

/** A person took the answer back, or the Centre refused it: the request waits as before. */
const UNDONE: ReadonlySet<OutboxState> = new Set(['cancelled', 'rejected']);

const keyOf = (requestOid: Oid): string => `renewal.${requestOid}`;
const kept = (tx: Tx, requestOid: Oid): Kept | null => (tx.settings.get(keyOf(requestOid)) ?? null) as Kept | null;

/** What a draft for this request renews. */
export const renewalGround = (tx: Tx, requestOid: Oid): RenewalGround | null => kept(tx, requestOid)?.ground ?? null;

/** The request is being answered at this desk. */
export const keepRequest = (tx: Tx, requestOid: Oid, ground: RenewalGround | null): void =>
  tx.settings.put(keyOf(requestOid), { ground, answeredBy: null } satisfies Kept);

/** An answer was signed for the request: whatever the line does, it is answered from this desk. */
export function answerRenewal(tx: Tx, requestOid: Oid, documentOid: Oid, outcome: RenewalOutcome): void {
  const now = kept(tx, requestOid);
  if (now !== null) tx.settings.put(keyOf(requestOid), { ...now, answeredBy: documentOid, outcome } satisfies Kept);
}

/** The signed answer to the request; null while there is none that stands. */
export function answerOf(tx: Tx, requestOid: Oid): Answer | null {
  const now = kept(tx, requestOid);
  if (now === null || now.answeredBy === null) return null;
  const state = tx.outbox.byDocument(now.answeredBy)?.state;
  if (state !== undefined && UNDONE.has(state)) return null;
  return { documentOid: now.answeredBy, outcome: now.outcome ?? 'renewed', isAccepted: state === 'accepted' };
}
