import { type PackState } from '../../../../shared/domain/dispensing/pack-state.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type PackQuestion } from '../../ports/counter.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';

/** Query reason of 1.2.246.537.5.40110.2006: dispensing. */
const DISPENSING = '6';

export type VerifiedPack = Readonly<{
  /** Null: the service did not answer, `fault` says why. */
  state: PackState | null;
  /** Of the product, as the service told now or earlier at this workstation; null when nobody did. */
  vnr: string | null;
  fault: ErrorCode | null;
}>;

const keyOf = (gtin: string): string => `gtin.${gtin}`;

/**
 * Asks the verification service for one pack. Which VNR a GTIN stands for is remembered, so that packs of known products are
 * recognised when the line is down; how a VNR would stand inside a Nordic GTIN is not confirmed, so none is taken out of it.
 */
export async function verifyPack(
  env: Environment,
  desk: Desk,
  pack: PackQuestion,
): Promise<Result<VerifiedPack, never>> {
  const answer = await env.packs.verify(pack, contextOf(env, desk.professional, DISPENSING, ''));
  const key = keyOf(pack.gtin);
  if (answer.ok) {
    const { state, vnr } = answer.value;
    if (vnr !== null && env.store.read(tx => tx.settings.get(key)) !== vnr)
      env.store.write(tx => tx.settings.put(key, vnr));
    return ok({ state, vnr, fault: null });
  }
  const known = env.store.read(tx => tx.settings.get(key));
  return ok({ state: null, vnr: typeof known === 'string' ? known : null, fault: answer.error.code });
}
