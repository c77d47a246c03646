import type { Medication, MedicationRequest, Task } from 'fhir/r4.js';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type LocalDate, dateInHelsinki } from '../../../shared/kernel/time.ts';
import { type CdaAuthor, type CdaPrescription } from '../cda/cda-types.ts';
import { type Problem } from '../rest/refusal.ts';
import { amountText, prescribedAmount, total } from '../rules/amounts.ts';
import { leftAfter, stateAfter } from '../rules/dispensing.machine.ts';
import {
  type Actor,
  type NextVersion,
  cancellationAgainst,
  correctionAgainst,
  correctionHold,
} from '../rules/prescription.machine.ts';
import { STATE } from '../rules/state.ts';
import { validUntil } from '../rules/validity.ts';
import { type Hold, type PrescriptionRow } from '../store/prescriptions.ts';
import { type Kept } from '../search/repository.ts';
import { fhirDateTime } from '../time.ts';
import { medicationView } from '../views/medication.view.ts';
import { prescriptionView, withState } from '../views/prescription.view.ts';
import { taskView } from '../views/task.view.ts';
import { type Call, type World } from '../world.ts';
import { type Examined } from './intake.ts';
import { diedBefore, type KnownPatient, patientOf, samePatient } from './patients.ts';
import { answerByPrescription } from './renewals.ts';
import { isPharmacy, roleFor } from './rights.ts';

/** The patient's logical id, or why the state of the Centre does not allow the document. */
export type Acted = Result<string, readonly Problem[]>;

type PrescriptionDocument = Examined & { content: { kind: 'prescription'; body: CdaPrescription } };

const productOf = (body: CdaPrescription): string => body.vnr ?? body.atc ?? body.tradeName ?? body.preparation ?? '';

/** Saves a prescription (type 1), its cancellation (2) or its correction (3): checks the state, then writes the views. */
export function actOnPrescription(
  world: World,
  call: Call,
  document: PrescriptionDocument,
  knownPatient: string | null = null,
): Acted {
  const { header, content } = document;
  const row = world.store.prescriptions.get(header.setId);
  if (header.type.code === '1') {
    if (row || header.version !== 1) return fail([STATE.knownSet]);
    const saved = savePrescription(world, document, call.nowMs, knownPatient);
    if (!saved.ok) return saved;
    const { related, setId } = header;
    const answered = answerByPrescription(world, call, { related, setId }, saved.value);
    return answered.ok ? saved : answered;
  }
  if (!row) return fail([STATE.unknownPrescription]);
  const patient = samePatient(world, row.patientId, header.patient);
  const next: NextVersion = {
    version: header.version,
    replaces: header.related?.oid ?? null,
    writer: author(document, 'LAL')?.registrationNumber ?? null,
    product: productOf(content.body),
  };
  const actor: Actor = {
    organisation: call.caller.organisation,
    person: call.caller.person,
    pharmacy: isPharmacy(world.store, call.caller.organisation),
  };
  const against =
    header.type.code === '2'
      ? cancellationAgainst(row, next, actor, content.body.cancelType as '1' | '2' | '3')
      : correctionAgainst(row, next, actor);
  const problems = [...(patient ? [] : [STATE.otherPatient]), ...against];
  if (problems.length > 0 || !patient) return fail(problems);
  return header.type.code === '2'
    ? cancel(world, row, document, patient, call.nowMs)
    : correct(world, row, document, patient, call.nowMs, correctionHold(row, next, actor));
}

const author = (document: Examined, role: string): CdaAuthor | null =>
  document.header.authors.find(a => a.role === role) ?? null;

function amountsOf(body: CdaPrescription) {
  const prescribed = prescribedAmount(body);
  const whole = total(prescribed);
  const text =
    whole !== null
      ? amountText(whole, prescribed.piece, prescribed.unit)
      : body.amountMode === '3'
        ? `${body.duration?.value ?? ''} ${body.duration?.unit ?? ''}`.trim()
        : `${body.packages ?? ''} x ${body.packageSizeText ?? ''}`;
  return { prescribed, text };
}

function view(
  world: World,
  document: PrescriptionDocument,
  patient: KnownPatient,
  medicationId: string,
  until: string,
): MedicationRequest {
  const { header, content } = document;
  const atMs = content.body.prescribedAt?.ms ?? header.createdAt.ms;
  const who = (a: CdaAuthor | null) => {
    const role = a?.registrationNumber ? roleFor(world.store, a.registrationNumber, atMs, a.unit) : null;
    const name = a ? [...a.name.given, a.name.family].filter(Boolean).join(' ') : '';
    return role ? { roleId: role.roleId, display: name } : null;
  };
  const requester = who(author(document, 'LAL')) ?? who(document.responsible);
  if (!requester) throw new Error('a signer without a role in the register was let through');
  return prescriptionView({
    header,
    body: content.body,
    validUntil: until,
    patient,
    medicationId,
    requester,
    recorder: who(author(document, 'KIR')),
    encounterOid: header.encounter,
    prescribedText: amountsOf(content.body).text,
  });
}

function rowAmounts(body: CdaPrescription) {
  const { lot, lots, piece, unit, intervalDays } = prescribedAmount(body);
  return { mode: body.amountMode ?? '', lotAmount: lot, lots, piece, unit, intervalDays };
}

