import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type Capability, may } from '../../../shared/domain/people/capabilities.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type DraftKind } from '../ports/store/drafts.port.ts';
import { type Caller, type Desk } from '../session/session.ts';
import { dispensingSignable } from '../use-cases/dispensing/dispense.ts';
import { prescriptionSignable } from '../use-cases/prescribing/prescribe.ts';
import { recordSignable } from '../use-cases/records/record-entry.ts';
import { leaveReview, showDocument, waitingDocuments } from '../use-cases/signing/review.ts';
import { signBatch } from '../use-cases/signing/sign-documents.ts';
import { type Signable, type Signables } from '../use-cases/signing/signable.ts';
import { type QueueDecision } from '../use-cases/queue/decision.ts';
import { takeBack, takeBackWindow } from '../use-cases/signing/take-back.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type SigningHandlers = Handlers<Pick<Api, 'signing'>, Caller>['signing'];

/** Which role signs which kind of document, and how. */
const KINDS: Readonly<
  Record<DraftKind, Readonly<{ needs: Capability; of: (env: Environment, desk: Desk) => Signable }>>
> = {
  prescription: { needs: 'prescribe', of: prescriptionSignable },
  dispensing: { needs: 'dispense', of: dispensingSignable },
  record: { needs: 'recordEntry', of: recordSignable },
};

/** Everything that this person's role may sign. */
function signablesOf(env: Environment, desk: Desk): Signables {
  return new Map(
    Object.values(KINDS)
      .filter(({ needs }) => may(desk.professional, needs))
      .map(({ of }) => of(env, desk))
      .map(signable => [signable.kind, signable]),
  );
}

export const signingHandlers = (env: Environment, decide: QueueDecision): SigningHandlers => ({
  takeBackWindow: (_, caller) => ok(takeBackWindow(env, deskOf(caller))),
  takeBack: ({ itemIds }, caller) => ok(takeBack(env, deskOf(caller), decide, itemIds)),
  shown: ({ draftId, digest }, caller) => showDocument(env, deskOf(caller), draftId, digest),
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', SigningHandlers>(
      await signBatch(env, deskOf(caller), signablesOf(env, deskOf(caller)), items, pin2),
    ),
  waiting: (_params, caller) => ok(waitingDocuments(env, deskOf(caller))),
  leave: ({ draftIds }, caller) => {
    env.store.write(tx => leaveReview(tx, deskOf(caller), draftIds));
    return ok({});
  },
});
