import { type MadeDispensing } from '../../../../shared/contract/values.ts';
import { type Dispensing } from '../../../../shared/domain/dispensing/dispensing.ts';
import { type PackFate } from '../../../../shared/domain/dispensing/pack-return.ts';
import { type PharmacyActKind } from '../../../../shared/domain/dispensing/pharmacy-act.ts';
import { type DocumentReference } from '../../../../shared/domain/documents/reference.ts';
import { type DispensingChange } from '../../../../shared/domain/documents/dispensing-change.ts';
import { type PharmacyMessage } from '../../../../shared/domain/documents/pharmacy-message.ts';
import { type RenewalRequest } from '../../../../shared/domain/documents/renewal-request.ts';
import { fullName } from '../../../../shared/domain/people/person.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { type StoredDocument } from '../../ports/store/documents.port.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';

/** What the draft of an act on something stored keeps; a draft with a form of a dispensing has no `act`. */
export type KeptAct = Readonly<{
  act: PharmacyActKind;
  subject: string;
  title: string;
  /** The last day of the prescription, for what only makes sense on a valid one; drafts of older versions do not say. */
  validUntil?: LocalDate | null;
  /** Of a cancelled dispensing: where its packs are; left out by other acts and older versions. */
  packs?: PackFate | null;
}>;

export const actOf = (draft: Draft): KeptAct | null => {
  const kept = draft.form as Partial<KeptAct>;
  return kept.act === undefined ? null : (kept as KeptAct);
};

/** Acts of a pharmacy are stored with its dispensings; beside the bytes stands which act each is. */
const keyOf = (oid: Oid): string => `pharmacyAct.${oid}`;
export const noteAct = (tx: Tx, oid: Oid, kind: PharmacyActKind): void => tx.settings.put(keyOf(oid), kind);
const kindOf = (tx: Tx, oid: Oid): PharmacyActKind | 'dispensing' =>
  (tx.settings.get(keyOf(oid)) as PharmacyActKind | null) ?? 'dispensing';

/** Is it an act on something stored, not a dispensing? */
export const isAct = (tx: Tx, oid: Oid): boolean => kindOf(tx, oid) !== 'dispensing';

const IS_DISPENSING: ReadonlySet<string> = new Set(['dispensing', 'dispensingCorrection', 'dispensingCancellation']);

/** A person took the act back, or the Centre refused it: the version before stands. */
const isUndone = (tx: Tx, { oid }: StoredDocument): boolean => {
  const state = tx.outbox.byDocument(oid)?.state;
  return state === 'cancelled' || state === 'rejected';
};

export type MadeHere = Omit<MadeDispensing, 'packs'> & Readonly<{ document: StoredDocument }>;

/** Dispensings that this workstation made to a patient, oldest first, each in its newest version that stands. */
export function madeHere(tx: Tx, patientId: string): readonly MadeHere[] {
  const newest = new Map<Oid, MadeHere>();
  for (const document of tx.documents.ofPatient('dispensing', patientId)) {
    const kind = kindOf(tx, document.oid);
    if (!IS_DISPENSING.has(kind)) continue;
    const before = newest.get(document.setId);
    if (before !== undefined && (before.document.version >= document.version || isUndone(tx, document))) continue;
    const { change, ...dispensing } = document.content as Dispensing & { change?: DispensingChange };
    newest.set(document.setId, {
      dispensing,
      change:
        change === undefined
          ? null
          : {
              kind: kind === 'dispensingCancellation' ? 'cancellation' : 'correction',
              at: change.at,
              by: fullName(change.by),
              reason: change.reason,
            },
      document,
    });
  }
  return [...newest.values()];
}

/** Those of them that were not cancelled. */
export const givenHere = (tx: Tx, patientId: string): readonly Dispensing[] =>
  madeHere(tx, patientId).flatMap(({ dispensing, change }) => (change?.kind === 'cancellation' ? [] : [dispensing]));

/** Which prescription a message is about; a renewal request names more of it than others do. */
function subjectSetId(content: StoredDocument['content']): Oid | undefined {
  const { prescription } = content as PharmacyMessage | RenewalRequest;
  return 'reference' in prescription ? prescription.reference.setId : prescription.setId;
}

/** The lock, reservation, dose dispensing or renewal request of a prescription that this workstation wrote last; null where another desk did. */
export function messageHere(
  tx: Tx,
  patientId: string,
  kind: 'lock' | 'reservation' | 'doseDispensing' | 'renewalRequest',
  prescriptionSetId: Oid,
): DocumentReference | null {
  const found = tx.documents
    .ofPatient('dispensing', patientId)
    .filter(
      document =>
        kindOf(tx, document.oid) === kind &&
        subjectSetId(document.content) === prescriptionSetId &&
        !(kind === 'renewalRequest' && isUndone(tx, document)),
    )
    .at(-1);
  return found === undefined ? null : { oid: found.oid, setId: found.setId, version: found.version };
}
