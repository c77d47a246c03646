import { type MedicationListShown } from '../../../../shared/contract/medication.contract.ts';
import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import {
  doseOfChoice,
  type MedicationChoice,
  type MedicationEvent,
  medicationKey,
  medicationListOf,
  type MedicationSource,
} from '../../../../shared/domain/medication/medication-list.ts';
import { may } from '../../../../shared/domain/people/capabilities.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { keptPrescriptions } from '../offline/kept-lists.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { listPrescriptions } from '../prescribing/prescription-list.ts';

type Refused = Failure<'PAT-0002' | 'PAT-0004'>;
type National = Readonly<{ rows: readonly PrescriptionRow[]; source: Sourced }>;

async function national(env: Environment, desk: Desk, patient: Patient, fetch: boolean): Promise<National> {
  if (!fetch) {
    const kept = env.store.read(tx => keptPrescriptions(tx, desk, patient.id));
    if (kept !== null) return { rows: kept.rows, source: { from: 'cache', asOf: kept.at, fault: null } };
  }
  // Query reasons of 1.2.246.537.5.40110.2006: 1 treatment, 6 dispensing, which a pharmacy does on the customer's word.
  const reason = desk.professional.organisation.kind === 'pharmacy' ? '6' : '1';
  return listPrescriptions(env, desk, patient, reason, desk.opened.get(patient.id)?.basis ?? '');
}

/** The unit's own list is that of care; a pharmacy keeps none. */
const keepsOwnList = ({ professional }: Desk): boolean => may(professional, 'recordEntry');

function shown(
  env: Environment,
  desk: Desk,
  patientId: string,
  { rows, source }: National,
  asOf: LocalDate,
): MedicationListShown {
  const events = env.store.read(tx => tx.medication.ofPatient(patientId));
  const today = env.clock.today();
  const list = medicationListOf(rows, events, asOf > today ? today : asOf, today, keepsOwnList(desk));
  return {
    ...list,
    rows: list.rows.map(row => ({ ...row, continuum: [...row.continuum] })),
    events: [...list.events],
    today,
    source,
  };
}

export async function medicationOf(
  env: Environment,
  desk: Desk,
  patientId: string,
  asOf: LocalDate,
  fetch: boolean,
): Promise<Result<MedicationListShown, Refused>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  return ok(shown(env, desk, patientId, await national(env, desk, opened.value.patient, fetch), asOf));
}

type Written = Readonly<
  | { type: 'said'; source: MedicationSource; key: string; name: string; dose: string; inUse: boolean; note: string }
  | { type: 'decided'; key: string; name: string; choice: MedicationChoice; dose: string }
  | { type: 'reconciled'; note: string }
>;

/** Adds one line to the list with its line in the log, and gives the list of today. */
async function written(env: Environment, desk: Desk, patient: Patient, what: Written): Promise<MedicationListShown> {
  const { professional } = desk;
  const event: MedicationEvent = {
    ...what,
    id: env.newUuid(),
    at: env.clock.now(),
    by: { registrationNumber: professional.registrationNumber, name: fullName(professional) },
  };
  env.store.write(tx => {
    tx.medication.add(patient.id, event);
    auditIn(tx, env, professional, {
      act: 'medication',
      patientId: patient.id,
      subject: event.id,
      reason: what.type,
      outcome: 'ok',
    });
  });
  return shown(env, desk, patient.id, await national(env, desk, patient, false), env.clock.today());
}

export async function sayMedication(
  env: Environment,
  desk: Desk,
  patientId: string,
  said: Readonly<Omit<Extract<Written, { type: 'said' }>, 'type' | 'key'> & { key: string | null }>,
): Promise<Result<MedicationListShown, Refused>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  if (said.source === 'local' && !keepsOwnList(desk)) return fail({ code: 'PAT-0004' });
  const { key, name, ...rest } = said;
  const own = medicationKey({ atc: '', name, strength: '', form: '' });
  return ok(
    await written(env, desk, opened.value.patient, { type: 'said', ...rest, name: name.trim(), key: key ?? own }),
  );
}

/** @returns FORM-0003 where the column that was chosen says nothing */
export async function decideMedication(
  env: Environment,
  desk: Desk,
  patientId: string,
  key: string,
  choice: MedicationChoice,
): Promise<Result<MedicationListShown, Refused | Failure<'FORM-0003'>>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  const { patient } = opened.value;
  const { rows } = await national(env, desk, patient, false);
  const today = env.clock.today();
  const events = env.store.read(tx => tx.medication.ofPatient(patientId));
  const row = medicationListOf(rows, events, today, today).rows.find(other => other.key === key);
  const dose = row === undefined ? null : doseOfChoice(row, choice);
  if (row === undefined || dose === null) return fail({ code: 'FORM-0003', detail: [choice] });
  // What the patient does not take ends, whichever column says so.
  const isStop = choice !== 'stop' && row[choice]?.inUse === false;
  return ok(
    await written(env, desk, patient, {
      type: 'decided',
      key,
      name: row.name,
      choice: isStop ? 'stop' : choice,
      dose: isStop ? '' : dose,
    }),
  );
}

export async function reconcileMedication(
  env: Environment,
  desk: Desk,
  patientId: string,
  note: string,
): Promise<Result<MedicationListShown, Refused>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  return ok(await written(env, desk, opened.value.patient, { type: 'reconciled', note: note.trim() }));
}
