import { type Localized } from '../../../shared/kernel/language.ts';
import { type Result, fail } from '../../../shared/kernel/result.ts';

/** Families of refusals, code system `{sim}/CodeSystem/error-family`; which family comes with which status: the table of the REST conventions. */
export const FAMILIES = ['E-FORM', 'E-AUTH', 'E-CODE', 'E-REF', 'E-STATE', 'E-QTY', 'E-DUP', 'E-BUSY'] as const;
export type Family = (typeof FAMILIES)[number];

/** Codes of FHIR R4 `http://hl7.org/fhir/issue-type` that the simulator uses. */
export type IssueType =
  | 'structure'
  | 'invalid'
  | 'too-costly'
  | 'login'
  | 'expired'
  | 'forbidden'
  | 'security'
  | 'not-found'
  | 'not-supported'
  | 'conflict'
  | 'duplicate'
  | 'multiple-matches'
  | 'invariant'
  | 'required'
  | 'value'
  | 'code-invalid'
  | 'business-rule'
  | 'throttled'
  | 'transient'
  | 'exception'
  | 'timeout';

/** One thing that is wrong. Never carries patient data: `diagnostics` holds rule ids, element paths and OIDs of documents. */
export type Problem = Readonly<{
  family: Family;
  code: IssueType;
  says: Localized;
  expression?: string;
  diagnostics?: string;
  /** Value of 1.2.246.537.5.40112.2006; only 4Y00007 (integrity) and 5Y00009 (access right) are confirmed. */
  kanta?: '4Y00007' | '5Y00009';
}>;

export type Refusal = Readonly<{
  status: number;
  problems: readonly Problem[];
  headers?: Readonly<Record<string, string>>;
}>;

export type Outcome<T> = Result<T, Refusal>;

export const refuse = (status: number, ...problems: readonly Problem[]): Readonly<{ ok: false; error: Refusal }> =>
  fail({ status, problems });

export const localized = (fi: string, sv: string, en: string): Localized => ({ fi, sv, en });

/** A row of a table of refusals; a client finds its own text by the id. */
export const refusalRow = (
  id: string,
  family: Family,
  code: IssueType,
  fi: string,
  sv: string,
  en: string,
): Problem => ({ family, code, says: localized(fi, sv, en), diagnostics: id });

/** Puts an element path before the paths of problems found inside it. */
export const within = (path: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map(problem => ({ ...problem, expression: problem.expression ? `${path}.${problem.expression}` : path }));

/** One status for several problems: rights first, then conflicts of state, then content. */
export function asRefusal(problems: readonly Problem[]): Refusal {
  const has = (...codes: readonly Problem['code'][]) => problems.some(p => codes.includes(p.code));
  const rights = problems.some(p => p.family === 'E-AUTH');
  const status = rights ? 403 : has('conflict', 'duplicate') ? 409 : has('not-supported', 'structure') ? 400 : 422;
  return { status, problems };
}
