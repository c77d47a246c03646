/** Whether this workstation and its organisation are ready for Kanta: a checklist with what is lacking. */
import { z } from 'zod';
import { READINESS_CHECKS, READINESS_GROUPS } from '../domain/oversight/readiness.ts';
import { call } from './define.ts';
import { instant, nothing } from './values.ts';

const state = z.enum(['ready', 'attention', 'lacking', 'unknown']);

export const readinessShown = z.strictObject({
  at: instant,
  verdict: state,
  rows: z.array(
    z.strictObject({
      id: z.string(),
      group: z.enum(READINESS_GROUPS),
      check: z.enum(READINESS_CHECKS),
      subject: z.string(),
      state,
      inputs: z.record(z.string(), z.string()),
    }),
  ),
});
export type ReadinessShown = z.output<typeof readinessShown>;

export const readiness = {
  check: call({ needs: 'checkReadiness', params: nothing, result: readinessShown }),
};
