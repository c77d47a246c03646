import { validateAgainst } from '../wire/xml/schema.ts';
import { type XmlNode } from '../wire/xml/xml.ts';
import { type Outcome, cdaSchema, documentBytes, json, readLimited } from './document-files.ts';
import { type Finding, exitCode, faultFinding, findingLine } from './document-findings.ts';
import { readingOfOpen } from './document-read.ts';
import { ruleFindings } from './document-rules.ts';

/** A document with thousands of faults says enough with the first of them. */
const MOST_FINDINGS = 200;

/**
 * libxml2's messages quote values of the document, and those may be the patient's: only names and kinds are kept.
 * Lines lead to the value.
 */
const withoutValues = (says: string): string => says.replace(/'[^'{}]*'(?=\s+(is|of|does|has))/g, "'…'").slice(0, 300);

/** The schema validator takes the square of the number of faulty neighbours; real documents have some dozens. */
const MOST_NEIGHBOURS = 2000;
function isCrowded(node: XmlNode): boolean {
  const children = node.elements();
  return children.length > MOST_NEIGHBOURS || children.some(isCrowded);
}

function schemaFindings(bytes: Uint8Array): readonly Finding[] {
  const schema = validateAgainst('CDA_Fi.xsd', cdaSchema(), bytes);
  return (schema.ok ? [] : schema.error).slice(0, MOST_FINDINGS).map(({ line, says }) => ({
    code: 'schema',
    severity: 'error',
    where: 'document',
    line,
    says: withoutValues(says),
  }));
}

const CROWDED: Finding = { code: 'schema-not-checked', severity: 'error', where: 'document' };

export function validationOf(bytes: Uint8Array): readonly Finding[] {
  const read = readLimited(bytes, doc => {
    const { structure, findings } = readingOfOpen(doc);
    return structure === null
      ? { findings, schema: false, crowded: false }
      : { findings: [...ruleFindings(doc), ...findings], schema: true, crowded: isCrowded(doc.root) };
  });
  if (!read.ok) return [faultFinding(read.error)];
  const { findings, schema, crowded } = read.value;
  if (!schema) return findings;
  return [...(crowded ? [CROWDED] : schemaFindings(bytes)), ...findings].slice(0, MOST_FINDINGS);
}

/** `kantele document validate FILE [--json]` */
export function validateCommand(path: string, asJson: boolean): Outcome {
  const findings = validationOf(documentBytes(path));
  const code = exitCode(findings);
  if (asJson) return { code, text: json({ valid: code === 0, findings }) };
  return { code, text: [...findings.map(findingLine), code === 0 ? 'valid' : 'not valid'].join('\n') };
}
