import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant, instantMs, instantOfMs } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { StoreFault, type Tx } from '../../ports/store.port.ts';
import { authorOf } from '../queue/enqueue.ts';
import { leaveReview } from './review.ts';
import { type Portion, type Ready, type Signing } from './signable.ts';
import { type Signed, stillAsShown } from './sorting.ts';
import { keepForTakeBack } from './take-back.ts';

/** A signed document with the message that takes it to the service: everything but the storing. */
export function finished(
  { env, desk, holds }: Signing,
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
export type Made = Readonly<{
  portion: Portion;
  /** What was stored of it before, from another press of the button: nothing more is to be done. */
  before(tx: Tx): readonly Signed[] | null;
  /** Everything that belongs to the acts; their drafts go. */
  store(tx: Tx): readonly Signed[];
}>;

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
export function stored({ env, desk }: Signing, group: readonly Made[]): readonly Stored[] {
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
