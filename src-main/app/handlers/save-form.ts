import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { fail, type Result } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { type Draft } from '../ports/store/drafts.port.ts';
import { type Desk } from '../session/session.ts';
import { draftOf, saveDraft } from '../use-cases/signing/drafts.ts';

type Typed = Readonly<{ draftId: string; form: unknown; knownAt?: Instant }>;

/**
 * Keeps a form as it was typed, unless another window has saved it since `knownAt`: neither of the two is lost, and a person
 * says which one stays. Without `knownAt` it takes the place of whatever lies there.
 */
export function saveForm(
  env: Environment,
  desk: Desk,
  kind: Draft['kind'],
  { draftId, form, knownAt }: Typed,
): Result<{ savedAt: Instant }, Failure<'FORM-0004' | 'FORM-0007'>> {
  const draft = draftOf(env, desk, kind, draftId);
  if (draft.ok && knownAt !== undefined && draft.value.savedAt !== knownAt) return fail({ code: 'FORM-0007' });
  return saveDraft(env, desk, kind, draftId, form);
}
