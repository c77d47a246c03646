import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type Draft, type DraftKind } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';

type NewDraft = Readonly<{ kind: DraftKind; patientId: string; subjectOid: Oid | null; form: unknown }>;

/** Opens a form: the document OID and the message id are made now and stay for good. */
export function openDraft(env: Environment, desk: Desk, wanted: NewDraft): Draft {
  const now = env.clock.now();
  return env.store.write(tx => {
    const draft: Draft = {
      ...wanted,
      id: env.newUuid(),
      owner: desk.professional.registrationNumber,
      documentOid: newOid(wanted.kind, desk.professional.organisation, env.clock.today(), tx, env.random),
      messageId: env.newUuid(),
      frozen: null,
      createdAt: now,
      savedAt: now,
    };
    tx.drafts.put(draft);
    return draft;
  });
}

/** The draft when it lies on this desk. */
export function draftOf(
  env: Environment,
  desk: Desk,
  kind: DraftKind,
  draftId: string,
): Result<Draft, Failure<'FORM-0004'>> {
  const draft = env.store.read(tx => tx.drafts.get(draftId));
  return draft === null || draft.kind !== kind || draft.owner !== desk.professional.registrationNumber
    ? fail({ code: 'FORM-0004' })
    : ok(draft);
}

/** Keeps what was typed. A document frozen for signing is forgotten: it no longer says what the form says. */
export function saveDraft(
  env: Environment,
  desk: Desk,
  kind: DraftKind,
  draftId: string,
  form: unknown,
): Result<{ savedAt: Instant }, Failure<'FORM-0004'>> {
  const draft = draftOf(env, desk, kind, draftId);
  if (!draft.ok) return draft;
  const savedAt = env.clock.now();
  env.store.write(tx => tx.drafts.put({ ...draft.value, form, frozen: null, savedAt }));
  return ok({ savedAt });
}

export function discardDraft(
  env: Environment,
  desk: Desk,
  kind: DraftKind,
  draftId: string,
): Result<Record<string, never>, Failure<'FORM-0004'>> {
  const draft = draftOf(env, desk, kind, draftId);
  if (!draft.ok) return draft;
  env.store.write(tx => tx.drafts.remove(draftId));
  return ok({});
}

export const draftsOf = (env: Environment, desk: Desk, kind: DraftKind, patientId: string): readonly Draft[] =>
  env.store.read(tx => tx.drafts.ofPatient(kind, desk.professional.registrationNumber, patientId));
