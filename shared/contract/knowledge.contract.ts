import { z } from 'zod';
import { call } from './define.ts';
import { count, id, localDate, nothing } from './values.ts';

const answer = z.strictObject({ is: z.enum(['yes', 'no']), on: localDate }).nullable();

/** What has been said of the patient beyond allergies; null = nobody has said. */
export const healthFacts = z.strictObject({
  /** ml/min/1.73 m2, with the day of the sample. */
  egfr: z.strictObject({ value: z.number().min(1).max(200), on: localDate }).nullable(),
  pregnant: answer,
  breastFeeding: answer,
  weight: z.strictObject({ kg: z.number().min(0.3).max(500), on: localDate }).nullable(),
});
export type HealthFactsShown = z.output<typeof healthFacts>;

export const packSummary = z.strictObject({
  id: z.string().max(40),
  version: z.string().max(20),
  date: localDate,
  ageDays: count,
  stale: z.boolean(),
  practice: z.boolean(),
  name: z.strictObject({ fi: z.string(), sv: z.string(), en: z.string() }),
  notice: z.strictObject({ fi: z.string(), sv: z.string(), en: z.string() }),
  publisher: z.string().max(200),
  licence: z.string().max(200),
  rows: count,
});

export const knowledge = {
  /** Installed packs with their age, and files that were refused with the fault in words for support. */
  packs: call({
    needs: 'anyone',
    params: nothing,
    result: z.strictObject({
      packs: z.array(packSummary),
      refused: z.array(z.strictObject({ file: z.string().max(80), fault: z.string().max(300) })),
    }),
  }),
  health: call({
    needs: 'readPatients',
    params: z.strictObject({ patientId: id }),
    result: healthFacts,
    codes: ['PAT-0002', 'PAT-0004'],
  }),
  saveHealth: call({
    needs: 'readPatients',
    params: z.strictObject({ patientId: id, facts: healthFacts }),
    result: healthFacts,
    codes: ['PAT-0002', 'PAT-0004'],
  }),
};
