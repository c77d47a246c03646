import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';

export type Proof = Readonly<{ documentOid: Oid; patientId: string; bytes: Uint8Array }>;

/**
 * The proof of one queued act: what was signed, what was sent, its place in the chain and the service's receipt.
 * @param act id of the item in the queue, or the OID of its document
 * @returns null when there is no such act, or its stored message no longer fits its digest: that proves nothing
 */
export function proofOf(
  env: Readonly<
    Pick<Environment, 'store' | 'proofs' | 'clock'> & { configuration: Pick<Environment['configuration'], 'profile'> }
  >,
  act: string,
): Proof | null {
  return env.store.read(tx => {
    const item = tx.outbox.get(act) ?? tx.outbox.byDocument(act as Oid);
    const place = item === null ? null : tx.outbox.place(item.id);
    const body = item === null ? null : tx.outbox.body(item.id);
    if (item === null || place === null || body === null) return null;
    const document = tx.documents.get(item.documentOid);
    const { profile } = env.configuration;
    const bytes = env.proofs.write({ item, place, document, body, profile, at: env.clock.now() });
    return { documentOid: item.documentOid, patientId: item.patientId, bytes };
  });
}
