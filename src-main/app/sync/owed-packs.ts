import { type PackRead } from '../../../shared/domain/dispensing/dispensing.ts';
import {
  isReturnStop,
  type MadePack,
  returnStop,
  type ReturnStop,
} from '../../../shared/domain/dispensing/pack-return.ts';
import { isPackState } from '../../../shared/domain/dispensing/pack-state.ts';
import { type Clock } from '../../../shared/kernel/clock.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type FollowUp } from '../ports/store/owed.port.ts';
import { type Tx } from '../ports/store.port.ts';

/** A pack of a cancelled dispensing that is to be active again. */
export type OwedReturn = Readonly<{
  pack: PackRead;
  /** The dispensing by which the service took it out of trade. */
  under: Oid;
  /** Id of the decommissioning that it undoes: refused, there is nothing to undo. */
  supplied: string;
  cancellation: Oid;
}>;

/** What makes a pack this pack: product and serial (Delegated Regulation (EU) 2016/161, article 4). */
const packName = ({ gtin, serial }: PackRead): string => `${gtin} ${serial}`;

const packOf = (one: FollowUp): PackRead => one.body as PackRead;
const returnOf = (one: FollowUp): OwedReturn => one.body as OwedReturn;

/** One pack as it was read for one dispensing. */
type SuppliedPack = Readonly<{
  supplied: FollowUp;
  /** The dispensing by which the service knows it, and since when it is out; null: that still waits. */
  under: Oid;
  since: Instant | null;
  /** Its way back, where one was asked for. */
  back: FollowUp | null;
}>;

const isGivenUp = (tx: Tx, { supplied }: SuppliedPack): boolean =>
  tx.outbox.byDocument(supplied.documentOid)?.state === 'cancelled';
const isOut = ({ supplied, back }: SuppliedPack): boolean =>
  supplied.state !== 'refused' && (back === null || back.state === 'refused');

/** The newest reading of each pack of a patient that meets `of`. */
function newestOf(tx: Tx, patientId: string, of: (one: SuppliedPack) => boolean): ReadonlyMap<string, SuppliedPack> {
  const newest = new Map<string, SuppliedPack>();
  const all = tx.followUps.ofPatient(patientId);
  const backs = new Map(all.flatMap(one => (one.kind === 'packReturned' ? [[returnOf(one).supplied, one]] : [])));
  const heirs = new Map<string, SuppliedPack>();
  for (const supplied of all) {
    if (supplied.kind !== 'packSupplied') continue;
    const name = packName(packOf(supplied));
    const before = heirs.get(name);
    const goesOn = before !== undefined && isOut(before) && isGivenUp(tx, before);
    const one: SuppliedPack = {
      supplied,
      under: goesOn ? before.under : supplied.documentOid,
      since: goesOn ? before.since : supplied.settledAt,
      back: backs.get(supplied.id) ?? null,
    };
    if (supplied.state !== 'refused') heirs.set(name, one);
    if (of(one)) newest.set(name, one);
  }
  return newest;
}

const packsOfDispensing = (tx: Tx, patientId: string, setId: Oid): readonly SuppliedPack[] => [
  ...newestOf(tx, patientId, ({ supplied }) => supplied.documentOid === setId).values(),
];

/**
 * Packs that were read for a dispensing which a person gave up: they are out of trade already, and go with the dispensing that
 * takes its place.
 */
const packsOfGivenUp = (tx: Tx, patientId: string): ReadonlyMap<string, SuppliedPack> =>
  new Map(
    [...newestOf(tx, patientId, ({ supplied }) => supplied.state !== 'refused')].filter(
      ([, one]) => isOut(one) && isGivenUp(tx, one),
    ),
  );

/** The packs of one dispensing that was given up, to be read into the form that takes its place. */
export const packsLeftOver = (tx: Tx, patientId: string, documentOid: Oid): readonly PackRead[] =>
  [...packsOfGivenUp(tx, patientId).values()].flatMap(({ supplied }) =>
    supplied.documentOid === documentOid ? [packOf(supplied)] : [],
  );

type OfDispensing = Pick<FollowUp, 'patientId' | 'documentOid' | 'author'>;

