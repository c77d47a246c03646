import { type Localized } from '../../../shared/kernel/language.ts';
import { type Family, type IssueType, type Problem, localized } from '../rest/refusal.ts';

/** One content rule: `holds` says whether a document obeys it; the id is printed in the outcome and never reused. */
export type Rule<T> = Readonly<{
  id: string;
  source: string;
  family: Family;
  code: IssueType;
  says: Localized;
  holds(subject: T): boolean;
}>;

export const rule = <T>(
  id: string,
  source: string,
  family: Family,
  code: IssueType,
  says: readonly [fi: string, sv: string, en: string],
  holds: (subject: T) => boolean,
): Rule<T> => ({ id, source, family, code, says: localized(...says), holds });

/** Every rule that does not hold, as problems for one answer. */
export const broken = <T>(rules: readonly Rule<T>[], subject: T): readonly Problem[] =>
  rules.filter(r => !r.holds(subject)).map(({ id, family, code, says }) => ({ family, code, says, diagnostics: id }));
