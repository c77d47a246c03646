import type { MedicationDispense } from 'fhir/r4.js';
import { type CdaDispensing, type CdaHeader } from '../cda/cda-types.ts';
import { SYSTEM, kelaExtension, profile } from '../names.ts';
import { fhirDateTime } from '../time.ts';
import { concept, quantity, unknownQuantity } from './elements.ts';

export type DispenseParts = Readonly<{
  header: CdaHeader;
  body: CdaDispensing;
  amount: Readonly<{ value: string; unit: string }>;
  /** Null when nobody can say: a duration whose amount was never counted. */
  remaining: string | null;
  fully: boolean;
  patient: Readonly<{ id: string; display: string }>;
  medicationId: string;
  performer: Readonly<{ roleId: string; display: string }>;
  prescription: Readonly<{ requestId: string; setId: string }>;
}>;

/** The structured view of one version of a dispensing. */
export function dispenseView(parts: DispenseParts): MedicationDispense {
  const { header, body, amount } = parts;
  return {
    resourceType: 'MedicationDispense',
    meta: { profile: [profile('sim-dispense')] },
    extension: [
      { url: kelaExtension('versionNumber'), valuePositiveInt: header.version },
      {
        url: profile('remaining-amount'),
        valueQuantity: parts.remaining === null ? unknownQuantity(amount.unit) : quantity(parts.remaining, amount.unit),
      },
      { url: profile('fully-dispensed'), valueBoolean: parts.fully },
    ],
    identifier: [
      { system: SYSTEM.prescriptionId, value: `urn:oid:${header.documentOid}` },
      { system: SYSTEM.prescriptionSetId, value: `urn:oid:${header.setId}` },
    ],
    status: header.type.code === '11' ? 'entered-in-error' : 'completed',
    statusReasonCodeableConcept: concept(SYSTEM.messageType, header.type.code),
    medicationReference: { reference: `Medication/${parts.medicationId}` },
    subject: { reference: `Patient/${parts.patient.id}`, display: parts.patient.display },
    performer: [
      { actor: { reference: `PractitionerRole/${parts.performer.roleId}`, display: parts.performer.display } },
    ],
    authorizingPrescription: [
      {
        reference: `MedicationRequest/${parts.prescription.requestId}`,
        identifier: { system: SYSTEM.prescriptionSetId, value: `urn:oid:${parts.prescription.setId}` },
      },
    ],
    quantity: quantity(amount.value, amount.unit),
    whenHandedOver: fhirDateTime(body.handedOverAt?.ms ?? header.createdAt.ms),
    ...(body.labelText ? { dosageInstruction: [{ text: body.labelText }] } : {}),
    substitution: { wasSubstituted: body.substituted === true },
  };
}
