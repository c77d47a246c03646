import { type Preview, type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { isForSigningAgain } from '../../../../shared/domain/attention.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Language } from '../../../../shared/kernel/language.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { Sensitive } from '../../../../shared/kernel/sensitive.ts';
import { auditIn, audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type DocumentContent } from '../../ports/documents.port.ts';
import { type StoredDocument } from '../../ports/store/documents.port.ts';
import { type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type Desk } from '../../session/session.ts';
import { isGivenUp } from '../../sync/outbox.ts';
import { clockForbidsSigning } from '../../sync/service-clock.ts';
import { type QueueDecision } from '../queue/decision.ts';
import { signingCertificate } from './signing-certificate.ts';
import { toldBy } from './storing.ts';

/** A document whose signature the service did not accept, with the bytes that were shown before it was signed. */
type Refused = Readonly<{ item: OutboxItem; stored: StoredDocument; unsigned: Uint8Array; digest: string }>;

type NotAgain = Failure<'QUE-0001' | 'QUE-0002' | 'QUE-0005' | 'QUE-0009' | 'DB-0003'>;

function refusedIn(env: Environment, desk: Desk, itemId: string): Result<Refused, NotAgain> {
  const { item, stored } = env.store.read(tx => {
    const found = tx.outbox.get(itemId);
    return { item: found, stored: found === null ? null : tx.documents.get(found.documentOid) };
  });
  if (item === null) return fail({ code: 'QUE-0001' });
  if (item.author.registrationNumber !== desk.professional.registrationNumber) return fail({ code: 'QUE-0009' });
  if (!isForSigningAgain({ ...item, givenUp: isGivenUp(item) })) return fail({ code: 'QUE-0002' });
  if (env.queue.cancellableInMs(itemId) > 0) return fail({ code: 'QUE-0005' });
  if (stored === null || env.sha256(stored.bytes) !== item.documentDigest) return fail({ code: 'DB-0003' });
  const unsigned = env.documents.unsigned(stored.bytes);
  if (unsigned === null) return fail({ code: 'DB-0003' });
  return ok({ item, stored, unsigned, digest: env.sha256(unsigned) });
}

/**
 * The page of a document that its author may sign again: the very bytes that were signed before, without that signature.
 * Nobody else is shown it. Opening it stands in the log.
 */
export function toSignAgain(
  env: Environment,
  desk: Desk,
  itemId: string,
): Result<Readonly<{ preview: Preview; language: Language }>, NotAgain> {
  const refused = refusedIn(env, desk, itemId);
  if (!refused.ok) return refused;
  const { item, unsigned, digest } = refused.value;
  const language = env.store.write(tx => {
    auditIn(tx, env, desk.professional, {
      act: 'open',
      patientId: item.patientId,
      subject: item.documentOid,
      reason: item.reason,
      outcome: 'ok',
    });
    return tx.patients.get(item.patientId)?.language ?? 'fi';
  });
  const preview: Preview = {
    draftId: item.id,
    documentOid: item.documentOid,
    title: item.summary,
    readable: [...env.documents.readable(unsigned)],
    findings: [],
    digest,
  };
  return ok({ preview, language });
}

/**
 * Puts a new signature in the place of the one that the service did not accept: the same document under its own identifier,
 * a new message with a name of its own, the same place in the lane. Everything is stored in the transaction of the decision:
 * before it the item is refused as it was, and nothing is sent. The bytes that were refused stay, with their link.
 * @param digest of the page that was shown
 */
export async function signAgain(
  env: Environment,
  desk: Desk,
  decide: QueueDecision,
  { itemId, digest, pin2 }: Readonly<{ itemId: string; digest: string; pin2: string | null }>,
): Promise<Result<SignResult, Failure>> {
  if (clockForbidsSigning(env.queue.driftMs())) return fail({ code: 'SES-0010' });
  const refused = refusedIn(env, desk, itemId);
  if (!refused.ok) return refused;
  const { item } = refused.value;
  if (refused.value.digest !== digest) return fail({ code: 'CARD-0113' });
  const certificate = signingCertificate(env, desk.professional);
  if (!certificate.ok) return certificate;
  if (item.act === 'prescription' && certificate.value.identifierNumber === null) return fail({ code: 'CARD-0110' });

  const at = env.clock.now();
  const toSign = env.documents.toBeSigned(refused.value.unsigned, certificate.value, at);
  const session = await env.card.openSigning(pin2 === null ? null : new Sensitive(pin2));
  if (!session.ok) {
    audited(env, desk.professional, {
      act: 'sign',
      patientId: null,
      subject: null,
      reason: item.reason,
      outcome: session.error.code,
    });
    return session;
  }
  try {
    const signature = await session.value.sign(toSign.digest, toSign.hash);
    if (!signature.ok) return signature;
    const checked = await toSign.check(signature.value);
    if (!checked.ok) {
      env.log.error('sign.verify', { finding: checked.error.finding });
      return fail({ code: 'CARD-0112' });
    }
    return storedAgain(env, desk, decide, refused.value, toSign.finish(signature.value), at);
  } finally {
    await session.value.close();
  }
}

function storedAgain(
  env: Environment,
  desk: Desk,
  decide: QueueDecision,
  { item, stored, unsigned }: Refused,
  signed: Uint8Array,
  signedAt: StoredDocument['signedAt'],
): Result<SignResult, Failure> {
  const read = env.documents.read(unsigned);
  if (!read.ok) return fail({ code: 'DB-0003' });
  const document = { kind: read.value.kind, content: stored.content } as DocumentContent;
  const digest = env.sha256(signed);
  const messageId = env.newUuid();
  const author = desk.professional;
  const body = env.messages.documentSubmission({ messageId, signed, document, author, at: signedAt });
  try {
    // What happened to the item while the card was working is judged in the same transaction.
    const decided = decide(item.id, 'signAgain', author.registrationNumber, item.lastAnswer?.code ?? '', tx => {
      tx.documents.signAgain(item.documentOid, { bytes: signed, digest, signedAt });
      tx.outbox.signAgain(item.id, { messageId, documentDigest: digest, body, signedAt });
      auditIn(tx, env, author, {
        act: 'sign',
        patientId: item.patientId,
        subject: item.documentOid,
        reason: item.reason,
        outcome: 'ok',
      });
    });
    if (!decided.ok) return decided;
  } catch (error) {
    return toldBy(error);
  }
  return ok({ signed: [{ draftId: item.id, documentOid: item.documentOid, queueItemId: item.id }], left: [] });
}
