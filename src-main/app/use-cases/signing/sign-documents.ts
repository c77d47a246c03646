import { type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { type Confirmation } from '../../../../shared/domain/finding.ts';
import { type Professional } from '../../../../shared/domain/people/person.ts';
import { type Act, type Service } from '../../../../shared/domain/queue.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Sensitive } from '../../../../shared/kernel/sensitive.ts';
import { type Instant, instantMs, instantOfMs, type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent, type ToBeSigned, type ToBeSignedTogether } from '../../ports/documents.port.ts';
import { type CardCertificate, type SigningSession } from '../../ports/signing-card.port.ts';
import { type Draft, type DraftKind } from '../../ports/store/drafts.port.ts';
import { StoreFault, type Tx } from '../../ports/store.port.ts';
import { auditIn, audited } from '../../audit/audited.ts';
import { clockForbidsSigning } from '../../sync/service-clock.ts';
import { type Desk } from '../../session/session.ts';
import { authorOf } from '../queue/enqueue.ts';
import { lineUp } from './line-up.ts';
import { leaveReview, markBegun, shownDocuments } from './review.ts';
import { keepForTakeBack } from './take-back.ts';

type Chosen = Readonly<{ draftId: string; digest: string }>;
type Signed = SignResult['signed'][number];

/** What one kind of document adds to the signing that all share. */
export type Signable = Readonly<{
  kind: DraftKind;
  /** Where one kind of draft becomes several kinds of documents. */
  kindOf?(content: DocumentContent['content'], draft: Draft): DocumentContent['kind'];
  act: Act;
  service: Service;
  /** Query reason that the message is sent under, 1.2.246.537.5.40110.2006. */
  reason: string;
  /** Where one kind of draft goes under several reasons. */
  reasonOf?(draft: Draft): string;
  /** The signer prescribes, so the card must bear a prescriber’s identifier (SV number). */
  signsAsPrescriber?(draft: Draft): boolean;
  /** A last look before the card is asked: rules that stop signing, states that changed since. */
  refusal(draft: Draft): Failure | null;
  /** Findings that the signer took on with a reason. */
  confirmations(draft: Draft): readonly Confirmation[];
  orderKey(content: DocumentContent['content']): string;
  summary(content: DocumentContent['content'], draft: Draft): string;
  /** The last day on which the act still makes sense (`OutboxItem.validUntil`); left out, it always does. */
  validUntil?(content: DocumentContent['content'], draft: Draft): LocalDate | null;
  /** Queue items that must be accepted before this one may go. */
  afterOf?(tx: Tx, content: DocumentContent['content']): readonly string[];
  /** Seconds that the signed act waits before it is sent, and may be taken back meanwhile; 0 where left out. */
  takeBackSeconds?(): number;
  /** Further changes in the transaction that stores the signed document. */
  alsoStore?(tx: Tx, draft: Draft): void;
  /** Further changes in the same transaction, once for all that it stores of this kind. */
  alsoStoreTogether?(tx: Tx, drafts: readonly Draft[]): void;
}>;
/** The kinds that a batch may hold. */
export type Signables = ReadonlyMap<DraftKind, Signable>;

type Frozen = NonNullable<Draft['frozen']>;
/** A document that may be signed now, as it was shown. */
type Ready = Readonly<{ signable: Signable; draft: Draft; frozen: Frozen }>;
/** What goes under one signature. */
type Portion = readonly [Ready, ...Ready[]];
type Desked = Readonly<{
  env: Environment;
  desk: Desk;
  certificate: CardCertificate;
  /** Seconds that an act of this kind waits before it is sent: the signer's setting, read once for the batch. */
  holds: ReadonlyMap<Signable, number>;
}>;

/** The certificate that may sign for this professional now, or why none may. */
export function signingCertificate(env: Environment, professional: Professional): Result<CardCertificate, Failure> {
  const card = env.card.present();
  if (card === null) return fail({ code: 'CARD-0104' });
  if (card.registrationNumber !== professional.registrationNumber) return fail({ code: 'CARD-0106' });
  const certificate = card.certificates.find(c => c.purpose === 'signing');
  if (certificate === undefined) return fail({ code: 'CARD-0107' });
  const judged = env.trust.judge(certificate.der, 'signing', env.clock.nowMs());
  return judged.ok ? ok(certificate) : judged;
}

/** The draft when it still lies here as it was shown; a form may be changed or thrown away while the card is working. */
function stillAsShown(tx: Tx, shown: Ready): Result<null, Failure<'FORM-0004' | 'CARD-0113'>> {
  const now = tx.drafts.frozenDigest(shown.draft.id);
  if (now === undefined) return fail({ code: 'FORM-0004' });
  return now === shown.frozen.digest ? ok(null) : fail({ code: 'CARD-0113' });
}

/**
 * What this draft has become, when it was signed before: the desk stopped, or the answer was lost, between the saving and the
 * screen. Asking again finds the act and makes no second one.
 */
function signedBefore(tx: Tx, desk: Desk, draftId: string): Signed | null {
  const item = tx.outbox.get(draftId);
  return item === null || item.author.registrationNumber !== desk.professional.registrationNumber
    ? null
    : { draftId, documentOid: item.documentOid, queueItemId: item.id };
}

type Sorting = Readonly<{
  ready: Ready[];
  before: Signed[];
  left: SignResult['left'];
  /** @returns whether the card may sign it */
  sort(one: Chosen): boolean;
}>;

/** Sorts what was asked for, one by one, into what the card may sign, what was signed before and what may not be, with its cause. */
function sorting({ env, desk, certificate }: Desked, signables: Signables): Sorting {
  const ready: Ready[] = [];
  const before: Signed[] = [];
  const left: SignResult['left'] = [];
  const isShown = env.store.read(tx => shownDocuments(tx, desk));

  function judged({ draftId, digest }: Chosen, draft: Draft | null): Result<Ready, Failure> {
    const signable = draft === null ? undefined : signables.get(draft.kind);
    const isTwice = ready.some(other => other.draft.id === draftId);
    if (draft === null || signable === undefined || isTwice || draft.owner !== desk.professional.registrationNumber)
      return fail({ code: 'FORM-0004' });
    if (draft.frozen === null || draft.frozen.digest !== digest) return fail({ code: 'CARD-0113' });
    if (!isShown(draftId, digest)) return fail({ code: 'FORM-0006' });
    if (signable.signsAsPrescriber?.(draft) === true && certificate.identifierNumber === null)
      return fail({ code: 'CARD-0110' });
    const refused = signable.refusal(draft);
    return refused === null ? ok({ signable, draft, frozen: draft.frozen }) : fail(refused);
  }

  return {
    ready,
    before,
    left,
    sort(one) {
      const { draftId } = one;
      const [earlier, draft] = env.store.read(tx => [signedBefore(tx, desk, draftId), tx.drafts.get(draftId)] as const);
      if (earlier !== null) {
        before.push(earlier);
        return false;
      }
      const judgement = judged(one, draft);
      if (judgement.ok) ready.push(judgement.value);
      else left.push({ draftId, failure: judgement.error });
      return judgement.ok;
    },
  };
}

/** A signed document with the message that takes it to the service: everything but the storing. */
function finished(
  { env, desk, holds }: Desked,
  { signable, draft, frozen }: Ready,
  signed: Uint8Array,
  at: Instant,
): (tx: Tx) => Signed {
  const content = frozen.content as DocumentContent['content'];
  const document = { kind: signable.kindOf?.(content, draft) ?? signable.kind, content } as DocumentContent;
  const digest = env.sha256(signed);
  const { messageId, patientId } = draft;
  const reason = signable.reasonOf?.(draft) ?? signable.reason;
  const seconds = holds.get(signable) ?? 0;
  const body = env.messages.documentSubmission({ messageId, signed, document, author: desk.professional, at });
  const note = (tx: Tx, act: 'sign' | 'confirm', why: string): void =>
    auditIn(tx, env, desk.professional, { act, patientId, subject: content.oid, reason: why, outcome: 'ok' });
  return tx => {
    const stored = {
      oid: content.oid,
      setId: content.setId,
      version: content.version,
      kind: signable.kind,
      patientId,
      bytes: signed,
      digest,
      content,
      signedAt: at,
      signedBy: desk.professional.registrationNumber,
    };
    tx.documents.add(stored, draft);
    tx.drafts.remove(draft.id);
    const queued = tx.outbox.add({
      // The act is found again by the draft that it was.
      id: draft.id,
      documentOid: content.oid,
      messageId,
      act: signable.act,
      service: signable.service,
      orderKey: signable.orderKey(content),
      after: signable.afterOf?.(tx, content) ?? [],
      patientId,
      summary: signable.summary(content, draft),
      author: authorOf(desk),
      reason,
      validUntil: signable.validUntil?.(content, draft) ?? null,
      body,
      documentDigest: digest,
      notBefore: instantOfMs(instantMs(at) + seconds * 1000),
      queuedAt: at,
    });
    keepForTakeBack(tx, queued.id, draft, at, seconds);
    signable.alsoStore?.(tx, draft);
    note(tx, 'sign', reason);
    // The document does not carry the reasons: they stand beside it, as written. The log names the rules, never a text.
    const confirmations = signable.confirmations(draft).filter(({ reason }) => reason.trim() !== '');
    tx.documents.addConfirmations(content.oid, confirmations);
    for (const { rule } of confirmations) note(tx, 'confirm', rule);
    return { draftId: draft.id, documentOid: content.oid, queueItemId: queued.id };
  };
}

/** A portion that the card has signed, waiting to be stored. */
type Made = Readonly<{
  portion: Portion;
  /** What was stored of it before, from another press of the button: nothing more is to be done. */
  before(tx: Tx): readonly Signed[] | null;
  /** Everything that belongs to the acts; their drafts go. */
  store(tx: Tx): readonly Signed[];
}>;

/** What the card is asked for one portion; nothing of it is kept when the card refuses. */
type Prepared = Readonly<{ at: Instant; toSign: ToBeSigned | ToBeSignedTogether }>;

/** One frozen document (kind 1), or several under one signature (kind 2: all of them or none). */
function prepared({ env, certificate }: Desked, portion: Portion): Prepared {
  const at = env.clock.now();
  const bytes = portion.map(({ frozen }) => frozen.bytes);
  const toSign =
    portion.length === 1
      ? env.documents.toBeSigned(portion[0].frozen.bytes, certificate, at)
      : env.documents.toBeSignedTogether(bytes, certificate, at);
  return { at, toSign };
}

/** Has the card sign a portion, checks the signature and prepares what is to be stored. */
async function made(
  desked: Desked,
  portion: Portion,
  session: SigningSession,
  before: Prepared | undefined,
): Promise<Result<Made, Failure>> {
  const { env, desk } = desked;
  const [first] = portion;
  const alone = portion.length === 1;
  const refused = env.store.read(tx => portion.map(each => stillAsShown(tx, each)).find(each => !each.ok));
  if (refused?.ok === false) {
    // Not there any more because it was signed meanwhile, from another press of the button.
    const earlier = alone ? env.store.read(tx => signedBefore(tx, desk, first.draft.id)) : null;
    return earlier === null ? refused : ok({ portion, before: () => [earlier], store: () => [] });
  }
  const { at, toSign } = before ?? prepared(desked, portion);
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
  const stores = portion.map((each, place) => finished(desked, each, signed[place] ?? new Uint8Array(), at));
  return ok({
    portion,
    before(tx) {
      const meanwhile = alone ? signedBefore(tx, desk, first.draft.id) : null;
      return meanwhile === null ? null : [meanwhile];
    },
    store: tx => stores.map(store => store(tx)),
  });
}

/** A store that refuses is an answer for these documents, so that what was stored before them is told. */
export function toldBy(error: unknown): Result<never, Failure> {
  if (error instanceof StoreFault) return fail({ code: error.code });
  throw error;
}

type Stored = Result<readonly Signed[], Failure>;

/** Stores a portion, unless a form was changed or thrown away while the card was working. `fresh` is what was not there before. */
function storedIn(tx: Tx, { portion, before, store }: Made): Readonly<{ result: Stored; fresh: readonly Ready[] }> {
  const earlier = before(tx);
  if (earlier !== null) return { result: ok(earlier), fresh: [] };
  const changed = portion.map(each => stillAsShown(tx, each)).find(each => !each.ok);
  return changed?.ok === false ? { result: changed, fresh: [] } : { result: ok(store(tx)), fresh: portion };
}

/** Stores what the card has signed in one transaction: all of it is there, or none. */
function stored({ env, desk }: Desked, group: readonly Made[]): readonly Stored[] {
  try {
    return env.store.write(tx => {
      const done = group.map(made => storedIn(tx, made));
      const fresh = done.flatMap(each => each.fresh);
      for (const kind of new Set(fresh.map(({ signable }) => signable))) {
        const drafts = fresh.filter(({ signable }) => signable === kind).map(({ draft }) => draft);
        kind.alsoStoreTogether?.(tx, drafts);
      }
      const results = done.map(({ result }) => result);
      const signed = results.flatMap(result => (result.ok ? result.value : []));
      const draftIds = signed.map(({ draftId }) => draftId);
      leaveReview(tx, desk, draftIds);
      return results;
    });
  } catch (error) {
    const told = toldBy(error);
    return group.map(() => told);
  }
}

/** Failures of the card and of the store would meet every further document; the others are one document's own. */
const stopsBatch = ({ code }: Failure): boolean =>
  (code.startsWith('CARD-') && code !== 'CARD-0113') || code.startsWith('DB-');

const isSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

/** Which documents go under one signature: all of a card that asks its PIN before each, else every one under its own. */
function portions(env: Environment, ready: readonly Ready[], onePin: boolean): readonly Portion[] {
  const together = !onePin && env.configuration.multiSignature === 'oneByOneCards';
  return together && isSome(ready) ? [ready] : ready.map(document => [document] as const);
}

/** What was prepared of a portion before the card was open. */
type EarlyWork = (portion: Portion) => Prepared | undefined;

/** A signature bears the time of its digest: one that waited longer for the PIN is made anew. */
const LONGEST_EARLY_MS = 500;

/** Prepares single documents for as long as the card looks at a PIN; with a card that takes long nothing is gained. */
async function preparedWhile(desked: Desked, opening: Promise<unknown>, ready: readonly Ready[]): Promise<EarlyWork> {
  const { env } = desked;
  const beganMs = env.clock.monotonicMs();
  const kept = new Map<string, Prepared>();
  let waits = true;
  const arrived = (): void => void (waits = false);
  opening.then(arrived, arrived);
  for (const document of ready) {
    await env.breathe();
    if (!waits || env.clock.monotonicMs() - beganMs > LONGEST_EARLY_MS) break;
    kept.set(document.draft.id, prepared(desked, [document]));
  }
  await opening;
  const isFresh = env.clock.monotonicMs() - beganMs <= LONGEST_EARLY_MS;
  return portion => (isFresh && portion.length === 1 ? kept.get(portion[0].draft.id) : undefined);
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
  const desked: Desked = { env, desk, certificate: certificate.value, holds };
  const { ready, before, left, sort } = sorting(desked, signables);
  const first = chosen.findIndex(sort);
  const [head] = ready;
  // One that cannot be signed by this card at all says so before the PIN is spent.
  if (head === undefined) {
    const cause = left.find(({ failure }) => failure.code === 'CARD-0110')?.failure;
    return cause === undefined ? ok({ signed: before, left }) : fail(cause);
  }

  const opening = env.card.openSigning(pin2 === null ? null : new Sensitive(pin2));
  let early: EarlyWork;
  try {
    // While the card looks at the PIN. Nothing is signed before all are done.
    chosen.slice(first + 1).forEach(sort);
    const begun = ready.map(({ draft }) => draft.id);
    env.store.write(tx => markBegun(tx, desk, begun));
    early = await preparedWhile(desked, opening, ready);
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
      ask: () => made(desked, portion, session.value, early(portion)).catch(toldBy),
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
        for (const [place, result] of stored(desked, group).entries()) {
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
