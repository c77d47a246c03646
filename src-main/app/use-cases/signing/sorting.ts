import { type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { shownDocuments } from './review.ts';
import { type Ready, type Signables, type Signing } from './signable.ts';

/** What the button names: a document, and the bytes that stood on its page. */
export type Chosen = Readonly<{ draftId: string; digest: string }>;
export type Signed = SignResult['signed'][number];

/**
 * What this draft has become, when it was signed before: the desk stopped, or the answer was lost, between the saving and the
 * screen. Asking again finds the act and makes no second one.
 */
export function signedBefore(tx: Tx, desk: Desk, draftId: string): Signed | null {
  const item = tx.outbox.get(draftId);
  return item === null || item.author.registrationNumber !== desk.professional.registrationNumber
    ? null
    : { draftId, documentOid: item.documentOid, queueItemId: item.id };
}

/** The draft when it still lies here as it was shown; a form may be changed or thrown away while the card is working. */
export function stillAsShown(tx: Tx, shown: Ready): Result<null, Failure<'FORM-0004' | 'CARD-0113'>> {
  const now = tx.drafts.frozenDigest(shown.draft.id);
  if (now === undefined) return fail({ code: 'FORM-0004' });
  return now === shown.frozen.digest ? ok(null) : fail({ code: 'CARD-0113' });
}

type Sorting = Readonly<{
  ready: Ready[];
  before: Signed[];
  left: SignResult['left'];
  /** Sorts in their order until one may be signed: reason enough to ask for a PIN. @returns it, or null when none may */
  untilReady(): Ready | null;
  sortRest(): void;
}>;

/** Sorts what was asked for, one by one, into what the card may sign, what was signed before and what may not be, with its cause. */
export function sorting({ env, desk, certificate }: Signing, signables: Signables, chosen: readonly Chosen[]): Sorting {
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

  let next = 0;
  function sortNext(): void {
    const one = chosen[next];
    if (one === undefined) return;
    next += 1;
    const { draftId } = one;
    const [earlier, draft] = env.store.read(tx => [signedBefore(tx, desk, draftId), tx.drafts.get(draftId)] as const);
    if (earlier !== null) {
      before.push(earlier);
      return;
    }
    const judgement = judged(one, draft);
    if (judgement.ok) ready.push(judgement.value);
    else left.push({ draftId, failure: judgement.error });
  }

  return {
    ready,
    before,
    left,
    untilReady() {
      while (ready.length === 0 && next < chosen.length) sortNext();
      return ready[0] ?? null;
    },
    sortRest() {
      while (next < chosen.length) sortNext();
    },
  };
}
