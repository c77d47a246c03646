import type { Medication, MedicationDispense, MedicationRequest } from 'fhir/r4.js';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { type CdaDispensing } from '../cda/cda-types.ts';
import { exactAmount } from '../rules/amounts.ts';
import { decideDispensing, leftAfter, stateAfter } from '../rules/dispensing.machine.ts';
import { actAgainst, pharmacyParty } from '../rules/lifecycle.ts';
import { holdAfter } from '../rules/prescription.machine.ts';
import { STATE } from '../rules/state.ts';
import { type DispensingRow, type PrescriptionRow } from '../store/prescriptions.ts';
import { type Kept } from '../search/repository.ts';
import { dispenseView } from '../views/dispense.view.ts';
import { medicationView } from '../views/medication.view.ts';
import { type Call, type World } from '../world.ts';
import { type Examined } from './intake.ts';
import { samePatient } from './patients.ts';
import { type Acted, writeRequest, writeTask } from './prescription-acts.ts';
import { roleFor } from './rights.ts';

type DispensingDocument = Examined & { content: { kind: 'dispensing'; body: CdaDispensing } };

/** Saves a dispensing (type 10), its cancellation (11) or its correction (12). */
export function actOnDispensing(world: World, call: Call, document: DispensingDocument): Acted {
  const { header, content } = document;
  const { prescriptions } = world.store;
  const reference = content.body.prescription;
  const setId = reference?.setId ?? reference?.oid ?? '';
  const row = prescriptions.get(setId);
  if (!row) return fail([STATE.unknownPrescription]);
  const patient = samePatient(world, row.patientId, header.patient);
  if (!patient) return fail([STATE.otherPatient]);
  const current = prescriptions.dispensing(header.setId);
  const isFirst = header.type.code === '10';
  if (isFirst && (current || header.version !== 1)) return fail([STATE.knownSet]);
  // A cancelled one says so below: that it is a newer version tells less.
  if (isFirst && row.state !== 'cancelled' && reference?.oid !== row.documentOid) return fail([STATE.notNewest]);
  if (!isFirst) {
    if (!current || current.prescription !== row.setId) return fail([STATE.unknownPrescription]);
    if (!current.valid || header.version !== current.version + 1 || header.related?.oid !== current.documentOid)
      return fail([STATE.notNewest]);
    if (current.pharmacy !== call.caller.organisation) return fail([STATE.notThePharmacy]);
  }
  const earlier = prescriptions.dispensingsOf(row.setId).filter(d => d.valid && d.setId !== header.setId);
  const saved = { world, call, document, row, current, patient };
  return header.type.code === '11' ? annul(saved, earlier) : dispense(saved, earlier);
}

type Work = Readonly<{
  world: World;
  call: Call;
  document: DispensingDocument;
  row: PrescriptionRow;
  current: DispensingRow | null;
  patient: Readonly<{ id: string; display: string }>;
}>;

function dispense(work: Work, earlier: readonly DispensingRow[]): Acted {
  const { call, document, row, current } = work;
  const { body } = document.content;
  const amount = exactAmount(body.amount);
  const stated = exactAmount(body.remaining);
  if (!amount || !body.handedOverAt) return fail([STATE.wrongRemaining]);
  const decided = decideDispensing({
    // A correction of the dispensing that closed the prescription is made on the state before it.
    prescription: current ? { ...row, state: stateAfter(row, earlier, body.handedOverAt.date) } : row,
    earlier,
    pharmacy: call.caller.organisation,
    amount: { ...amount, unit: amount.unit || (row.unit ?? '') },
    stated,
    fully: body.fully === true,
    handedOverOn: body.handedOverAt.date,
    today: dateInHelsinki(call.nowMs),
  });
  if (!decided.ok) return fail(decided.error);
  return write(work, {
    amount: amount.value,
    unit: amount.unit || (row.unit ?? ''),
    remaining: decided.value,
    fully: body.fully === true,
    valid: true,
  });
}

function annul(work: Work, earlier: readonly DispensingRow[]): Acted {
  const { call, row, current } = work;
  if (!current) return fail([STATE.unknownPrescription]);
  const gave = current.pharmacy === call.caller.organisation;
  const against = actAgainst(row, '11 some back', pharmacyParty(row.hold, call.caller.organisation, gave));
  if (against.length > 0) return fail(against);
  const left = leftAfter(row, earlier) ?? (current.amount as Decimal);
  return write(work, { amount: current.amount, unit: current.unit, remaining: left, fully: false, valid: false });
}

type Figures = Readonly<{ amount: string; unit: string; remaining: string | null; fully: boolean; valid: boolean }>;

function write({ world, call, document, row, current, patient }: Work, figures: Figures): Acted {
  const { header, content, responsible, signature } = document;
  const { repository, store } = world;
  const { nowMs } = call;
  const medication = repository.create<Medication>(medicationView(content.body), nowMs);
  const role = roleFor(store, responsible.registrationNumber ?? '', signature.signedAtMs, call.caller.organisation);
  if (!role) throw new Error('a signer without a role in the register was let through');
  const view = dispenseView({
    header,
    body: content.body,
    amount: { value: figures.amount, unit: figures.unit },
    remaining: figures.remaining,
    fully: figures.fully,
    patient,
    medicationId: medication.id,
    performer: {
      roleId: role.roleId,
      display: [...responsible.name.given, responsible.name.family].filter(Boolean).join(' '),
    },
    prescription: { requestId: row.requestId, setId: row.setId },
  });
  const kept: Kept<MedicationDispense> = current
    ? repository.update<MedicationDispense>({ ...view, id: current.resourceId }, nowMs)
    : repository.create<MedicationDispense>(view, nowMs);
  store.prescriptions.saveDispensing({
    setId: header.setId,
    prescription: row.setId,
    documentOid: header.documentOid,
    version: header.version,
    resourceId: kept.id,
    medicationId: medication.id,
    pharmacy: call.caller.organisation,
    amount: figures.amount,
    unit: figures.unit,
    remaining: figures.remaining,
    fully: figures.fully,
    handedOverMs: content.body.handedOverAt?.ms ?? header.createdAt.ms,
    valid: figures.valid,
  });
  recompute(world, row, nowMs, { by: call.caller.organisation, valid: figures.valid });
  return ok(row.patientId);
}

/** State from what is left, and the hold as the table of permitted acts leaves it; a dispensing taken back touches no hold. */
function recompute(
  world: World,
  row: PrescriptionRow,
  nowMs: number,
  given: Readonly<{ by: string; valid: boolean }>,
): void {
  const { prescriptions } = world.store;
  const rows = prescriptions.dispensingsOf(row.setId).filter(d => d.valid);
  const state = stateAfter(row, rows, dateInHelsinki(nowMs));
  const act = state === 'fully' ? '10 rest' : '10 part';
  // A corrected dispensing counts as made on the state before it.
  const open = { ...row, state: 'not-dispensed' as const };
  const hold = given.valid ? holdAfter(open, act, pharmacyParty(row.hold, given.by)) : row.hold;
  const next: PrescriptionRow = { ...row, state, hold };
  prescriptions.save(next);
  const request = world.repository.read<MedicationRequest>('MedicationRequest', row.requestId);
  if (!request) throw new Error('a prescription without its view');
  writeRequest(world, next, request, nowMs);
  writeTask(world, next, nowMs);
}
