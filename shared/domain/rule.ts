import { type Localized } from '../kernel/language.ts';
import { storedText } from '../kernel/text.ts';
import { type Confirmation, type Finding, type RuleInfo, type Severity } from './finding.ts';

/** A row of a rule table. Ids are unique over all tables and never used again for something else. */
export type Rule<Facts> = RuleInfo &
  Readonly<{
    /** Form field that the finding belongs to; null for the whole. */
    field: string | null;
    holds(facts: Facts): boolean;
    /** Where one rule is graver in some cases than in others; else `severity` stands. */
    gravity?(facts: Facts): Severity;
    /** What the rule looked at, for "why". */
    inputs?(facts: Facts): Readonly<Record<string, string>>;
  }>;

export const says = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** Findings are shown and travel: what stands in them is bounded and free of characters that no text may carry. */
const shown = (value: string): string =>
  storedText(value)
    .replace(/[^\P{C}\n]/gu, '\u{fffd}')
    .slice(0, 200);

const shownAll = (inputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, shown(value)]));

/** What the rules say that do not hold, in the order of the table. */
export function findingsBy<Facts>(rules: readonly Rule<Facts>[], facts: Facts): readonly Finding[] {
  return rules
    .filter(rule => !rule.holds(facts))
    .map(rule => ({
      rule: rule.id,
      severity: rule.gravity?.(facts) ?? rule.severity,
      field: rule.field,
      says: rule.says,
      source: rule.source,
      inputs: shownAll(rule.inputs?.(facts) ?? {}),
    }));
}

export const blocksOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(finding => finding.severity === 'block');

/**
 * What keeps a form from being signed: every block, and every finding to confirm or check that did not run which nobody
 * has taken on with a reason.
 */
export function signingStops(findings: readonly Finding[], confirmations: readonly Confirmation[]): readonly Finding[] {
  const taken = new Set(confirmations.filter(c => c.reason.trim() !== '').map(c => c.rule));
  return findings.filter(
    ({ rule, severity }) =>
      severity === 'block' || ((severity === 'confirm' || severity === 'notChecked') && !taken.has(rule)),
  );
}
