import type { FhirResource, Identifier, Medication, MedicationRequest } from 'fhir/r4.js';
import { kelaExtension, SYSTEM } from '../names.ts';
import { type World } from '../world.ts';
import { deniedPrescriptions } from './will-reading.ts';

const bare = (value: string | undefined): string => value?.replace(/^urn:oid:/, '') ?? '';
const setIdIn = (identifiers: readonly Identifier[] | undefined): string =>
  bare(identifiers?.find(({ system }) => system === SYSTEM.prescriptionSetId)?.value);

/** PKV medicines and narcotics stay visible to professionals despite a denial (kanta.fi, denial of prescription data). */
export function isShownDespiteDenial(world: World, request: MedicationRequest): boolean {
  const id = request.medicationReference?.reference?.split('/')[1] ?? '';
  const medication = world.repository.read<Medication>('Medication', id);
  return (medication?.extension ?? []).some(
    ({ url, valueBoolean, valueCoding }) =>
      (url === kelaExtension('narcotic') && valueBoolean === true) ||
      (url === kelaExtension('CNSdrug') && valueCoding?.code !== undefined),
  );
}

/** The prescription that a resource of the Centre is about, by set id; null for others. */
function prescriptionOf(world: World, resource: FhirResource): string | null {
  switch (resource.resourceType) {
    case 'MedicationRequest':
    case 'Task':
    case 'DocumentReference':
      return setIdIn(resource.identifier) || null;
    case 'MedicationDispense': {
      const id = resource.authorizingPrescription?.[0]?.reference?.split('/')[1] ?? '';
      return world.store.prescriptions.byRequest(id)?.setId ?? null;
    }
    default:
      return null;
  }
}

/**
 * Tells of one search what is left out of it, because its prescription is denied; each person's denials are read once. By its
 * own identifier a prescription is found all the same: the customer shows the patient instruction or the summary.
 */
export function hiddenByDenial(world: World): (resource: FhirResource) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  const deniedOf = (patientId: string): ReadonlySet<string> => {
    const denied = known.get(patientId) ?? deniedPrescriptions(world, patientId);
    known.set(patientId, denied);
    return denied;
  };
  return resource => {
    const setId = prescriptionOf(world, resource);
    const row = setId === null ? null : world.store.prescriptions.get(setId);
    if (row === null || !deniedOf(row.patientId).has(row.setId)) return false;
    const request = world.repository.read<MedicationRequest>('MedicationRequest', row.requestId);
    return request === null || !isShownDespiteDenial(world, request);
  };
}
