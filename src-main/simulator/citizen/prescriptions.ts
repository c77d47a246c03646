import type { Medication, MedicationRequest, PractitionerRole, Task } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { kelaExtension, SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { STATE } from '../rules/state.ts';
import { type Kept } from '../search/repository.ts';
import { isControlled } from '../services/prescription-access.ts';
import { prescriptionWillOf } from '../services/will-reading.ts';
import { lastRequest, mayAsk } from '../services/renewal-asking.ts';
import { noteRenewal } from '../services/renewals.ts';
import { type PrescriptionRow } from '../store/prescriptions.ts';
import { renewalView, requestState } from '../views/renewal.view.ts';
import { type World } from '../world.ts';
import { type Acting, mayShow } from './people.ts';

export type CitizenPrescription = Readonly<{
  row: PrescriptionRow;
  name: string;
  strength: string;
  dosage: string;
  prescriber: string;
  remaining: string;
  isDenied: boolean;
  /** PKV medicines and narcotics are shown to professionals despite a denial (kanta.fi). */
  isPkv: boolean;
  request: ReturnType<typeof requestState>;
  /** Why the request was refused or returned, in the prescriber's words; empty without one. */
  ground: string;
  mayRenew: boolean;
}>;

const text = (resource: MedicationRequest | Medication, name: string): string =>
  resource.extension?.find(({ url }) => url === kelaExtension(name))?.valueString ?? '';

const setIdOf = (request: MedicationRequest): string =>
  request.identifier?.find(({ system }) => system === SYSTEM.prescriptionSetId)?.value?.replace(/^urn:oid:/, '') ?? '';

/** What the citizen's service shows of the prescriptions, newest first; a denied one is the citizen's own to see. */
export function prescriptionsFor(world: World, acting: Acting): readonly CitizenPrescription[] {
  const denied = prescriptionWillOf(world, acting.subject.id).denied;
  return world.store.resources
    .byKey('MedicationRequest', 'patient', [`Patient/${acting.subject.id}`])
    .map(({ body }) => JSON.parse(body) as Kept<MedicationRequest>)
    .flatMap(request => {
      const row = world.store.prescriptions.get(setIdOf(request));
      const minorCode = request.meta.security?.find(({ system }) => system === SYSTEM.minorDisclosure)?.code ?? null;
      if (row === null || !mayShow(acting, minorCode)) return [];
      const medication = world.repository.read<Medication>('Medication', row.medicationId);
      const isPkv = isControlled(world, request);
      const task = lastRequest(world, row.requestId);
      const left = request.dispenseRequest?.extension?.find(
        ({ url }) => url === kelaExtension('drugRemainingQuantityText'),
      )?.valueString;
      return [
        {
          row,
          name: (medication && text(medication, 'drug')) || medication?.code?.text || '',
          strength: medication === null ? '' : text(medication, 'pharmaceuticalProductStrength'),
          dosage: request.dosageInstruction?.map(dose => dose.text ?? '').join(' ') ?? '',
          prescriber: request.requester?.display ?? '',
          remaining: left ?? '',
          isDenied: denied.has(row.setId),
          isPkv,
          request: task === null ? null : requestState(task),
          ground: task?.statusReason?.text ?? '',
          mayRenew: mayAsk(world, row, request, isPkv),
        },
      ];
    })
    .sort((a, b) => b.row.prescribedOn.localeCompare(a.row.prescribedOn));
}

/** Arc of the citizens' service in Kela's own sample of a request. */
const CITIZEN_SERVICE = '1.2.246.553.18.1.93';
const SERIALS = 10_000_000;

/** The citizen asks the unit that prescribed; one request at a time, not after a rejection, not when it is forbidden. */
export function askRenewal(
  world: World,
  acting: Acting,
  setId: string,
  message: string,
): Result<null, readonly Problem[]> {
  const found = prescriptionsFor(world, acting).find(({ row }) => row.setId === setId);
  if (found === undefined) return fail([STATE.unknownPrescription]);
  if (!found.mayRenew) return fail([STATE.renewalClosed]);
  const nowMs = world.clock.nowMs();
  const request = world.repository.read<MedicationRequest>('MedicationRequest', found.row.requestId);
  const role = world.repository.read<PractitionerRole>(
    'PractitionerRole',
    request?.requester?.reference?.split('/')[1] ?? '',
  );
  const organisationId = role?.organization?.reference?.split('/')[1] ?? '';
  const organisation = world.repository.read('Organization', organisationId);
  const recipientOid =
    organisation?.resourceType === 'Organization'
      ? organisation.identifier?.[0]?.value?.replace(/^urn:oid:/, '')
      : undefined;
  if (recipientOid === undefined) return fail([STATE.renewalClosed]);
  const year = dateInHelsinki(nowMs).slice(0, 4);
  const oid = `${CITIZEN_SERVICE}.${year}.${SERIALS + Math.floor(world.random() * SERIALS)}`;
  world.repository.create<Task>(
    renewalView({
      oid,
      setId,
      requestId: found.row.requestId,
      patientId: acting.subject.id,
      hetu: acting.subject.hetu,
      recipientId: organisationId,
      recipientOid,
      authoredMs: nowMs,
      consent: '5',
      message,
    }),
    nowMs,
  );
  noteRenewal(world, oid);
  return ok(null);
}