function savePrescription(
  world: World,
  document: PrescriptionDocument,
  nowMs: number,
  knownPatient: string | null,
): Acted {
  const { header, content } = document;
  const { body } = content;
  const { repository, store } = world;
  const patient = patientOf(world, header.patient, nowMs, knownPatient);
  const prescribedOn = body.prescribedAt?.date ?? dateInHelsinki(header.createdAt.ms);
  if (diedBefore(world, patient.id, prescribedOn)) return fail([STATE.deceased]);
  const until = validUntil(body, prescribedOn);
  const medication = repository.create<Medication>(medicationView(body), nowMs);
  const request = repository.create<MedicationRequest>(view(world, document, patient, medication.id, until), nowMs);
  const row: PrescriptionRow = {
    setId: header.setId,
    documentOid: header.documentOid,
    version: 1,
    requestId: request.id,
    medicationId: medication.id,
    taskId: repository.newId(),
    patientId: patient.id,
    writer: author(document, 'LAL')?.registrationNumber ?? '',
    state: 'not-dispensed',
    cancelType: null,
    kind: body.prescriptionKind ?? '1',
    ...rowAmounts(body),
    prescribedOn,
    validUntil: until,
    product: productOf(body),
    hold: null,
    archivedOn: null,
  };
  store.prescriptions.save(row);
  repository.create<Task>(
    taskView({ row, authoredOn: fhirDateTime(nowMs), ownerId: null, ownerName: null, nowMs }),
    nowMs,
    row.taskId,
  );
  return ok(patient.id);
}

function cancel(
  world: World,
  row: PrescriptionRow,
  document: PrescriptionDocument,
  patient: KnownPatient,
  nowMs: number,
): Acted {
  const { header, content } = document;
  const next: PrescriptionRow = {
    ...row,
    documentOid: header.documentOid,
    version: header.version,
    state: 'cancelled',
    cancelType: content.body.cancelType,
    hold: null,
  };
  const request = view(world, document, patient, row.medicationId, row.validUntil);
  return saved(world, next, request, nowMs);
}

function correct(
  world: World,
  row: PrescriptionRow,
  document: PrescriptionDocument,
  patient: KnownPatient,
  nowMs: number,
  hold: Hold | null,
): Acted {
  const { header, content } = document;
  const until = validUntil(content.body, row.prescribedOn as LocalDate);
  const medication = world.repository.create<Medication>(medicationView(content.body), nowMs);
  const next: PrescriptionRow = {
    ...row,
    documentOid: header.documentOid,
    version: header.version,
    medicationId: medication.id,
    kind: content.body.prescriptionKind ?? '1',
    ...rowAmounts(content.body),
    validUntil: until,
    product: productOf(content.body),
    hold,
  };
  return saved(world, next, view(world, document, patient, medication.id, until), nowMs);
}

/** A new version of the document: the row, a new version of the request, and the task as it is now. */
function saved(world: World, row: PrescriptionRow, request: MedicationRequest, nowMs: number): Acted {
  const rows = world.store.prescriptions.dispensingsOf(row.setId).filter(d => d.valid);
  const next = { ...row, state: stateAfter(row, rows, dateInHelsinki(nowMs)) };
  world.store.prescriptions.save(next);
  writeRequest(world, next, { ...request, id: row.requestId }, nowMs);
  writeTask(world, next, nowMs);
  return ok(row.patientId);
}

/** The request with the state that follows from the row and its dispensings. */
export function writeRequest(
  world: World,
  row: PrescriptionRow,
  request: MedicationRequest & { id: string },
  nowMs: number,
): void {
  const rows = world.store.prescriptions.dispensingsOf(row.setId).filter(d => d.valid);
  const left = leftAfter(row, rows);
  const latest = rows.at(-1);
  const prescribed =
    request.dispenseRequest?.extension?.find(e => e.url.endsWith('/drugPrescribedQuantityText'))?.valueString ?? '';
  const piece = row.piece as Decimal | null;
  world.repository.update<MedicationRequest>(
    withState(request, {
      state: row.state,
      cancelType: row.cancelType,
      remainingText:
        left === null || (rows.length === 0 && row.lotAmount === null)
          ? prescribed
          : amountText(left, piece, row.unit ?? latest?.unit ?? null),
      latest: latest
        ? { handedOverMs: latest.handedOverMs, text: amountText(latest.amount as Decimal, null, latest.unit) }
        : null,
    }) as MedicationRequest & { id: string },
    nowMs,
  );
}

/** The fulfilment task as the row says it is. */
export function writeTask(world: World, row: PrescriptionRow, nowMs: number): Kept<Task> {
  const current = world.repository.read<Task>('Task', row.taskId);
  const owner = row.hold ? world.store.register.organisation(row.hold.owner) : null;
  const task = taskView({
    row,
    authoredOn: current?.authoredOn ?? fhirDateTime(nowMs),
    ownerId: owner?.resourceId ?? null,
    ownerName: owner?.name ?? null,
    nowMs,
  });
  return world.repository.update<Task>({ ...task, id: row.taskId }, nowMs);
}
