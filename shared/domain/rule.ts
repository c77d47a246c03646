import { type Localized } from '../kernel/language.ts';
import { storedText } from '../kernel/text.ts';
import { type Confirmation, type Finding, type RuleInfo, type Severity } from './finding.ts';

/** One of several things that a rule found; what it leaves out is the row's. */
export type Detail = Readonly<{
  /** Tells the findings of one row apart, so that each has a reason of its own; empty: the row itself. */
  key: string;
  severity: Severity;
  says?: Localized;
  source?: string;
  version?: string;
  inputs: Readonly<Record<string, string>>;
}>;

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
    /** Where a row may find several things at once: what it found, in place of `gravity` and `inputs`. */
    each?(facts: Facts): readonly Detail[];
  }>;

/** Version of the program's own rule tables, shown by "why"; findings of a knowledge pack carry the pack's. */
export const RULES_VERSION = '2026.2';

export const says = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** Findings are shown and travel: what stands in them is bounded and free of characters that no text may carry. */
const shown = (value: string): string =>
  storedText(value)
    .replace(/[^\P{C}\n]/gu, '\u{fffd}')
    .slice(0, 200);

const shownAll = (inputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, shown(value)]));

function findingsOf<Facts>(rule: Rule<Facts>, facts: Facts): readonly Finding[] {
  const { id, field, says: row, source } = rule;
  const own = { rule: id, field, says: row, source, version: RULES_VERSION };
  if (rule.each === undefined)
    return [{ ...own, severity: rule.gravity?.(facts) ?? rule.severity, inputs: shownAll(rule.inputs?.(facts) ?? {}) }];
  return rule.each(facts).map(({ key, inputs, severity, ...detail }) => ({
    ...own,
    ...detail,
    severity,
    rule: key === '' ? id : `${id}/${key}`,
    inputs: shownAll(inputs),
  }));
}

/** What the rules say that do not hold, in the order of the table. */
export const findingsBy = <Facts>(rules: readonly Rule<Facts>[], facts: Facts): readonly Finding[] =>
  rules.filter(rule => !rule.holds(facts)).flatMap(rule => findingsOf(rule, facts));

/** The row that a finding comes from: what stands before the key of one of several. */
export const ruleIdOf = (finding: Readonly<{ rule: string }>): string => finding.rule.split('/')[0] ?? finding.rule;

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