/** In the transaction of a dispensing: every pack that was read goes out of trade, once. */
export function keepPacksSupplied(tx: Tx, of: OfDispensing, packs: readonly PackRead[], at: Instant): void {
  const before = packsOfGivenUp(tx, of.patientId);
  for (const pack of packs) {
    const isAlreadyOut = before.has(packName(pack));
    tx.followUps.add({
      ...of,
      id: `pack ${of.documentOid} ${packName(pack)}`,
      kind: 'packSupplied',
      body: pack,
      answer: null,
      at,
      state: isAlreadyOut ? 'done' : 'waiting',
      settledAt: isAlreadyOut ? at : null,
    });
  }
}

/**
 * In the transaction of a cancellation whose packs never left: each is to be active again. What article 13 already forbids
 * here stays as it is, with the reason.
 */
export function keepPacksReturned(tx: Tx, of: OfDispensing, cancellation: Oid, clock: Clock): void {
  const at = clock.now();
  for (const one of packsOfDispensing(tx, of.patientId, of.documentOid)) {
    if (!isOut(one)) continue;
    const { supplied, under, since } = one;
    const stop = returnStop(packOf(supplied), since, clock.nowMs(), clock.today());
    const refused: Failure = { code: 'PACK-0001', detail: stop === null ? [] : [stop] };
    const body: OwedReturn = { pack: packOf(supplied), under, supplied: supplied.id, cancellation };
    tx.followUps.add({
      ...of,
      id: `packReturned ${supplied.id}`,
      kind: 'packReturned',
      body,
      at,
      ...(stop === null
        ? { state: 'waiting', answer: null, settledAt: null }
        : { state: 'refused', answer: refused, settledAt: at }),
    });
  }
}

/** A cancellation was given up: the dispensing stands, and its packs go out of trade again. */
export function keepReturnsUndone(
  tx: Tx,
  cancellation: Pick<OfDispensing, 'patientId' | 'documentOid'>,
  at: Instant,
): void {
  for (const one of tx.followUps.ofPatient(cancellation.patientId)) {
    if (one.kind !== 'packReturned' || one.state === 'refused') continue;
    const { pack, cancellation: of } = returnOf(one);
    if (of !== cancellation.documentOid) continue;
    tx.followUps.add({
      id: `pack ${of} ${packName(pack)}`,
      kind: 'packSupplied',
      documentOid: one.documentOid,
      patientId: one.patientId,
      author: one.author,
      state: 'waiting',
      body: pack,
      answer: null,
      at,
      settledAt: null,
    });
  }
}

/** What the service said of a pack that it refused; undefined where it gave no reason. */
const told = ({ state, answer }: FollowUp): string | undefined =>
  state === 'refused' ? (answer as Failure | null)?.detail?.[0] : undefined;

function stopTold(back: FollowUp): ReturnStop | null {
  const word = told(back);
  return isReturnStop(word) ? word : null;
}

/** What became of the packs of a sale at the verification service. */
export function packCounts(tx: Tx, patientId: string, setId: Oid) {
  const packs = packsOfDispensing(tx, patientId, setId).map(({ supplied }) => supplied);
  const count = (state: FollowUp['state']): number => packs.filter(pack => pack.state === state).length;
  return {
    waiting: count('waiting'),
    refused: count('refused'),
    done: count('done'),
    told: packs.map(told).filter(isPackState),
  };
}

/** The packs that a dispensing took out of trade, and how far each is on its way back. */
export const packsMade = (tx: Tx, patientId: string, setId: Oid, clock: Clock): readonly MadePack[] =>
  packsOfDispensing(tx, patientId, setId).flatMap(({ supplied, since, back }): readonly MadePack[] => {
    if (supplied.state === 'refused') return [];
    const { serial } = packOf(supplied);
    switch (back?.state) {
      case undefined:
        return [{ serial, standing: 'out', stop: returnStop(packOf(supplied), since, clock.nowMs(), clock.today()) }];
      case 'waiting':
        return [{ serial, standing: 'returning', stop: null }];
      case 'done':
        return [{ serial, standing: 'returned', stop: null }];
      case 'refused':
        return [{ serial, standing: 'stays', stop: stopTold(back) }];
    }
  });

/** A pack whose decommissioning was refused has nothing to be put back: the refusal is its answer. */
export function returnRefused(tx: Tx, one: FollowUp): Failure | null {
  const { supplied } = returnOf(one);
  const before = tx.followUps.ofPatient(one.patientId).find(({ id }) => id === supplied);
  return before?.state === 'refused' ? (before.answer as Failure) : null;
}
