import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type ToBeSigned, type ToBeSignedTogether } from '../../ports/documents.port.ts';
import { type SigningSession } from '../../ports/signing-card.port.ts';
import { type Portion, type Ready, type Signing } from './signable.ts';
import { signedBefore, stillAsShown } from './sorting.ts';
import { finished, type Made } from './storing.ts';

/** What the card is asked for one portion; nothing of it is kept when the card refuses. */
type Prepared = Readonly<{ at: Instant; toSign: ToBeSigned | ToBeSignedTogether }>;

/** One frozen document (kind 1), or several under one signature (kind 2: all of them or none). */
function prepared({ env, certificate }: Signing, portion: Portion): Prepared {
  const at = env.clock.now();
  const bytes = portion.map(({ frozen }) => frozen.bytes);
  const toSign =
    portion.length === 1
      ? env.documents.toBeSigned(portion[0].frozen.bytes, certificate, at)
      : env.documents.toBeSignedTogether(bytes, certificate, at);
  return { at, toSign };
}

/** What was prepared of a portion before the card was open. */
export type EarlyWork = (portion: Portion) => Prepared | undefined;

/** A signature bears the time of its digest: one that waited longer for the PIN is made anew. */
const LONGEST_EARLY_MS = 500;

/** Prepares single documents for as long as the card looks at a PIN; with a card that takes long nothing is gained. */
export async function preparedWhile(
  signing: Signing,
  opening: Promise<unknown>,
  ready: readonly Ready[],
): Promise<EarlyWork> {
  const { env } = signing;
  const beganMs = env.clock.monotonicMs();
  const kept = new Map<string, Prepared>();
  let waits = true;
  const arrived = (): void => void (waits = false);
  opening.then(arrived, arrived);
  for (const document of ready) {
    await env.breathe();
    if (!waits || env.clock.monotonicMs() - beganMs > LONGEST_EARLY_MS) break;
    kept.set(document.draft.id, prepared(signing, [document]));
  }
  await opening;
  const isFresh = env.clock.monotonicMs() - beganMs <= LONGEST_EARLY_MS;
  return portion => (isFresh && portion.length === 1 ? kept.get(portion[0].draft.id) : undefined);
}

/** Has the card sign a portion, checks the signature and prepares what is to be stored. */
export async function made(
  signing: Signing,
  portion: Portion,
  session: SigningSession,
  before: Prepared | undefined,
): Promise<Result<Made, Failure>> {
  const { env, desk } = signing;
  const [first] = portion;
  const alone = portion.length === 1;
  const refused = env.store.read(tx => portion.map(each => stillAsShown(tx, each)).find(each => !each.ok));
  if (refused?.ok === false) {
    // Not there any more because it was signed meanwhile, from another press of the button.
    const earlier = alone ? env.store.read(tx => signedBefore(tx, desk, first.draft.id)) : null;
    return earlier === null ? refused : ok({ portion, before: () => [earlier], store: () => [] });
  }
  const { at, toSign } = before ?? prepared(signing, portion);
  const signature = await session.sign(toSign.digest, toSign.hash);
  if (!signature.ok) return signature;
  // What leaves this desk has been checked here first: a failure is a bug or a faulty card, never something to retry.
  const checked = await toSign.check(signature.value);
  if (!checked.ok) {
    env.log.error('sign.verify', { finding: checked.error.finding });
    return fail({ code: 'CARD-0112' });
  }
  const finish = toSign.finish(signature.value);
  const signed = finish instanceof Uint8Array ? [finish] : finish;
  const stores = portion.map((each, place) => finished(signing, each, signed[place] ?? new Uint8Array(), at));
  return ok({
    portion,
    before(tx) {
      const meanwhile = alone ? signedBefore(tx, desk, first.draft.id) : null;
      return meanwhile === null ? null : [meanwhile];
    },
    store: tx => stores.map(store => store(tx)),
  });
}
