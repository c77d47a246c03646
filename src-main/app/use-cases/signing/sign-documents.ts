import { type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { type Confirmation } from '../../../../shared/domain/finding.ts';
import { type Professional, fullName } from '../../../../shared/domain/people/person.ts';
import { type Act, type Service } from '../../../../shared/domain/queue.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Sensitive } from '../../../../shared/kernel/sensitive.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { type CardCertificate, type SigningSession } from '../../ports/signing-card.port.ts';
import { StoreFault, type Draft, type DraftKind, type Tx } from '../../ports/store.port.ts';
import { auditIn, audited } from '../../audit/audited.ts';
import { clockForbidsSigning } from '../../sync/service-clock.ts';
import { type Desk } from '../../session/session.ts';

type Chosen = Readonly<{ draftId: string; digest: string }>;
type Signed = SignResult['signed'][number];

/** What one kind of document adds to the signing that all share. */
export type Signable = Readonly<{
  kind: DraftKind;
  act: Act;
  service: Service;
  /** Query reason that the message is sent under, 1.2.246.537.5.40110.2006. */
  reason: string;
  /** A last look before the card is asked: rules that stop signing, states that changed since. */
  refusal(draft: Draft): Failure | null;
  /** Findings that the signer took on with a reason. */
  confirmations(draft: Draft): readonly Confirmation[];
  orderKey(content: DocumentContent['content']): string;
  summary(content: DocumentContent['content']): string;
  /** Further changes in the transaction that stores the signed document. */
  alsoStore?(tx: Tx, draft: Draft): void;
}>;

/** The certificate that may sign for this professional now, or why none may. */
function signingCertificate(
  env: Environment,
  professional: Professional,
  kind: DraftKind,
): Result<CardCertificate, Failure> {
  const card = env.card.present();
  if (card === null) return fail({ code: 'CARD-0104' });
  if (card.registrationNumber !== professional.registrationNumber) return fail({ code: 'CARD-0106' });
  const certificate = card.certificates.find(c => c.purpose === 'signing');
  if (certificate === undefined) return fail({ code: 'CARD-0107' });
  const judged = env.trust.judge(certificate.der, 'signing', env.clock.nowMs());
  if (!judged.ok) return judged;
  if (kind === 'prescription' && certificate.identifierNumber === null) return fail({ code: 'CARD-0110' });
  return ok(certificate);
}

/** The draft when it still lies here as it was shown; a form may be changed or thrown away while the card is working. */
function stillAsShown(tx: Tx, shown: Draft): Result<Draft, Failure<'FORM-0004' | 'CARD-0113'>> {
  const now = tx.drafts.get(shown.id);
  if (now === null) return fail({ code: 'FORM-0004' });
  return now.frozen !== null && now.frozen.digest === shown.frozen?.digest ? ok(now) : fail({ code: 'CARD-0113' });
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

/** Signs one frozen document and stores everything that belongs to the act in one transaction. */
async function signOne(
  env: Environment,
  desk: Desk,
  signable: Signable,
  draft: Draft,
  certificate: CardCertificate,
  session: SigningSession,
): Promise<Result<Signed, Failure>> {
  const earlier = env.store.read(tx => signedBefore(tx, desk, draft.id));
  if (earlier !== null) return ok(earlier);
  const before = env.store.read(tx => stillAsShown(tx, draft));
  if (!before.ok) return before;
  if (draft.frozen === null) return fail({ code: 'CARD-0113' });
  const at = env.clock.now();
  const toSign = env.documents.toBeSigned(draft.frozen.bytes, certificate, at);
  const signature = await session.sign(toSign.digest, toSign.hash);
  if (!signature.ok) return signature;
  const signed = toSign.finish(signature.value);
  // What leaves this desk has been verified here first: a failure is a bug or a faulty card, never something to retry.
  const verified = env.documents.verify(signed);
  if (!verified.ok) {
    env.log.error('sign.verify', { finding: verified.error.finding });
    return fail({ code: 'CARD-0112' });
  }
  const document = { kind: signable.kind, content: draft.frozen.content } as DocumentContent;
  const body = env.messages.documentSubmission({
    messageId: draft.messageId,
    signed,
    document,
    author: desk.professional,
    at,
  });
  const { content } = document;
  return env.store.write((tx): Result<Signed, Failure> => {
    const meanwhile = signedBefore(tx, desk, draft.id);
    if (meanwhile !== null) return ok(meanwhile);
    const after = stillAsShown(tx, draft);
    if (!after.ok) return after;
    tx.documents.add({
      oid: content.oid,
      setId: content.setId,
      version: content.version,
      kind: signable.kind,
      patientId: draft.patientId,
      bytes: signed,
      digest: env.sha256(signed),
      content,
      signedAt: at,
      signedBy: desk.professional.registrationNumber,
    });
    const queued = tx.outbox.add({
      // The act is found again by the draft that it was.
      id: draft.id,
      documentOid: content.oid,
      messageId: draft.messageId,
      act: signable.act,
      service: signable.service,
      orderKey: signable.orderKey(content),
      after: [],
      patientId: draft.patientId,
      summary: signable.summary(content),
      author: {
        registrationNumber: desk.professional.registrationNumber,
        name: fullName(desk.professional),
        right: desk.professional.right,
        organisationOid: desk.professional.organisation.oid,
        unitOid: desk.professional.organisation.oid,
      },
      reason: signable.reason,
      body,
      documentDigest: env.sha256(signed),
      notBefore: at,
      queuedAt: at,
    });
    signable.alsoStore?.(tx, draft);
    auditIn(tx, env, desk.professional, {
      act: 'sign',
      patientId: draft.patientId,
      subject: content.oid,
      reason: signable.reason,
      outcome: 'ok',
    });
    // The document does not carry the reasons, the log does.
    for (const taken of signable.confirmations(draft).filter(({ reason }) => reason.trim() !== ''))
      auditIn(tx, env, desk.professional, {
        act: 'confirm',
        patientId: draft.patientId,
        subject: content.oid,
        reason: `${taken.rule}: ${taken.reason}`,
        outcome: 'ok',
      });
    tx.drafts.remove(draft.id);
    return ok({ draftId: draft.id, documentOid: content.oid, queueItemId: queued.id });
  });
}

/** A store that refuses is an answer for this document, so that what was signed before it is told. */
async function signOrTell(...args: Parameters<typeof signOne>): Promise<Result<Signed, Failure>> {
  try {
    return await signOne(...args);
  } catch (error) {
    if (error instanceof StoreFault) return fail({ code: error.code });
    throw error;
  }
}

/** Failures of the card and of the store would meet every further document; the others are one document's own. */
const stopsBatch = ({ code }: Failure): boolean =>
  (code.startsWith('CARD-') && code !== 'CARD-0113') || code.startsWith('DB-');

/**
 * Signs what was shown: every item names the digest of the bytes that stood in the preview. One PIN entry serves the batch.
 * What was signed before a card fault stays signed and queued; the rest is returned with the cause.
 * @returns a refusal only when nothing could be begun (no card, wrong PIN, a certificate that may not sign)
 */
export async function signDocuments(
  env: Environment,
  desk: Desk,
  signable: Signable,
  chosen: readonly Chosen[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> {
  if (clockForbidsSigning(env.queue.driftMs())) return fail({ code: 'SES-0010' });
  const certificate = signingCertificate(env, desk.professional, signable.kind);
  if (!certificate.ok) return certificate;

  const ready: Draft[] = [];
  const left: SignResult['left'] = [];
  const done: Signed[] = [];
  for (const { draftId, digest } of chosen) {
    const [draft, before] = env.store.read(tx => [tx.drafts.get(draftId), signedBefore(tx, desk, draftId)] as const);
    if (before !== null) {
      done.push(before);
    } else if (draft === null || draft.kind !== signable.kind || draft.owner !== desk.professional.registrationNumber) {
      left.push({ draftId, failure: { code: 'FORM-0004' } });
    } else if (draft.frozen === null || draft.frozen.digest !== digest) {
      left.push({ draftId, failure: { code: 'CARD-0113' } });
    } else {
      const refused = signable.refusal(draft);
      if (refused === null) ready.push(draft);
      else left.push({ draftId, failure: refused });
    }
  }
  if (ready.length === 0) return ok({ signed: done, left });

  const session = await env.card.openSigning(pin2 === null ? null : new Sensitive(pin2));
  if (!session.ok) {
    audited(env, desk.professional, {
      act: 'sign',
      patientId: null,
      subject: null,
      reason: signable.reason,
      outcome: session.error.code,
    });
    return session;
  }
  try {
    let stopped: Failure | null = null;
    for (const draft of ready) {
      if (stopped !== null) {
        left.push({ draftId: draft.id, failure: stopped });
        continue;
      }
      if (done.some(({ draftId }) => draftId === draft.id)) {
        left.push({ draftId: draft.id, failure: { code: 'FORM-0004' } });
        continue;
      }
      const result = await signOrTell(env, desk, signable, draft, certificate.value, session.value);
      if (result.ok) done.push(result.value);
      else {
        left.push({ draftId: draft.id, failure: result.error });
        if (stopsBatch(result.error)) stopped = result.error;
      }
    }
  } finally {
    await session.value.close();
    if (done.length > 0) env.queue.wake();
  }
  return ok({ signed: done, left });
}
