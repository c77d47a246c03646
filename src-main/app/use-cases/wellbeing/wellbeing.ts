import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { type LogAct } from '../../../../shared/domain/oversight/log-acts.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import {
  type ClinicMeasurement,
  type WellbeingMeasurement,
  type WellbeingPermission,
} from '../../../../shared/domain/records/wellbeing.ts';
import { type ErrorCode, type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant, instantMs } from '../../../../shared/kernel/time.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type NetCode } from '../../ports/kanta.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type WellbeingAsked, type WellbeingGrant } from '../../ports/wellbeing.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { keptWellbeing } from '../offline/kept-lists.ts';

import { clinicMeasurements } from './clinic-measurements.ts';

type WellbeingList = Readonly<{
  permission: WellbeingPermission | null;
  waiting: Readonly<{ address: string; until: Instant }> | null;
  measurements: WellbeingMeasurement[];
  skipped: number;
  clinic: ClinicMeasurement[];
  clinicFault: ErrorCode | null;
  clinicOlder: boolean;
  source: Sourced;
}>;

/** Requests that wait for a citizen, by desk and patient; they leave with the desk. */
const waiting = new WeakMap<Desk, Map<string, WellbeingAsked>>();
function waitingOf(desk: Desk): Map<string, WellbeingAsked> {
  const known = waiting.get(desk) ?? new Map<string, WellbeingAsked>();
  waiting.set(desk, known);
  return known;
}

/** A permission was given to one organisation: another unit at the same workstation does not use it. */
const keyOf = (desk: Desk, patientId: string): string => `wellbeing.${desk.professional.organisation.oid}.${patientId}`;
const grantIn = (tx: Tx, desk: Desk, patientId: string): WellbeingGrant | null =>
  (tx.settings.get(keyOf(desk, patientId)) as WellbeingGrant | null | undefined) ?? null;

/** What was read by a permission goes with it. */
function forget(env: Environment, desk: Desk, patientId: string): void {
  env.store.write(tx => {
    tx.settings.put(keyOf(desk, patientId), null);
    tx.cache.drop('wellbeing', patientId);
  });
  env.store.forgetDeleted();
}

const log = (env: Environment, desk: Desk, act: LogAct, patientId: string, outcome: 'ok' | ErrorCode = 'ok'): void =>
  audited(env, desk.professional, { act, patientId, subject: null, reason: TREATMENT, outcome });

/**
 * What the citizen has measured, by their permission, and the clinic's own beside it. Without a line the kept list with its
 * date; a permission that has ended takes everything that was read by it along.
 */
export async function listWellbeing(
  env: Environment,
  desk: Desk,
  patient: Patient,
): Promise<Result<WellbeingList, Failure<'PHR-0001' | 'PHR-0002'>>> {
  const { id } = patient;
  log(env, desk, 'wellbeingList', id);
  const grant = env.store.read(tx => grantIn(tx, desk, id));
  const clinic = await clinicMeasurements(env, desk, patient);
  const asked = waitingOf(desk).get(id);
  const nothing: WellbeingList = {
    permission: null,
    waiting: asked === undefined ? null : { address: asked.address, until: asked.until },
    measurements: [],
    skipped: 0,
    clinic: clinic.measurements,
    clinicFault: clinic.fault,
    clinicOlder: clinic.older,
    source: { from: 'none', asOf: null, fault: null },
  };
  if (grant === null) return ok(nothing);
  if (instantMs(grant.until) < env.clock.nowMs()) {
    forget(env, desk, id);
    return fail({ code: 'PHR-0001' });
  }
  const permission = { givenAt: grant.givenAt, until: grant.until };
  const answer = await env.wellbeing.measurements(grant, contextOf(env, desk.professional, TREATMENT, ''));
  if (answer.ok) {
    const { measurements, skipped } = answer.value;
    const at = env.clock.now();
    const unit = desk.professional.organisation.oid;
    env.store.write(tx => tx.cache.putWellbeing(id, measurements, at, unit));
    const source: Sourced = { from: 'service', asOf: at, fault: null };
    return ok({ ...nothing, permission, measurements: [...measurements], skipped, source });
  }
  const { code } = answer.error;
  if (code === 'PHR-0001') forget(env, desk, id);
  if (code === 'PHR-0001' || code === 'PHR-0002') return fail({ code });
  const kept = env.store.read(tx => keptWellbeing(tx, desk, id));
  const source: Sourced = { from: kept === null ? 'none' : 'cache', asOf: kept?.at ?? null, fault: code };
  return ok({ ...nothing, permission, measurements: [...(kept?.rows ?? [])], source });
}

type AskCode = 'PAT-0005' | 'PHR-0002' | NetCode;

/** Asks the citizen for permission; the answer is told to the screens when it comes. */
export async function askWellbeing(
  env: Environment,
  desk: Desk,
  patient: Patient,
): Promise<Result<Readonly<{ address: string; until: Instant }>, Failure<AskCode>>> {
  if (patient.identityCode === null) return fail({ code: 'PAT-0005' });
  waitingOf(desk).get(patient.id)?.cancel();
  log(env, desk, 'wellbeingAsk', patient.id);
  const asked = await env.wellbeing.ask(patient.identityCode, contextOf(env, desk.professional, TREATMENT, ''));
  if (!asked.ok) return asked;
  waitingOf(desk).set(patient.id, asked.value);
  void asked.value.answer.then(answer => {
    // Asked anew or taken back meanwhile: this answer is nobody's.
    if (waitingOf(desk).get(patient.id) !== asked.value) return;
    waitingOf(desk).delete(patient.id);
    if (answer.ok) env.store.write(tx => tx.settings.put(keyOf(desk, patient.id), answer.value));
    else log(env, desk, 'wellbeingAsk', patient.id, answer.error.code);
    env.emit({ type: 'wellbeingAnswered', patientId: patient.id, refused: answer.ok ? null : answer.error });
  });
  return ok({ address: asked.value.address, until: asked.value.until });
}

/** Takes a request back, or ends the use of a permission here. The permission itself is the citizen's to withdraw. */
export function endWellbeing(env: Environment, desk: Desk, patientId: string): void {
  const asked = waitingOf(desk).get(patientId);
  waitingOf(desk).delete(patientId);
  asked?.cancel();
  if (env.store.read(tx => grantIn(tx, desk, patientId)) === null) return;
  log(env, desk, 'wellbeingEnd', patientId);
  forget(env, desk, patientId);
}
