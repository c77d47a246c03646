import type { MedicationRequest, Task } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { addMonths, dateInHelsinki, type LocalDate } from '../../../shared/kernel/time.ts';
import { kelaExtension } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { requestAfter } from '../rules/renewal.machine.ts';
import { STATE } from '../rules/state.ts';
import { type Kept } from '../search/repository.ts';
import { type PrescriptionRow } from '../store/prescriptions.ts';
import { renewalView, requestState } from '../views/renewal.view.ts';
import { type Call, type World } from '../world.ts';
import { type Examined } from './intake.ts';
import { diedBefore, samePatient } from './patients.ts';
import { isControlled } from './prescription-access.ts';
import { isRenewal, noteRenewal } from './renewals.ts';

/** The newest request to renew a prescription. */
export function lastRequest(world: World, requestId: string): Kept<Task> | null {
  const tasks = world.store.resources
    .byKey('Task', 'focus', [`MedicationRequest/${requestId}`])
    .map(({ body }) => JSON.parse(body) as Kept<Task>)
    .filter(isRenewal);
  return tasks.sort((a, b) => (a.authoredOn ?? '').localeCompare(b.authoredOn ?? '')).at(-1) ?? null;
}

/** Months after writing in which renewal may be asked: 28, of PKV medicines and narcotics 16 (decree 485/2008; kanta.fi). */
const monthsOpen = (isPkv: boolean): number => (isPkv ? 16 : 28);

/** Whether the prescription may be asked for now: by anybody, because the request before it counts whoever made it. */
export function mayAsk(world: World, row: PrescriptionRow, request: MedicationRequest, isPkv: boolean): boolean {
  const today = dateInHelsinki(world.clock.nowMs());
  const forbidden = request.extension?.some(
    ({ url, valueBoolean }) => url === kelaExtension('neRep') && valueBoolean === true,
  );
  const task = lastRequest(world, row.requestId);
  const state = task === null ? 'none' : (requestState(task) ?? 'none');
  return (
    row.state !== 'cancelled' &&
    row.archivedOn === null &&
    forbidden !== true &&
    addMonths(row.prescribedOn as LocalDate, monthsOpen(isPkv)) >= today &&
    requestAfter(state, 'create', 'asker') !== null
  );
}

/** A signed request of a professional (message type 8): for this patient, of a prescription that may be asked for, to a known unit. */
export function requestByDocument(
  world: World,
  call: Call,
  { header, content }: Examined & { content: Extract<Examined['content'], { kind: 'renewalRequest' }> },
): Result<string, readonly Problem[]> {
  const { prescription, recipient, consent, message } = content.body;
  const row = world.store.prescriptions.get(prescription?.setId ?? prescription?.oid ?? '');
  if (row === null) return fail([STATE.unknownPrescription]);
  if (!samePatient(world, row.patientId, header.patient)) return fail([STATE.otherPatient]);
  if (diedBefore(world, row.patientId, dateInHelsinki(call.nowMs))) return fail([STATE.deceased]);
  const request = world.repository.read<MedicationRequest>('MedicationRequest', row.requestId);
  const unit = world.store.register.organisation(recipient ?? '');
  if (request === null || unit === null || unit.kind === 'pharmacy') return fail([STATE.notAskable]);
  if (!mayAsk(world, row, request, isControlled(world, request))) return fail([STATE.notAskable]);
  world.repository.create<Task>(
    renewalView({
      oid: header.documentOid,
      setId: row.setId,
      requestId: row.requestId,
      patientId: row.patientId,
      hetu: header.patient.hetu ?? '',
      recipientId: unit.resourceId,
      recipientOid: unit.oid,
      authoredMs: call.nowMs,
      consent: consent ?? '',
      message: message ?? '',
    }),
    call.nowMs,
  );
  noteRenewal(world, header.documentOid);
  return ok(row.patientId);
}
