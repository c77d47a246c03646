import type { FhirResource, Identifier, Medication, MedicationRequest, PractitionerRole } from 'fhir/r4.js';
import { kelaExtension, SYSTEM } from '../names.ts';
import { accessTo, type AccessAsking } from '../rules/prescription-access.ts';
import { type PrescriptionRow } from '../store/prescriptions.ts';
import { type Call, type World } from '../world.ts';
import { controllerOf } from './controllers.ts';
import { isPharmacy } from './rights.ts';
import { type PrescriptionWill, prescriptionWillOf } from './will-reading.ts';

const bare = (value: string | undefined): string => value?.replace(/^urn:oid:/, '') ?? '';
const setIdIn = (identifiers: readonly Identifier[] | undefined): string =>
  bare(identifiers?.find(({ system }) => system === SYSTEM.prescriptionSetId)?.value);

/** PKV medicines and narcotics. */
export function isControlled(world: World, request: MedicationRequest): boolean {
  const id = request.medicationReference?.reference?.split('/')[1] ?? '';
  const medication = world.repository.read<Medication>('Medication', id);
  return (medication?.extension ?? []).some(
    ({ url, valueBoolean, valueCoding }) =>
      (url === kelaExtension('narcotic') && valueBoolean === true) ||
      (url === kelaExtension('CNSdrug') && valueCoding?.code !== undefined),
  );
}

/** OIDs of the unit for which a prescription was written. */
export function writersOf(world: World, request: MedicationRequest): readonly string[] {
  const role = world.repository.read<PractitionerRole>(
    'PractitionerRole',
    request.requester?.reference?.split('/')[1] ?? '',
  );
  const unit = world.repository.read('Organization', role?.organization?.reference?.split('/')[1] ?? '');
  return unit?.resourceType === 'Organization' ? (unit.identifier ?? []).map(({ value }) => bare(value)) : [];
}

/** The prescription that a resource of the Centre is about, by the set id of either or of its dispensing; null for others. */
function prescriptionOf({ store }: World, resource: FhirResource): PrescriptionRow | null {
  const { prescriptions } = store;
  const bySet = (setId: string): PrescriptionRow | null =>
    setId === ''
      ? null
      : (prescriptions.get(setId) ?? prescriptions.get(prescriptions.dispensing(setId)?.prescription ?? ''));
  switch (resource.resourceType) {
    case 'MedicationRequest':
    case 'DocumentReference':
      return bySet(setIdIn(resource.identifier));
    case 'Task':
      return bySet(setIdIn(resource.identifier) || setIdIn(resource.focus?.identifier && [resource.focus.identifier]));
    case 'MedicationDispense':
      return prescriptions.byRequest(resource.authorizingPrescription?.[0]?.reference?.split('/')[1] ?? '');
    default:
      return null;
  }
}

/** A request for renewal is shown to the unit that it asks, whatever else is denied. */
const asksThem = ({ store }: World, { caller }: Call, resource: FhirResource): boolean =>
  resource.resourceType === 'Task' &&
  resource.intent === 'proposal' &&
  resource.owner?.reference === `Organization/${store.register.organisation(caller.organisation)?.resourceId ?? ''}`;

/**
 * How it is asked for: in a search, by the identifier that the customer shows, or by the address under which it was found. What
 * was found by its identifier stays open at its address for a while, and is in no other list.
 */
export type Way = 'search' | 'named' | 'opened';

/**
 * Tells of one question what is left out of its answer, because the prescription is denied or in the archive; each person's
 * will is read once.
 */
export function hiddenFrom(world: World, call: Call, way: Way): (resource: FhirResource) => boolean {
  const wills = new Map<string, PrescriptionWill>();
  const willOf = (patientId: string): PrescriptionWill => {
    const known = wills.get(patientId) ?? prescriptionWillOf(world, patientId);
    wills.set(patientId, known);
    return known;
  };
  return resource => {
    const row = prescriptionOf(world, resource);
    if (row === null) return false;
    const will = willOf(row.patientId);
    const isDenied = will.denied.has(row.setId);
    const isArchived = row.archivedOn !== null;
    if (!isDenied && !isArchived) return false;
    if (!isArchived && asksThem(world, call, resource)) return false;
    const request = world.repository.read<MedicationRequest>('MedicationRequest', row.requestId);
    if (request === null) return true;
    const asking = askingOf(world, call, row, request, way);
    const asked = {
      isArchived,
      isDenied,
      isControlled: isControlled(world, request),
      isOpenInEmergency: will.isOpenInEmergency,
    };
    const { shows } = accessTo(asking, asked);
    if (shows && way === 'named') world.named.note(call.caller, row.setId, call.nowMs);
    return !shows;
  };
}

/** Units of one provider of health care; its social welfare is another register. */
const isSameProvider = ({ store }: World, one: string, other: string): boolean =>
  controllerOf(store, one) === controllerOf(store, other) && store.register.organisation(other)?.kind !== 'social';

function askingOf(
  world: World,
  { caller, nowMs }: Call,
  row: PrescriptionRow,
  request: MedicationRequest,
  way: Way,
): AccessAsking {
  const { organisation, reason } = caller;
  return {
    reason,
    isPharmacy: isPharmacy(world.store, organisation),
    isPrescribersSide: writersOf(world, request).some(unit => isSameProvider(world, unit, organisation)),
    isNamed:
      way === 'named' ||
      row.hold?.owner === organisation ||
      (way === 'opened' && world.named.has(caller, row.setId, nowMs)),
  };
}
