import { validateAgainst } from '../wire/xml/schema.ts';
import { readXml } from '../wire/xml/xml.ts';
import { type Outcome, cdaSchema, documentBytes, json } from './document-files.ts';
import { type Finding, exitCode, findingLine } from './document-findings.ts';
import { readingOf } from './document-read.ts';
import { ruleFindings } from './document-rules.ts';

/** A document with thousands of faults says enough with the first of them. */
const MOST_FINDINGS = 200;

/**
 * libxml2's messages quote values of the document, and those may be the patient's: only names and kinds are kept.
 * Lines lead to the value.
 */
const withoutValues = (says: string): string => says.replace(/'[^'{}]*'(?=\s+(is|of|does|has))/g, "'…'").slice(0, 300);

export function validationOf(bytes: Uint8Array): readonly Finding[] {
  const reading = readingOf(bytes);
  const unreadable = reading.findings.filter(each => each.severity === 'error' && reading.structure === null);
  if (unreadable.length > 0) return unreadable;
  const schema = validateAgainst('CDA_Fi.xsd', cdaSchema(), bytes);
  const faults = (schema.ok ? [] : schema.error).map(({ line, says }): Finding => ({
    code: 'schema',
    severity: 'error',
    where: 'document',
    line,
    says: withoutValues(says),
  }));
  const rules = readXml(bytes, ruleFindings);
  return [...faults, ...(rules.ok ? rules.value : []), ...reading.findings].slice(0, MOST_FINDINGS);
}

/** `kantele document validate FILE [--json]` */
export function validateCommand(path: string, asJson: boolean): Outcome {
  const findings = validationOf(documentBytes(path));
  const code = exitCode(findings);
  if (asJson) return { code, text: json({ valid: code === 0, findings }) };
  return { code, text: [...findings.map(findingLine), code === 0 ? 'valid' : 'not valid'].join('\n') };
}
