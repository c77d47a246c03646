import type { OperationOutcome } from 'fhir/r4.js';
import { isObject } from './resources.ts';
import { SYSTEM } from './systems.ts';

/** Families of refusals of the services; what each means for the queue stands in the adapter's table. */
export const FAMILIES = ['E-FORM', 'E-AUTH', 'E-CODE', 'E-REF', 'E-STATE', 'E-QTY', 'E-DUP', 'E-BUSY'] as const;
export type Family = (typeof FAMILIES)[number];

export type Refusal = Readonly<{
  /** First family named; null when the service named none that is known. */
  family: Family | null;
  /** FHIR issue types, in order. */
  issues: readonly string[];
  /** Rule ids and element paths for support; nothing that could be content. */
  detail: string | null;
}>;

/** Rule ids, element paths, OIDs: no letter beyond ASCII, so no name of a person by chance. */
const SAFE_DETAIL = /^[A-Za-z0-9 .:_()[\]=/-]{1,120}$/;

const isFamily = (code: string | undefined): code is Family => FAMILIES.some(family => family === code);

/** Reads an OperationOutcome; null when the answer is something else (a proxy's page, an empty body). */
export function readRefusal(body: unknown): Refusal | null {
  if (!isObject(body) || body['resourceType'] !== 'OperationOutcome' || !Array.isArray(body['issue'])) return null;
  const { issue: issues } = body as unknown as OperationOutcome;
  const families = issues.flatMap(issue =>
    (issue.details?.coding ?? []).filter(coding => coding.system === SYSTEM.errorFamily).map(coding => coding.code),
  );
  const details = issues
    .flatMap(issue => [issue.diagnostics, ...(issue.expression ?? [])])
    .filter(text => text !== undefined && SAFE_DETAIL.test(text));
  return {
    family: families.find(isFamily) ?? null,
    issues: issues.map(issue => String(issue.code)),
    detail: details.length === 0 ? null : details.join('; '),
  };
}
