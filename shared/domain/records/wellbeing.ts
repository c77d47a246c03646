import { type Decimal } from '../../kernel/decimal.ts';
import { type Instant } from '../../kernel/time.ts';
import { type MeasurementKind } from './record.ts';

/** Measurements of the Kanta PHR that are read: profiles fiphr-sd-bloodpressure, -bodyweight, -bloodglucose (R4). */
export const WELLBEING_KINDS = [
  'bloodPressure',
  'bodyWeight',
  'bloodGlucose',
] as const satisfies readonly MeasurementKind[];
export type WellbeingKind = (typeof WELLBEING_KINDS)[number];

/** What the citizen measured, as the service holds it. Never part of the clinic's own measurements. */
export type WellbeingMeasurement = Readonly<{
  /** Business identifier of the writing application (`urn:uuid:`). */
  id: string;
  kind: WellbeingKind;
  /** In the unit of `MEASUREMENTS[kind]`; systolic of a blood pressure. */
  value: Decimal;
  /** Diastolic pressure; null for all other kinds. */
  secondValue: Decimal | null;
  measuredAt: Instant;
  /** Wellbeing application that wrote it; empty where it does not say. */
  application: string;
}>;

/** One measurement of the clinic's own, from notes of its register. */
export type ClinicMeasurement = Readonly<{
  kind: WellbeingKind;
  value: Decimal;
  secondValue: Decimal | null;
  measuredAt: Instant;
  /** Who wrote the note. */
  by: string;
}>;

/** What the citizen allowed and until when; the tokens behind it never leave the host. */
export type WellbeingPermission = Readonly<{ givenAt: Instant; until: Instant }>;
