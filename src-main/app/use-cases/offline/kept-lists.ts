import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type ImagingStudy } from '../../../../shared/domain/records/imaging.ts';
import { type RecordRow } from '../../../../shared/domain/records/record.ts';
import { type WellbeingMeasurement } from '../../../../shared/domain/records/wellbeing.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { instantMs } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Cache, type KeptList } from '../../ports/store/kept-lists.port.ts';
import { StoreFault, type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';

/** How long and how much of the services' answers is kept for the time without a line. */
export type KeepLimits = Readonly<{
  /** What the own unit made: enough for a long weekend and the week before it (own choice). */
  ownDays: number;
  /**
   * What others made, where no end of a service event ends it sooner, as in a pharmacy: an outage over a weekend (own choice;
   * the rule is that it is gone with the service event).
   */
  disclosedHours: number;
  megabytes: number;
}>;
export const KEEP: KeepLimits = { ownDays: 14, disclosedHours: 72, megabytes: 64 };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MEGABYTE = 1_048_576;
/** A clock set right by a time server goes back by less; an answer from further in the future has no known age. */
const CLOCK_SLACK_MS = 10 * 60_000;

type Listed = ReturnType<Cache['lists']>[number];
export type Keeping = 'keep' | 'ownOnly' | 'drop';

/**
 * What is kept of one list. Pure.
 * @param endedMs when the latest ended service event of the unit ended, null when none did
 * @param isOpen a service event of the unit is open: the reason to see what others made goes on
 */
export function keepingOf(
  list: Pick<Listed, 'at' | 'part'>,
  nowMs: number,
  event: Readonly<{ endedMs: number | null; isOpen: boolean }>,
  limits: KeepLimits,
): Keeping {
  const atMs = instantMs(list.at);
  const ageMs = nowMs - atMs;
  if (ageMs > limits.ownDays * DAY_MS || ageMs < -CLOCK_SLACK_MS) return 'drop';
  if (list.part === 'own') return 'keep';
  if (ageMs > limits.disclosedHours * HOUR_MS) return 'ownOnly';
  // Asked for before the end: the answer may have come, and been kept, after it.
  return !event.isOpen && event.endedMs !== null && event.endedMs >= atMs ? 'ownOnly' : 'keep';
}

function eventsOf(tx: Tx, { patientId, unitOid }: Listed): Parameters<typeof keepingOf>[2] {
  const events = tx.serviceEvents.ofPatient(patientId).filter(event => unitOid === null || event.unitOid === unitOid);
  const ends = events.flatMap(({ endedAt }) => (endedAt === null ? [] : [instantMs(endedAt)]));
  return {
    isOpen: events.some(({ endedAt }) => endedAt === null),
    endedMs: ends.length === 0 ? null : Math.max(...ends),
  };
}

/** Takes out what others made. Records made at this workstation are kept as documents, whatever becomes of the list. */
function keepOwn(tx: Tx, { kind, patientId, unitOid, at }: Listed): void {
  const list = kind === 'prescriptions' ? tx.cache.prescriptions(patientId) : null;
  const own = (list?.rows ?? []).filter(({ prescription }) => prescription.prescriber.organisation.oid === unitOid);
  if (own.length === 0 || unitOid === null) tx.cache.drop(kind, patientId);
  else tx.cache.putPrescriptions(patientId, own, at, unitOid, 'own');
}

function apply(tx: Tx, list: Listed, keeping: Keeping): boolean {
  if (keeping === 'keep') return false;
  if (keeping === 'drop') tx.cache.drop(list.kind, list.patientId);
  else keepOwn(tx, list);
  return true;
}

/** Drops the oldest lists until the rest is within the limit. */
function withinBytes(tx: Tx, megabytes: number): boolean {
  let over = tx.cache.lists().reduce((sum, { bytes }) => sum + bytes, 0) - megabytes * MEGABYTE;
  let dropped = false;
  for (const list of tx.cache.lists()) {
    if (over <= 0) return dropped;
    tx.cache.drop(list.kind, list.patientId);
    over -= list.bytes;
    dropped = true;
  }
  return dropped;
}

/**
 * Forgets what may no longer be kept, and what was kept for acts that are final; afterwards it lies nowhere in the files.
 * @returns whether anything was forgotten
 */
export function forgetOverdue(env: Pick<Environment, 'store' | 'clock'>, limits: KeepLimits = KEEP): boolean {
  const nowMs = env.clock.nowMs();
  const forgotten = env.store.write(tx => {
    const bases = tx.bases.dropFinal() > 0;
    const lists = tx.cache.lists().map(list => apply(tx, list, keepingOf(list, nowMs, eventsOf(tx, list), limits)));
    return [bases, ...lists, withinBytes(tx, limits.megabytes)].includes(true);
  });
  if (forgotten) env.store.forgetDeleted();
  return forgotten;
}

/** The same beside other work: a disk that refuses it now is no reason to stop, it is tried again within the hour. */
export function forgetQuietly(env: Pick<Environment, 'store' | 'clock' | 'log'>): void {
  try {
    if (forgetOverdue(env)) env.log.info('offline.forgot');
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    env.log.warn('offline.notForgotten', { code: error.code });
  }
}

/** At once at the start and then every hour. @returns stops it */
export function keepForgetting(env: Pick<Environment, 'store' | 'clock' | 'timers' | 'log'>): () => void {
  let cancel = (): void => undefined;
  const turn = (): void => {
    cancel = env.timers.after(HOUR_MS, turn);
    forgetQuietly(env);
  };
  turn();
  return () => cancel();
}

/** The kept list where it was given to this unit; another unit at the same workstation has no ground to see it. */
const forUnit = <T>(list: KeptList<T> | null, unitOid: Oid): KeptList<T> | null =>
  list === null || (list.unitOid !== null && list.unitOid !== unitOid) ? null : list;

/** Prescriptions as last known to the unit of this desk; null when nothing is known. */
export const keptPrescriptions = (tx: Tx, desk: Desk, patientId: string): KeptList<PrescriptionRow> | null =>
  forUnit(tx.cache.prescriptions(patientId), desk.professional.organisation.oid);

/** The same for checks that must have seen all of them: null when those of others have been taken out. */
export function allKeptPrescriptions(tx: Tx, desk: Desk, patientId: string): KeptList<PrescriptionRow> | null {
  const list = keptPrescriptions(tx, desk, patientId);
  return list?.part === 'whole' ? list : null;
}

export const keptImaging = (tx: Tx, desk: Desk, patientId: string): KeptList<ImagingStudy> | null =>
  forUnit(tx.cache.imaging(patientId), desk.professional.organisation.oid);

export const keptWellbeing = (tx: Tx, desk: Desk, patientId: string): KeptList<WellbeingMeasurement> | null =>
  forUnit(tx.cache.wellbeing(patientId), desk.professional.organisation.oid);

export const keptRecords = (tx: Tx, desk: Desk, patientId: string): KeptList<RecordRow> | null =>
  forUnit(tx.cache.records(patientId), desk.professional.organisation.oid);
