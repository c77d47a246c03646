import { type Problem } from '../rest/refusal.ts';
import { type Hold, type HoldKind, type PrescriptionRow } from '../store/prescriptions.ts';
import { actAgainst, permitted, pharmacyParty, prescriberParty, type Act, type Party } from './lifecycle.ts';
import { STATE } from './state.ts';

export type Actor = Readonly<{ organisation: string; person: string; pharmacy: boolean }>;

/** What a new version of a prescription must build on. */
export type NextVersion = Readonly<{
  version: number;
  replaces: string | null;
  writer: string | null;
  product: string;
}>;

/** A version is made on the newest one: its number follows and it names its document. */
export function onNewest(row: PrescriptionRow, next: NextVersion): readonly Problem[] {
  return next.version === row.version + 1 && next.replaces === row.documentOid ? [] : [STATE.notNewest];
}

const partyOf = (row: PrescriptionRow, actor: Actor): Party =>
  actor.pharmacy ? pharmacyParty(row.hold, actor.organisation) : prescriberParty(actor.person === row.writer);

/** What a correction is: a pharmacy that touches the medicine does what only a prescriber may. */
export const correctionAct = (row: PrescriptionRow, next: NextVersion): Act =>
  next.product === row.product ? '3 technical' : '3 medicine';

/**
 * Correction (type 3): never of the patient or the prescriber; who and when is the table's. A document carries no sign of the
 * prescriber's oral consent, so a pharmacy's correction is taken as one it may make. Source: Kela, correcting a prescription.
 */
export const correctionAgainst = (row: PrescriptionRow, next: NextVersion, actor: Actor): readonly Problem[] => [
  ...actAgainst(row, correctionAct(row, next), partyOf(row, actor)),
  ...(next.writer === row.writer ? [] : [STATE.changedPrescriber]),
  ...onNewest(row, next),
];

const CANCELLATIONS = { '1': '2 medical agreed', '2': '2 technical', '3': '2 patient' } as const satisfies Record<
  string,
  Act
>;

/**
 * Cancellation (type 2): medical, technical or patient-caused; expiry and death are the Centre's own. A document carries no
 * sign of the patient's agreement, so a medical cancellation is taken as agreed. Source: Kela, cancelling a prescription.
 */
export const cancellationAgainst = (
  row: PrescriptionRow,
  next: NextVersion,
  actor: Actor,
  type: '1' | '2' | '3',
): readonly Problem[] => [...actAgainst(row, CANCELLATIONS[type], partyOf(row, actor)), ...onNewest(row, next)];

/** The hold that is left when an act that was permitted has been done. */
export function holdAfter(row: PrescriptionRow, act: Act, party: Party): Hold | null {
  const verdict = permitted({ state: row.state, hold: row.hold?.kind ?? null }, act, party);
  return verdict.ok && verdict.next.hold === null ? null : row.hold;
}

export const correctionHold = (row: PrescriptionRow, next: NextVersion, actor: Actor): Hold | null =>
  holdAfter(row, correctionAct(row, next), partyOf(row, actor));

/** Open for a hold, a reservation, dose dispensing or a lock. */
export const holdAgainst = (row: PrescriptionRow, kind: HoldKind, owner: string): readonly Problem[] =>
  actAgainst(row, `take ${kind}`, pharmacyParty(row.hold, owner));
