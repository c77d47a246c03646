import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';

export type Proof = Readonly<{ documentOid: Oid; patientId: string; bytes: Uint8Array }>;

/**
 * The proof of one queued act: what was signed, what was sent, its place in the chain and the service's receipt.
 * @param act id of the item in the queue, or the OID of its document
 * @param signing which signature of the document, from 1; left out, the newest. An earlier one is proven as refused
 * @returns null when there is no such act, or its stored message no longer fits its digest: that proves nothing
 */
export function proofOf(
  env: Readonly<
    Pick<Environment, 'store' | 'proofs' | 'clock'> & { configuration: Pick<Environment['configuration'], 'profile'> }
  >,
  act: string,
  signing?: number,
): Proof | null {
  return env.store.read(tx => {
    const newest = tx.outbox.get(act) ?? tx.outbox.byDocument(act as Oid);
    const wanted = signing ?? newest?.signing ?? 1;
    const item = newest === null || newest.signing === wanted ? newest : tx.outbox.earlier(newest.id, wanted);
    const place = item === null ? null : tx.outbox.place(item.id, wanted);
    const body = item === null || place === null ? null : tx.outbox.body(item.id, wanted);
    if (item === null || place === null || body === null) return null;
    const document = tx.documents.get(item.documentOid, wanted);
    const { profile } = env.configuration;
    const bytes = env.proofs.write({ item, place, document, body, profile, at: env.clock.now() });
    return { documentOid: item.documentOid, patientId: item.patientId, bytes };
  });
}
