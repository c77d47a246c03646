import { assertNever } from '../../../shared/kernel/result.ts';
import { type Problem } from '../rest/refusal.ts';
import { type PrescriptionRow } from '../store/prescriptions.ts';
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

const heldByOther = (row: PrescriptionRow, actor: Actor): readonly Problem[] =>
  row.hold && row.hold.kind !== 'locked' && row.hold.owner !== actor.organisation ? [STATE.held] : [];

/**
 * Correction (type 3): prescriber, or a pharmacy without touching the medicine; never the patient or the prescriber.
 * A lock does not stand in the way: correcting is how it ends. Source: Kela, correcting a prescription.
 */
export function correctionAgainst(row: PrescriptionRow, next: NextVersion, actor: Actor): readonly Problem[] {
  return [
    ...closedAgainst(row),
    ...heldByOther(row, actor),
    ...(next.writer === row.writer ? [] : [STATE.changedPrescriber]),
    ...(actor.pharmacy && next.product !== row.product ? [STATE.changedMedicine] : []),
    ...onNewest(row, next),
  ];
}

/**
 * Cancellation (type 2). Medical: prescriber or pharmacy, while not fully dispensed. Technical: a pharmacy only while nothing has
 * been dispensed. Patient-caused: only the writer. Expiry and death are the Centre's own. Source: Kela, cancelling a prescription.
 */
export function cancellationAgainst(
  row: PrescriptionRow,
  next: NextVersion,
  actor: Actor,
  type: '1' | '2' | '3',
): readonly Problem[] {
  const lockedByOther =
    row.hold?.kind === 'locked' && actor.pharmacy && row.hold.owner !== actor.organisation ? [STATE.locked] : [];
  const common = [...closedAgainst(row), ...heldByOther(row, actor), ...lockedByOther, ...onNewest(row, next)];
  switch (type) {
    case '1':
      return common;
    case '2':
      return [...common, ...(actor.pharmacy && row.state !== 'not-dispensed' ? [STATE.alreadyDispensed] : [])];
    case '3':
      return [...common, ...(actor.person === row.writer ? [] : [STATE.notTheWriter])];
    default:
      return assertNever(type);
  }
}

function closedAgainst(row: PrescriptionRow): readonly Problem[] {
  switch (row.state) {
    case 'cancelled':
      return [STATE.cancelled];
    case 'expired':
      return [STATE.expired];
    case 'fully':
      return [STATE.fully];
    case 'not-dispensed':
    case 'partly':
      return [];
    default:
      return assertNever(row.state);
  }
}

/** Open for a hold, a reservation, dose dispensing or a lock. */
export const holdAgainst = (row: PrescriptionRow, owner: string): readonly Problem[] => [
  ...closedAgainst(row),
  ...(row.hold && row.hold.owner !== owner ? [row.hold.kind === 'locked' ? STATE.locked : STATE.held] : []),
];
