import type { MedicationRequest } from 'fhir/r4.js';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { CENTRE, permitted } from '../rules/lifecycle.ts';
import { holdAfter } from '../rules/prescription.machine.ts';
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

/**
 * What the real Centre does in batches: prescriptions whose last day has passed expire, holds whose time is out end, old answers
 * are forgotten. Run before a request is served; the indexes make it nothing when nothing is due.
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
      for (const row of prescriptions.expiredBefore(today)) {
        const after = permitted({ state: row.state, hold: row.hold?.kind ?? null }, 'batch expire', CENTRE);
        if (!after.ok) continue;
        const expired = { ...row, state: after.next.state, hold: holdAfter(row, 'batch expire', CENTRE) };
        prescriptions.save(expired);
        const request = world.repository.read<MedicationRequest>('MedicationRequest', row.requestId);
        if (request) writeRequest(world, expired, request, nowMs);
        writeTask(world, expired, nowMs);
      }
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
