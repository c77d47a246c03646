import type { FhirResource, Medication, MedicationDispense } from 'fhir/r4.js';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { instantOf } from './fhir-time.ts';
import { kelaExtension, ofType, oidOf } from './resources.ts';
import { SYSTEM } from './systems.ts';

/** A lot with the address of its product. */
export type LotReference = Readonly<{ prescriptionSetId: Oid; givenAt: Instant; medication: string }>;

const isGiven = ({ status }: MedicationDispense): boolean => status === 'completed';

/** The lots of the named prescriptions that stand; one without day or product is no evidence and is left out. */
export function lotReferences(resources: readonly FhirResource[], setIds: ReadonlySet<Oid>): readonly LotReference[] {
  return ofType(resources, 'MedicationDispense')
    .filter(isGiven)
    .flatMap(({ authorizingPrescription, whenHandedOver, medicationReference }) => {
      const prescriptionSetId = authorizingPrescription
        ?.map(({ identifier }) => oidOf(identifier))
        .find(oid => oid !== null && setIds.has(oid));
      const givenAt = instantOf(whenHandedOver);
      const medication = medicationReference?.reference;
      return prescriptionSetId && givenAt !== null && medication !== undefined
        ? [{ prescriptionSetId, givenAt, medication }]
        : [];
    });
}

/** Which product a lot was of. */
export const productOfLot = (medication: Medication): Readonly<{ vnr: string | null; name: string }> => ({
  vnr: medication.identifier?.find(({ system }) => system === SYSTEM.vnr)?.value ?? null,
  name: kelaExtension(medication.extension, 'drug')?.valueString ?? medication.code?.text ?? '',
});
