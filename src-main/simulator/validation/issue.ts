/** The part of FHIR's IssueType code system that this validator uses (http://hl7.org/fhir/issue-type, R4). */
export type IssueCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'extension'
  | 'invalid'
  | 'not-found'
  | 'not-supported'
  | 'duplicate'
  | 'too-costly';

/**
 * One finding. `expression` is a FHIRPath into the resource; `diagnostics` names what was expected and never repeats
 * a value of the resource, so that it may be logged and shown to anybody.
 */
export type Issue = Readonly<{
  severity: 'error' | 'warning' | 'information';
  code: IssueCode;
  expression: string;
  diagnostics: string;
}>;

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(issue => issue.severity === 'error');
}

/** Keeps the first of equal findings: two profiles of one resource repeat what their common base says. */
export function withoutRepeats(issues: readonly Issue[]): Issue[] {
  const seen = new Map<string, Issue>();
  for (const issue of issues) {
    const key = `${issue.severity}\n${issue.expression}\n${issue.diagnostics}`;
    if (!seen.has(key)) seen.set(key, issue);
  }
  return [...seen.values()];
}
