import type { Extension, MedicationRequest, MedicationRequestDispenseRequest } from 'fhir/r4.js';
import { type CdaHeader, type CdaPrescription } from '../cda/cda-types.ts';
import { SYSTEM, kelaExtension, profile } from '../names.ts';
import { fhirDateTime } from '../time.ts';
import { coding, concept, flag, present, quantity, ucumDuration } from './elements.ts';
import { dosageView } from './dosage.view.ts';
import { dispensingStateExtension } from './kanta-states.ts';
import { type PrescriptionState } from '../store/prescriptions.ts';

export type PrescriptionParts = Readonly<{
  header: CdaHeader;
  body: CdaPrescription;
  validUntil: string;
  patient: Readonly<{ id: string; display: string }>;
  medicationId: string;
  requester: Readonly<{ roleId: string; display: string }>;
  recorder: Readonly<{ roleId: string; display: string }> | null;
  encounterOid: string | null;
  prescribedText: string;
}>;

/** Status of the order: only the prescriber's acts and expiry move it, and full dispensing completes it. */
export const ORDER_STATUS: Readonly<Record<PrescriptionState, MedicationRequest['status']>> = {
  'not-dispensed': 'active',
  partly: 'active',
  fully: 'completed',
  cancelled: 'cancelled',
  expired: 'stopped',
};

/** Type of 1.2.246.537.5.40103.2006. The Centre ends the order itself, without a document: it stops as one that expires does. */
export const CANCELLED_BY_DEATH = '5';

/** The structured view of one version of a prescription, made from its document alone. */
export function prescriptionView(parts: PrescriptionParts): MedicationRequest {
  const { header, body } = parts;
  const cancelled = header.type.code === '2';
  return {
    resourceType: 'MedicationRequest',
    meta: {
      profile: [profile('sim-prescription')],
      ...(header.minorDisclosure ? { security: [coding(SYSTEM.minorDisclosure, header.minorDisclosure)] } : {}),
    },
    extension: present<Extension>(
      { url: kelaExtension('versionNumber'), valuePositiveInt: header.version },
      flag(kelaExtension('neRep'), body.renewalForbidden),
      flag(kelaExtension('permanentMedication'), body.permanent),
      flag(kelaExtension('doseDispensing'), body.doseDispensing),
      body.asNeeded && { url: kelaExtension('dosageIfNeeded'), valueBoolean: true },
      body.usage !== null && { url: kelaExtension('usage'), valueString: body.usage },
      body.savedForm !== null && {
        url: kelaExtension('prescriptionSavedByPharmacy'),
        valueCoding: coding(SYSTEM.savedByPharmacy, body.savedForm),
      },
      body.medicineId !== null && {
        url: kelaExtension('medicineId'),
        extension: present<Extension>(
          { url: 'medicineId', valueIdentifier: { system: SYSTEM.uri, value: `urn:oid:${body.medicineId}` } },
          body.medicinePart !== null && { url: 'medicineIdPart', valuePositiveInt: Number(body.medicinePart) },
        ),
      },
      dispensingStateExtension(cancelled ? 'cancelled' : 'not-dispensed', cancelled ? body.cancelType : null),
    ),
    identifier: [
      { system: SYSTEM.prescriptionId, value: `urn:oid:${header.documentOid}` },
      { system: SYSTEM.prescriptionSetId, value: `urn:oid:${header.setId}` },
    ],
    status: cancelled ? 'cancelled' : 'active',
    statusReason: concept(SYSTEM.messageType, header.type.code),
    intent: 'order',
    category: [concept(SYSTEM.prescriptionKind, body.prescriptionKind ?? '1')],
    medicationReference: { reference: `Medication/${parts.medicationId}` },
    subject: { reference: `Patient/${parts.patient.id}`, display: parts.patient.display },
    ...(parts.encounterOid
      ? { encounter: { type: 'Encounter', identifier: { system: SYSTEM.uri, value: `urn:oid:${parts.encounterOid}` } } }
      : {}),
    authoredOn: fhirDateTime(body.prescribedAt?.ms ?? header.createdAt.ms),
    requester: { reference: `PractitionerRole/${parts.requester.roleId}`, display: parts.requester.display },
    ...(parts.recorder
      ? { recorder: { reference: `PractitionerRole/${parts.recorder.roleId}`, display: parts.recorder.display } }
      : {}),
    ...(body.messageToPharmacy ? { note: [{ text: body.messageToPharmacy }] } : {}),
    dosageInstruction: dosageView(body),
    dispenseRequest: dispenseRequest(parts),
    substitution: { allowedBoolean: body.substitutionForbidden !== true },
  };
}

