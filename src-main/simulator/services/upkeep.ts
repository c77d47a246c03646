import type { MedicationRequest } from 'fhir/r4.js';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { CENTRE, permitted } from '../rules/lifecycle.ts';
import { holdAfter } from '../rules/prescription.machine.ts';
import { archivedWhenWrittenBefore } from '../rules/retention.ts';
import { type PrescriptionRow } from '../store/prescriptions.ts';
import { CANCELLED_BY_DEATH } from '../views/prescription.view.ts';
import { type World } from '../world.ts';
import { writeRequest, writeTask } from './prescription-acts.ts';
import { fetchCertificates } from './receivers.ts';
import { expireRenewals } from './renewals.ts';

/** How long first answers are kept for repetition. */
const ANSWERS_KEPT_MS = 30 * 24 * 3_600_000;

export interface Upkeep {
  run(nowMs: number): void;
  /** Also what was done for today already: old prescriptions have come in. */
  again(nowMs: number): void;
}

/** Ends an open prescription as the Centre does it by itself. */
function close(world: World, row: PrescriptionRow, act: 'batch death' | 'batch expire', nowMs: number): void {
  const after = permitted({ state: row.state, hold: row.hold?.kind ?? null }, act, CENTRE);
  if (!after.ok) return;
  const closed: PrescriptionRow = {
    ...row,
    state: after.next.state,
    cancelType: act === 'batch death' ? CANCELLED_BY_DEATH : row.cancelType,
    hold: holdAfter(row, act, CENTRE),
  };
  world.store.prescriptions.save(closed);
  const request = world.repository.read<MedicationRequest>('MedicationRequest', row.requestId);
  if (request) writeRequest(world, closed, request, nowMs);
  writeTask(world, closed, nowMs);
}

/**
 * What the real Centre does in batches: prescriptions whose last day has passed expire, those of the dead are cancelled, what has
 * been over for long goes to the archive, holds whose time is out end, old answers are forgotten. Run before a request is served; the indexes make it nothing when nothing is due.
 */
export function createUpkeep(world: World): Upkeep {
  let doneFor = '';
  const { prescriptions, submissions } = world.store;
  const run = (nowMs: number): void => {
    const overdue = prescriptions.overdueHolds(nowMs);
    if (overdue.length > 0) {
      world.store.write(() => {
        for (const row of overdue) {
          const free = { ...row, hold: holdAfter(row, 'batch time', CENTRE) };
          prescriptions.save(free);
          writeTask(world, free, nowMs);
        }
      });
    }
    expireRenewals(world, nowMs);
    fetchCertificates(world, nowMs);
    const today = dateInHelsinki(nowMs);
    if (today === doneFor) return;
    world.store.write(() => {
      submissions.forgetBefore(nowMs - ANSWERS_KEPT_MS);
      for (const row of prescriptions.openOfDead()) close(world, row, 'batch death', nowMs);
      for (const row of prescriptions.expiredBefore(today)) close(world, row, 'batch expire', nowMs);
      for (const row of prescriptions.overWrittenBefore(archivedWhenWrittenBefore(today)))
        prescriptions.save({ ...row, archivedOn: today });
    });
    doneFor = today;
  };
  return {
    run,
    again(nowMs) {
      doneFor = '';
      run(nowMs);
    },
  };
}
