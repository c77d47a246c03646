import { type Preview, type WaitingDocument } from '../../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type DraftKind } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';

/** One frozen document under review. `digest` names the bytes that its page shows: those and no others may be signed. */
type Reviewed = Readonly<{
  kind: DraftKind;
  digest: string;
  title: string;
  findings: readonly Finding[];
  shown: boolean;
  /** A PIN was given for it once: a fault left it unsigned, and its owner is reminded of it. */
  begun: boolean;
}>;
type Register = Readonly<Record<string, Reviewed>>;

const keyOf = (desk: Desk): string => `review.${desk.professional.registrationNumber}`;
const registerOf = (tx: Tx, desk: Desk): Register => (tx.settings.get(keyOf(desk)) ?? {}) as Register;

/** What is still there as it was shown; everything else has no place in the register. */
function standing(tx: Tx, desk: Desk): Register {
  return Object.fromEntries(
    Object.entries(registerOf(tx, desk)).filter(([draftId, { digest }]) => tx.drafts.frozenDigest(draftId) === digest),
  );
}

/** The first page of a preview stands on the screen when the answer is there; each further one is told by `showDocument`. */
export function beginReview<E>(
  env: Environment,
  desk: Desk,
  kind: DraftKind,
  previews: Result<Preview[], E>,
): Result<Preview[], E> {
  if (!previews.ok) return previews;
  env.store.write(tx => {
    const added = previews.value.map(({ draftId, digest, title, findings }, index): [string, Reviewed] => [
      draftId,
      { kind, digest, title, findings, shown: index === 0, begun: false },
    ]);
    tx.settings.put(keyOf(desk), { ...standing(tx, desk), ...Object.fromEntries(added) });
  });
  return previews;
}

/** A page has been on the screen. Refused for bytes that are not those the host froze. */
export function showDocument(
  env: Environment,
  desk: Desk,
  draftId: string,
  digest: string,
): Result<Record<string, never>, Failure<'FORM-0004' | 'CARD-0113'>> {
  return env.store.write((tx): Result<Record<string, never>, Failure<'FORM-0004' | 'CARD-0113'>> => {
    const register = standing(tx, desk);
    const item = register[draftId];
    if (item === undefined) return fail({ code: 'FORM-0004' });
    if (item.digest !== digest) return fail({ code: 'CARD-0113' });
    if (!item.shown) tx.settings.put(keyOf(desk), { ...register, [draftId]: { ...item, shown: true } });
    return ok({});
  });
}

/** Asks of one document after another whether its page has been on the screen. */
export function shownDocuments(tx: Tx, desk: Desk): (draftId: string, digest: string) => boolean {
  const register = registerOf(tx, desk);
  return (draftId, digest) => register[draftId]?.shown === true && register[draftId]?.digest === digest;
}

/** Notes for which documents a PIN was given: what a pulled card or a killed process leaves of them waits. */
export const markBegun = (tx: Tx, desk: Desk, draftIds: readonly string[]): void =>
  tx.settings.put(
    keyOf(desk),
    Object.fromEntries(
      Object.entries(standing(tx, desk)).map(([id, item]) => [
        id,
        draftIds.includes(id) ? { ...item, begun: true } : item,
      ]),
    ),
  );

/** Signed, or no longer wanted in the batch. */
export function leaveReview(tx: Tx, desk: Desk, draftIds: readonly string[]): void {
  const rest = Object.entries(registerOf(tx, desk)).filter(([id]) => !draftIds.includes(id));
  tx.settings.put(keyOf(desk), Object.fromEntries(rest));
}

/** What was begun and not signed, as it was shown: the same bytes, readable from them again. */
export function waitingDocuments(env: Environment, desk: Desk): WaitingDocument[] {
  const found = env.store.read(tx =>
    Object.entries(standing(tx, desk)).flatMap(([draftId, item]) => {
      const draft = item.begun ? tx.drafts.get(draftId) : null;
      const frozen = draft?.frozen ?? null;
      return draft === null || frozen === null ? [] : [{ draft, frozen, item }];
    }),
  );
  return found.map(({ draft, frozen, item }) => ({
    kind: item.kind,
    shown: item.shown,
    preview: {
      draftId: draft.id,
      documentOid: draft.documentOid,
      title: item.title,
      readable: env.documents.readable(frozen.bytes),
      findings: [...item.findings],
      digest: frozen.digest,
    },
  }));
}
