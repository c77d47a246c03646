import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';

/**
 * The stored bytes of the version that is corrected or cancelled: from the own documents when it was signed here, else from
 * the Prescription Centre. Null when they cannot be had now; then a change says what this program understands of the
 * version, which is all of it where its generation is known, except what a vendor put in besides the definition.
 */
export async function storedVersion(
  env: Environment,
  desk: Desk,
  documentOid: Oid,
  /** Query reasons of 1.2.246.537.5.40110.2006: 3 cancellation, 4 correction. */
  reason: '3' | '4',
): Promise<Uint8Array | null> {
  const own = env.store.read(tx => tx.documents.get(documentOid));
  if (own !== null) return own.bytes;
  if (env.queue.lines().some(({ service, state }) => service === 'resepti' && state === 'down')) return null;
  const answer = await env.centre.document(documentOid, contextOf(env, desk.professional, reason, ''));
  return answer.ok ? answer.value : null;
}
