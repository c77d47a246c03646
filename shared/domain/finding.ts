import { type Localized } from '../kernel/language.ts';

/** B block · C confirm with reason · W warn · I inform · `?` a check that could not run. */
export type Severity = 'block' | 'confirm' | 'warn' | 'inform' | 'notChecked';

/** A rule row: id, phase and source are for people who ask why. */
export type RuleInfo = Readonly<{
  id: string;
  severity: Severity;
  /** Document and section that the rule comes from. */
  source: string;
  says: Localized;
}>;

/** What a rule found. `field` is the form field it belongs to; `inputs` names what the rule looked at, as shown by "why". */
export type Finding = Readonly<{
  /** Id of the row; with a key after `/` where one row found several things. */
  rule: string;
  severity: Severity;
  field: string | null;
  says: Localized;
  source: string;
  /** Of the rule tables, or of the knowledge pack with its date. */
  version?: string;
  /** Version of the Pharmaceutical Database that the check looked into, with its day. */
  database?: string;
  inputs: Readonly<Record<string, string>>;
}>;

/** A finding of severity `confirm` (or `notChecked`) that a person has taken on, with the reason. */
export type Confirmation = Readonly<{ rule: string; reason: string }>;