function dispenseRequest({ body, validUntil, prescribedText }: PrescriptionParts): MedicationRequestDispenseRequest {
  const duration = body.duration ? ucumDuration(body.duration) : null;
  const interval = body.iterationInterval ? ucumDuration(body.iterationInterval) : null;
  return {
    extension: present<Extension>(
      { url: kelaExtension('prescriptionType'), valueCoding: coding(SYSTEM.amountMode, body.amountMode ?? '') },
      body.amountMode === '1' && {
        url: kelaExtension('package'),
        extension: present<Extension>(
          { url: 'packageFactor', valuePositiveInt: Number(body.packageFactor ?? '1') },
          { url: 'packageAmount', valuePositiveInt: Number(body.packages) },
          body.packageSizeText !== null && { url: 'packageSizeText', valueString: body.packageSizeText },
        ),
      },
      body.amountMode === '2' &&
        typeof body.packageSize?.value === 'string' && {
          url: kelaExtension('totalAmount'),
          valueQuantity: quantity(body.packageSize.value, body.packageSize.unit),
        },
      body.amountMode === '3' && duration && { url: kelaExtension('validityTime'), valueDuration: duration },
      { url: kelaExtension('drugPrescribedQuantityText'), valueString: prescribedText },
      { url: kelaExtension('drugRemainingQuantityText'), valueString: prescribedText },
    ),
    ...(interval ? { dispenseInterval: interval } : {}),
    validityPeriod: { ...(body.durationFrom ? { start: body.durationFrom.date } : {}), end: validUntil },
    ...(body.iterationCount !== null ? { numberOfRepeatsAllowed: Number(body.iterationCount) } : {}),
  };
}

export type DispensedSoFar = Readonly<{
  state: PrescriptionState;
  cancelType: string | null;
  remainingText: string;
  latest: Readonly<{ handedOverMs: number; text: string }> | null;
}>;

/** The same version after something happened to it at a pharmacy, or after expiry. */
export function withState<T extends MedicationRequest>(request: T, now: DispensedSoFar): T {
  const moved = ['dispenseStatus'].map(kelaExtension);
  const movedBelow = ['drugRemainingQuantityText', 'dispenseEffectiveTime', 'previousDispense'].map(kelaExtension);
  const rest = request.dispenseRequest?.extension ?? [];
  return {
    ...request,
    status: now.cancelType === CANCELLED_BY_DEATH ? 'stopped' : ORDER_STATUS[now.state],
    extension: present<Extension>(
      ...(request.extension ?? []).filter(e => !moved.includes(e.url)),
      dispensingStateExtension(now.state, now.cancelType),
    ),
    dispenseRequest: {
      ...request.dispenseRequest,
      extension: present<Extension>(
        ...rest.filter(e => !movedBelow.includes(e.url)),
        { url: kelaExtension('drugRemainingQuantityText'), valueString: now.remainingText },
        now.latest && {
          url: kelaExtension('dispenseEffectiveTime'),
          valueDateTime: fhirDateTime(now.latest.handedOverMs),
        },
        now.latest && { url: kelaExtension('previousDispense'), valueString: now.latest.text },
      ),
    },
  };
}
