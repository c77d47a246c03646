import { foldedForSearch } from '../../../shared/kernel/text.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Outcome, type Problem, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { fhirSpan } from '../time.ts';
import { PARAMETERS, type Parameter, type Searched } from './parameters.ts';

export type Condition = Readonly<{
  name: string;
  parameter: Parameter;
  /** Token, text or address alternatives; dates as written. */
  values: readonly string[];
  byIdentifier: boolean;
}>;

export type Query = Readonly<{
  conditions: readonly Condition[];
  count: number;
  includes: ReadonlySet<string>;
  newestFirst: boolean;
}>;

/** More on a page is refused; the default is the most. */
const MOST_ON_PAGE = 100;
const INCLUDES: Readonly<Record<string, string>> = {
  MedicationRequest: 'MedicationRequest:medication',
  DocumentReference: 'DocumentReference:encounter',
};

/** Reads a form body of `POST _search`; unknown names are an error, never ignored (`handling=strict`). */
export function readQuery(type: string, form: URLSearchParams): Outcome<Query> {
  const known = PARAMETERS[type] ?? {};
  const conditions: Condition[] = [];
  const problems: Problem[] = [];
  let count = MOST_ON_PAGE;
  const includes = new Set<string>();
  let newestFirst = false;
  for (const [written, value] of form) {
    const [name = '', modifier] = written.split(':');
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    const bad = (text: Problem) => problems.push({ ...text, diagnostics: written.slice(0, 60) });
    if (written === '_count') {
      count = Number(value);
      if (!Number.isSafeInteger(count) || count < 1 || count > MOST_ON_PAGE) bad(TEXTS.badParameter);
    } else if (written === '_sort') {
      if (value !== '-date') bad(TEXTS.badParameter);
      else newestFirst = true;
    } else if (written === '_total') {
      if (value !== 'accurate') bad(TEXTS.badParameter);
    } else if (written === '_include') {
      if (value !== INCLUDES[type]) bad(TEXTS.badParameter);
      else includes.add(value);
    } else if (!parameter || (modifier !== undefined && (modifier !== 'identifier' || parameter.kind !== 'reference')))
      bad(TEXTS.unknownParameter);
    else {
      const values = value.split(',').filter(v => v !== '');
      const byIdentifier = modifier === 'identifier';
      if (values.length === 0 || !values.every(v => wellFormed(parameter, v, byIdentifier))) bad(TEXTS.badParameter);
      else conditions.push({ name, parameter, values, byIdentifier });
    }
  }
  return problems.length > 0 ? refuse(400, ...problems) : ok({ conditions, count, includes, newestFirst });
}

function wellFormed(parameter: Parameter, value: string, byIdentifier: boolean): boolean {
  if (value.length > 300) return false;
  if (parameter.kind === 'date') return readDate(value) !== null;
  if (parameter.kind === 'reference')
    return byIdentifier ? value.includes('|') : /^(?:[A-Za-z]+\/)?[A-Za-z0-9.-]{1,64}$/.test(value);
  return true;
}

type DateTest = Readonly<{ prefix: string; fromMs: number; toMs: number }>;

function readDate(value: string): DateTest | null {
  const match = /^(eq|ne|ge|le|gt|lt)?(\d.*)$/.exec(value);
  const span = match ? fhirSpan(match[2] ?? '') : null;
  return span ? { prefix: match?.[1] ?? 'eq', ...span } : null;
}

function dateMatches(stored: string, wanted: string): boolean {
  const test = readDate(wanted);
  const span = fhirSpan(stored);
  if (!test || !span) return false;
  switch (test.prefix) {
    case 'ge':
      return span.fromMs >= test.fromMs;
    case 'gt':
      return span.fromMs >= test.toMs;
    case 'le':
      return span.fromMs < test.toMs;
    case 'lt':
      return span.fromMs < test.fromMs;
    case 'ne':
      return span.fromMs < test.fromMs || span.fromMs >= test.toMs;
    default:
      return span.fromMs >= test.fromMs && span.fromMs < test.toMs;
  }
}

/** `system|code` must be equal; without a system any system will do. */
const tokenMatches = (stored: string, wanted: string): boolean =>
  wanted.includes('|')
    ? stored === wanted || (wanted.endsWith('|') && stored.startsWith(wanted))
    : stored.slice(stored.indexOf('|') + 1) === wanted;

/** One condition on one resource. References are compared in both their forms, so they arrive expanded. */
export function matches(resource: Searched, condition: Condition): boolean {
  const { parameter, values } = condition;
  const stored = parameter.of(resource);
  switch (parameter.kind) {
    case 'date':
      return stored.some(s => values.some(v => dateMatches(s, v)));
    case 'token':
      return stored.some(s => values.some(v => tokenMatches(s, v)));
    case 'reference':
      return stored.some(s => values.includes(s));
    case 'string':
      return stored.some(s => values.some(v => s.startsWith(foldedForSearch(v))));
  }
}
