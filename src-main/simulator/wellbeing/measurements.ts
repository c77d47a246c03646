import type { CodeableConcept, Extension, Observation, ObservationComponent, Patient } from 'fhir/r4.js';
import { SYSTEM } from '../names.ts';
import { fhirDateTime } from '../time.ts';
import { numberAs } from '../views/elements.ts';

/** Root of the national profiles of the Kanta PHR, R4. */
export const PHR_ROOT = 'http://phr.kanta.fi/StructureDefinition/';
const LOINC = 'http://loinc.org';

/** What a wellbeing application writes here, one value each but for blood pressure. */
export type Measured =
  | Readonly<{ kind: 'bloodPressure'; systolic: string; diastolic: string }>
  | Readonly<{ kind: 'bodyWeight'; value: string }>
  | Readonly<{ kind: 'bloodGlucose'; value: string }>;

const coded = (...codings: readonly (readonly [code: string, display: string])[]): CodeableConcept => ({
  coding: codings.map(([code, display]) => ({ system: LOINC, code, display })),
});
const amount = (value: string, unit: string, code: string) => ({
  value: numberAs(value),
  unit,
  system: SYSTEM.ucum,
  code,
});
const pressure = (code: string, display: string, value: string): ObservationComponent => ({
  code: coded([code, display]),
  valueQuantity: amount(value, 'mm[Hg]', 'mm[Hg]'),
});

/** Codes, units and values as the profiles want them; `says` is the narrative. */
function contentOf(measured: Measured) {
  switch (measured.kind) {
    case 'bloodPressure':
      return {
        profile: 'fiphr-sd-bloodpressure',
        says: `${measured.systolic}/${measured.diastolic} mmHg`,
        body: {
          code: coded(['85354-9', 'Blood pressure panel with all children optional']),
          component: [
            pressure('8480-6', 'Systolic blood pressure', measured.systolic),
            pressure('8462-4', 'Diastolic blood pressure', measured.diastolic),
          ],
        },
      };
    case 'bodyWeight':
      return {
        profile: 'fiphr-sd-bodyweight',
        says: `${measured.value} kg`,
        body: { code: coded(['29463-7', 'Body weight']), valueQuantity: amount(measured.value, 'kg', 'kg') },
      };
    case 'bloodGlucose':
      return {
        profile: 'fiphr-sd-bloodglucose',
        says: `${measured.value} mmol/l`,
        body: {
          code: coded(
            ['15074-8', 'Glucose [Moles/volume] in Blood'],
            ['14743-9', 'Glucose [Moles/volume] in Capillary blood by Glucometer'],
          ),
          valueQuantity: amount(measured.value, 'mmol/l', 'mmol/L'),
        },
      };
  }
}

const application = (name: string, id: string): Extension => ({
  url: `${PHR_ROOT}fiphr-ext-creatingapplication`,
  extension: [
    { url: 'name', valueString: name },
    { url: 'applicationId', valueString: id },
  ],
});

/** A measurement as an application stores it: national profile, language, narrative, an identifier of its own. */
export function observationOf(
  measured: Measured,
  about: Readonly<{ patientId: string; uuid: string; atMs: number; application: string; applicationId: string }>,
): Observation {
  const { profile, says, body } = contentOf(measured);
  const who = { reference: `Patient/${about.patientId}` };
  return {
    resourceType: 'Observation',
    meta: { profile: [`${PHR_ROOT}${profile}`] },
    language: 'fi',
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${says}</p></div>` },
    extension: [application(about.application, about.applicationId)],
    identifier: [{ system: SYSTEM.uri, value: `urn:uuid:${about.uuid}` }],
    status: 'final',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'vital-signs',
            display: 'Vital Signs',
          },
        ],
      },
    ],
    subject: who,
    performer: [who],
    effectiveDateTime: fhirDateTime(about.atMs),
    issued: fhirDateTime(about.atMs),
    ...body,
  };
}

/** The person in the PHR: no name, no code, no birth date, only an identifier that says nothing. */
export const phrPatient = (patientId: string): Patient => ({
  resourceType: 'Patient',
  id: patientId,
  meta: { profile: [`${PHR_ROOT}fiphr-sd-patient`] },
  identifier: [{ system: SYSTEM.uri, value: `urn:uuid:${patientId}` }],
});
