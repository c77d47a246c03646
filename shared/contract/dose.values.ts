/** Decoders of doses, as typed here and as other systems write them. */
import { z } from 'zod';
import {
  type ClockTime,
  DOSE_UNITS,
  type DoseRange,
  type DoseTiming,
  type StructuredDose,
  isClockTime,
} from '../domain/prescribing/dose.ts';
import { type DosePlan, type PlannedDose, type Span } from '../domain/prescribing/dose-plan.ts';
import { codedWord, decimal, localDate, text } from './basic.values.ts';

const doseRange: z.ZodType<DoseRange> = z.strictObject({ low: decimal, high: decimal });
const timesADay = z.int().min(1).max(48);
/** Documents of other systems write an as-needed dose as 0 to n times a day. */
const timesADayOrNone = z.int().min(0).max(48);
const doseTiming: z.ZodType<DoseTiming> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timesPerDay'), low: timesADayOrNone, high: timesADay }),
  z.strictObject({
    kind: z.literal('timesOfDay'),
    amounts: z.strictObject({
      morning: doseRange.optional(),
      noon: doseRange.optional(),
      evening: doseRange.optional(),
      night: doseRange.optional(),
    }),
  }),
  z.strictObject({
    kind: z.literal('clockTimes'),
    amounts: z
      .array(
        z.strictObject({
          at: z.custom<ClockTime>(v => typeof v === 'string' && isClockTime(v), 'time'),
          amount: doseRange,
        }),
      )
      .min(1)
      .max(48),
  }),
  z.strictObject({ kind: z.literal('everyHours'), low: z.int().min(1).max(240), high: z.int().min(1).max(240) }),
  z.strictObject({ kind: z.literal('everyDays'), days: z.int().min(1).max(366), times: timesADay }),
  z.strictObject({ kind: z.literal('timesPerWeek'), low: timesADay, high: timesADay }),
  z.strictObject({
    kind: z.literal('weekdays'),
    days: z
      .array(
        z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
      )
      .min(1)
      .max(7),
    times: timesADay,
  }),
]) as z.ZodType<DoseTiming>;

export const structuredDose: z.ZodType<StructuredDose> = z.strictObject({
  low: decimal,
  high: decimal,
  unit: z.enum(DOSE_UNITS),
  timing: doseTiming,
  asNeeded: z.boolean(),
  maxPerDay: decimal.nullable(),
  lengthDays: z.int().min(1).max(3660).nullable(),
  startsOn: localDate.nullable(),
});

const timeSpan: z.ZodType<Span> = z.strictObject({
  low: decimal,
  high: decimal,
  unit: z.enum(['h', 'd', 'wk', 'mo', 'a', 'min']),
});
const plannedDose: z.ZodType<PlannedDose> = z.strictObject({
  id: text(128).exactOptional(),
  amount: doseRange.nullable(),
  unit: codedWord.nullable(),
  physical: z.strictObject({ low: decimal, high: decimal, unit: text(40) }).nullable(),
  asNeeded: z.boolean().nullable(),
  timeOfDay: codedWord.nullable(),
  clock: text(20).nullable(),
  weekday: codedWord.nullable(),
  most: z.strictObject({ amount: decimal, per: decimal, unit: z.enum(['h', 'd', 'wk', 'mo', 'a', 'min']) }).nullable(),
});
export const dosePlan: z.ZodType<DosePlan> = z.strictObject({
  seasons: z
    .array(
      z.strictObject({
        id: text(128).exactOptional(),
        start: localDate.nullable(),
        end: localDate.nullable(),
        length: timeSpan.nullable(),
        pauses: z.array(z.strictObject({ from: localDate.nullable(), to: localDate.nullable() })).max(100),
        asNeeded: z.boolean().nullable(),
        period: timeSpan.nullable(),
        doses: z.array(plannedDose).max(500),
      }),
    )
    .max(100),
});
