/** One change of a valid resource. `expect` is `<issue code> <expression>` of an error that has to be found. */
export type Case = Readonly<{
  name: string;
  base: string | Readonly<Record<string, unknown>>;
  set?: readonly (readonly [path: string, value: unknown])[];
  profile?: string;
  expect: string;
}>;

export const RX = 'http://resepti.kanta.fi/StructureDefinition/extension';
export const FI = 'https://hl7.fi/fhir/finnish-base-profiles/StructureDefinition';
export const one = (name: string, base: Case['base'], path: string, value: unknown, expect: string): Case => ({
  name,
  base,
  set: [[path, value]],
  expect,
});
export const div = (content: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`;
export const narrative = (name: string, content: string): Case =>
  one(`narrative: ${name}`, 'patient', 'text', { status: 'generated', div: content }, 'invariant Patient.text.div');
export const OBSERVATION = { resourceType: 'Observation', status: 'final', code: { text: 'RR' } };
export const TIMED = {
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text: 'a' },
  subject: { display: 'x' },
};

export const LOINC = 'http://loinc.org';
export const mmHg = (value: number, code = 'mm[Hg]'): object => ({
  value,
  unit: 'mmHg',
  system: 'http://unitsofmeasure.org',
  code,
});
export const part = (code: string, value: object): object => ({
  code: { coding: [{ system: LOINC, code }] },
  valueQuantity: value,
});
export const PRESSURE = {
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: LOINC, code: '85354-9' }] },
  subject: { reference: 'Patient/1' },
  effectiveDateTime: '2026-01-02',
  component: [part('8480-6', mmHg(120)), part('8462-4', mmHg(80))],
};
export const BP = 'http://hl7.org/fhir/StructureDefinition/bp';
/** Profile on profile: slices inside slices, and a contentReference to a sliced element. */
export const CUSTODIAN = {
  resourceType: 'Provenance',
  target: [{ reference: 'DocumentReference/1/_history/1' }],
  recorded: '2026-01-02T10:00:00Z',
  agent: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'CST' }] },
      role: [{ coding: [{ system: 'urn:oid:1.2.246.537.5.40172', code: '1' }] }],
      who: {
        identifier: {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PRN' }] },
          system: 'urn:oid:1.2.246.537.6.40174',
          value: 'x',
        },
      },
    },
  ],
};
