import type { FhirResource, Observation, Quantity } from 'fhir/r4.js';
import { MEASUREMENTS } from '../../../shared/domain/records/record.ts';
import { type WellbeingKind, type WellbeingMeasurement } from '../../../shared/domain/records/wellbeing.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { instantOf } from './fhir-time.ts';
import { decimalOf } from './json.ts';
import { ofType } from './resources.ts';
import { SYSTEM } from './systems.ts';

/** Root of the national profiles of the Kanta PHR. */
const PHR_ROOT = 'http://phr.kanta.fi/StructureDefinition/';
const KIND_OF_PROFILE: ReadonlyMap<string, WellbeingKind> = new Map([
  [`${PHR_ROOT}fiphr-sd-bloodpressure`, 'bloodPressure'],
  [`${PHR_ROOT}fiphr-sd-bodyweight`, 'bodyWeight'],
  [`${PHR_ROOT}fiphr-sd-bloodglucose`, 'bloodGlucose'],
]);
const APPLICATION = `${PHR_ROOT}fiphr-ext-creatingapplication`;

/** What was read of an answer. `isStu3`: it is of the old version, and nothing of it is used. */
export type WellbeingAnswer = Readonly<{
  measurements: readonly WellbeingMeasurement[];
  skipped: number;
  isStu3: boolean;
}>;

const profilesOf = (resource: FhirResource): readonly string[] => resource.meta?.profile ?? [];

/** STU3 profiles of the service say so in their names; members that R4 has renamed tell the rest. */
function ofStu3(resource: FhirResource): boolean {
  if (profilesOf(resource).some(profile => /stu3/i.test(profile))) return true;
  const loose = resource as unknown as Readonly<Record<string, unknown>>;
  return resource.resourceType === 'Observation' && ['context', 'comment', 'related'].some(name => name in loose);
}

/** The value in the unit of the profile; null in any other. */
function inUnit(quantity: Quantity | undefined, kind: WellbeingKind): Decimal | null {
  const isUnit = quantity?.system === 'http://unitsofmeasure.org' && quantity.code === MEASUREMENTS[kind].unit;
  return isUnit ? decimalOf(quantity.value) : null;
}

function valuesOf(observation: Observation, kind: WellbeingKind): readonly [Decimal, Decimal | null] | null {
  const { parts } = MEASUREMENTS[kind];
  if (parts === null) {
    const value = inUnit(observation.valueQuantity, kind);
    return value === null ? null : [value, null];
  }
  const [first, second, ...none] = parts.flatMap(loinc => {
    const part = observation.component?.find(({ code }) => code.coding?.some(one => one.code === loinc) === true);
    return inUnit(part?.valueQuantity, kind) ?? [];
  });
  return first === undefined || second === undefined || none.length > 0 ? null : [first, second];
}

function measurementOf(observation: Observation, patient: string): WellbeingMeasurement | null {
  const national = profilesOf(observation).filter(profile => profile.startsWith(PHR_ROOT));
  const kind = national.length === 1 ? KIND_OF_PROFILE.get(national[0] ?? '') : undefined;
  const id = observation.identifier?.find(({ system }) => system === SYSTEM.uri)?.value;
  const measuredAt = instantOf(observation.effectiveDateTime);
  // Another person's measurement is never shown, whatever the service says.
  const isOwn = observation.subject?.reference === `Patient/${patient}`;
  if (kind === undefined || id === undefined || measuredAt === null || !isOwn || observation.status !== 'final')
    return null;
  const values = valuesOf(observation, kind);
  if (values === null) return null;
  const application = observation.extension?.find(({ url }) => url === APPLICATION);
  const name = application?.extension?.find(({ url }) => url === 'name')?.valueString ?? '';
  return { id, kind, value: values[0], secondValue: values[1], measuredAt, application: name.slice(0, 200) };
}

/** @param patient logical id of the person in the PHR, as the token told it */
export function readWellbeing(resources: readonly FhirResource[], patient: string): WellbeingAnswer {
  if (resources.some(ofStu3)) return { measurements: [], skipped: 0, isStu3: true };
  const observations = ofType(resources, 'Observation');
  const measurements = observations.flatMap(observation => measurementOf(observation, patient) ?? []);
  return { measurements, skipped: observations.length - measurements.length, isStu3: false };
}
