import { type Language, LANGUAGES } from '../../../shared/kernel/language.ts';
import { type Problem, type Refusal } from './refusal.ts';
import { SYSTEM } from '../names.ts';
import type { OperationOutcome, Resource } from 'fhir/r4.js';

/** What goes back over HTTP. The body is text or exact bytes; nothing is serialised later. */
export type Answer = Readonly<{
  status: number;
  headers?: Readonly<Record<string, string>>;
  contentType?: string;
  body?: string | Uint8Array;
}>;

export const FHIR_JSON = 'application/fhir+json;charset=UTF-8';

export const resourceAnswer = (
  status: number,
  resource: Resource,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers,
  contentType: FHIR_JSON,
  body: JSON.stringify(resource),
});

/** ETag of a version: weak, because the server may write the same version with other white space. */
export const etag = (version: number | string): string => `W/"${version}"`;

/** First supported language of Accept-Language by its weights; Finnish when none is. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map(part => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
      const weight = rest.find(r => r.trim().startsWith('q='));
      return { language: tag.split('-')[0] ?? '', weight: weight ? Number(weight.trim().slice(2)) : 1 };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const known = LANGUAGES.find(l => l === language);
    if (known) return known;
  }
  return 'fi';
}

export function outcomeOf(problems: readonly Problem[], language: Language): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: problems.map(problem => ({
      severity: 'error' as const,
      code: problem.code,
      details: {
        coding: [
          { system: SYSTEM.errorFamily, code: problem.family },
          ...(problem.kanta ? [{ system: SYSTEM.processErrors, code: problem.kanta }] : []),
        ],
        text: problem.says[language],
      },
      ...(problem.diagnostics ? { diagnostics: problem.diagnostics } : {}),
      ...(problem.expression ? { expression: [problem.expression] } : {}),
    })),
  };
}

export const refusalAnswer = (refusal: Refusal, language: Language): Answer =>
  resourceAnswer(refusal.status, outcomeOf(refusal.problems, language), refusal.headers);

/** `allOk` of the FHIR validation operation: an OperationOutcome must have an issue even when nothing is wrong. */
export const allRight = (language: Language): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'information',
      code: 'informational',
      details: { text: { fi: 'Kunnossa.', sv: 'I sin ordning.', en: 'All right.' }[language] },
    },
  ],
});
