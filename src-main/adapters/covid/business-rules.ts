import { type CertLogicExpression, evaluate } from 'certlogic-js';
import { z } from 'zod';
import { type CovidReading, type CovidRuleOutcome } from '../../../shared/domain/covid/covid-certificate.ts';

const ruleSets = z.array(
  z.object({
    id: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    rules: z.array(
      z.object({
        id: z.string(),
        says: z.object({ fi: z.string(), sv: z.string(), en: z.string() }),
        kind: z.enum(['v', 't', 'r', 'any']),
        logic: z.custom<CertLogicExpression>(value => typeof value === 'object' && value !== null),
      }),
    ),
  }),
);
export type RuleSets = z.output<typeof ruleSets>;

/** @throws ZodError when the file of dated rule sets is not in its form. */
export const readRuleSets = (json: string): RuleSets => ruleSets.parse(JSON.parse(json));

const hasKind = (content: unknown, kind: 'v' | 't' | 'r'): boolean => {
  const list = (content as Readonly<Record<string, unknown>>)[kind];
  return Array.isArray(list) && list.length > 0;
};

/**
 * The set in force at that moment, evaluated by CertLogic (eu-dcc-business-rules, specification 1.3). A rule that cannot be
 * evaluated is `open`, never passed. Null when no set is in force.
 */
export function outcomesAt(sets: RuleSets, content: unknown, atMs: number): CovidReading['rules'] {
  const clock = new Date(atMs).toISOString();
  const set = sets.find(({ validFrom, validTo }) => validFrom <= clock && clock <= validTo);
  if (set === undefined) return null;
  const data = { payload: content, external: { validationClock: clock } };
  const outcomes = set.rules
    .filter(({ kind }) => kind === 'any' || hasKind(content, kind))
    .map(({ id, says, logic }): CovidRuleOutcome => ({ id, says, outcome: outcomeOf(logic, data) }));
  return { set: set.id, outcomes };
}

function outcomeOf(logic: CertLogicExpression, data: unknown): CovidRuleOutcome['outcome'] {
  try {
    const value: unknown = evaluate(logic, data);
    return value === true ? 'passed' : value === false ? 'failed' : 'open';
  } catch {
    return 'open';
  }
}

/** CBOR maps as the plain objects that rules look into. */
export function plainContent(value: unknown): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, inner]) => [String(key), plainContent(inner)]));
  if (Array.isArray(value)) return value.map(plainContent);
  return value;
}
