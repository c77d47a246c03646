import { type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Sensitive } from '../../../../shared/kernel/sensitive.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { clockForbidsSigning } from '../../sync/service-clock.ts';
import { lineUp } from './line-up.ts';
import { type EarlyWork, made, preparedWhile } from './making.ts';
import { markBegun } from './review.ts';
import { type Portion, type Ready, type Signable, type Signables, type Signing } from './signable.ts';
import { signingCertificate } from './signing-certificate.ts';
import { type Chosen, type Signed, sorting } from './sorting.ts';
import { stored, toldBy } from './storing.ts';

/** Failures of the card and of the store would meet every further document; the others are one document's own. */
const stopsBatch = ({ code }: Failure): boolean =>
  (code.startsWith('CARD-') && code !== 'CARD-0113') || code.startsWith('DB-');

const isSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

/** Which documents go under one signature: all of a card that asks its PIN before each, else every one under its own. */
function portions(env: Environment, ready: readonly Ready[], onePin: boolean): readonly Portion[] {
  const together = !onePin && env.configuration.multiSignature === 'oneByOneCards';
  return together && isSome(ready) ? [ready] : ready.map(document => [document] as const);
}

/**
 * Signs what was shown: every item names the digest of the bytes that stood on its page. One PIN entry serves the batch where
 * the card allows it; a card that asks before each signature signs all at once (kind 2), or one, and the PIN is asked again.
 * What was signed before a card fault stays signed and queued; the rest is returned with the cause and waits for its owner.
 * @returns a refusal only when nothing could be begun (no card, wrong PIN, a certificate that may not sign)
 */
export async function signBatch(
  env: Environment,
  desk: Desk,
  signables: Signables,
  chosen: readonly Chosen[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> {
  if (clockForbidsSigning(env.queue.driftMs())) return fail({ code: 'SES-0010' });
  const certificate = signingCertificate(env, desk.professional);
  if (!certificate.ok) return certificate;
  const holds = new Map([...signables.values()].map(each => [each, each.takeBackSeconds?.() ?? 0]));
  const signing: Signing = { env, desk, certificate: certificate.value, holds };
  const sorts = sorting(signing, signables, chosen);
  const { ready, before, left } = sorts;
  const head = sorts.untilReady();
  // One that cannot be signed by this card at all says so before the PIN is spent.
  if (head === null) {
    const cause = left.find(({ failure }) => failure.code === 'CARD-0110')?.failure;
    return cause === undefined ? ok({ signed: before, left }) : fail(cause);
  }

  const opening = env.card.openSigning(pin2 === null ? null : new Sensitive(pin2));
  let early: EarlyWork;
  try {
    // While the card looks at the PIN. Nothing is signed before all are done.
    sorts.sortRest();
    const begun = ready.map(({ draft }) => draft.id);
    env.store.write(tx => markBegun(tx, desk, begun));
    early = await preparedWhile(signing, opening, ready);
  } catch (error) {
    const opened = await opening;
    if (opened.ok) await opened.value.close();
    throw error;
  }
  const session = await opening;
  if (!session.ok) {
    audited(env, desk.professional, {
      act: 'sign',
      patientId: null,
      subject: null,
      reason: head.signable.reason,
      outcome: session.error.code,
    });
    return session;
  }
  const onePin = env.card.present()?.pinScope !== 'signature';
  const signed: Signed[] = [];
  const leave = (portion: Portion, failure: Failure): void =>
    void left.push(...portion.map(({ draft }) => ({ draftId: draft.id, failure })));
  const line = lineUp(
    env,
    portions(env, ready, onePin).map(portion => ({
      portion,
      ask: () => made(signing, portion, session.value, early(portion)).catch(toldBy),
    })),
    onePin ? null : 1,
  );
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= session.value.close());
  let stopped: Failure | null = null;
  const refuse = (portion: Portion, failure: Failure): void => {
    leave(portion, failure);
    if (stopsBatch(failure)) stopped ??= failure;
  };
  try {
    while (stopped === null && !line.done()) {
      const { arrived, bug } = await line.next();
      // The card is done: it forgets the PIN while the last of its work is stored.
      if (line.done()) void close();
      const group = arrived.flatMap(({ result }) => (result.ok ? [result.value] : []));
      if (isSome(group)) {
        for (const [place, result] of stored(signing, group).entries()) {
          if (result.ok) signed.push(...result.value);
          else refuse(group[place]?.portion ?? group[0].portion, result.error);
        }
        if (signed.length > 0) env.emit({ type: 'signingProgress', signed: signed.length, of: ready.length });
      }
      for (const { portion, result } of arrived) if (!result.ok) refuse(portion, result.error);
      if (bug !== null) throw bug.error;
      if (!onePin && signed.length > 0) stopped ??= { code: 'CARD-0114' };
      await env.breathe();
    }
    if (stopped !== null) for (const { portion } of line.rest()) leave(portion, stopped);
  } finally {
    await line.settled();
    await close();
    if (signed.length > 0) {
      env.queue.wake();
      env.emit({ type: 'takeBackChanged' });
    }
  }
  return ok({ signed: [...before, ...signed], left });
}

/** A batch of one kind. */
export const signDocuments = (
  env: Environment,
  desk: Desk,
  signable: Signable,
  chosen: readonly Chosen[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> => signBatch(env, desk, new Map([[signable.kind, signable]]), chosen, pin2);
