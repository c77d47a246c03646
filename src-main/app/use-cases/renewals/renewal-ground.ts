import { type RenewalGround } from '../../../../shared/domain/prescribing/renewal.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Tx } from '../../ports/store.port.ts';

type Kept = Readonly<{ ground: RenewalGround; answeredBy: Oid | null }>;

const keyOf = (requestOid: Oid): string => `renewal.${requestOid}`;
const kept = (tx: Tx, requestOid: Oid): Kept | null => (tx.settings.get(keyOf(requestOid)) ?? null) as Kept | null;

/** What a draft for this request renews. */
export const renewalGround = (tx: Tx, requestOid: Oid): RenewalGround | null => kept(tx, requestOid)?.ground ?? null;

export const keepRenewalGround = (tx: Tx, ground: RenewalGround): void =>
  tx.settings.put(keyOf(ground.request.oid), { ground, answeredBy: null } satisfies Kept);

/** A renewal was signed for the request: whatever the line does, it is answered from this desk. */
export function answerRenewal(tx: Tx, requestOid: Oid, documentOid: Oid): void {
  const now = kept(tx, requestOid);
  if (now !== null) tx.settings.put(keyOf(requestOid), { ...now, answeredBy: documentOid } satisfies Kept);
}

/** The signed renewal that answers the request; null while none is. */
export const answerOf = (tx: Tx, requestOid: Oid): Oid | null => kept(tx, requestOid)?.answeredBy ?? null;
