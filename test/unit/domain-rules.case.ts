import { type Severity } from '../../shared/domain/finding.ts';

/** Facts that a rule must accept and facts that it must not, with the severity it then has where that varies. */
export type Case<Facts> = Readonly<{
  rule: string;
  passes: readonly Facts[];
  fails: readonly (Facts | readonly [Facts, Severity])[];
}>;
