import { type SchemaFiles, validateAgainst } from '../xml/schema.ts';
import { type XmlNode } from '../xml/xml.ts';
import { type Finding, faultFinding } from './findings.ts';
import { readLimited } from './limits.ts';
import { readingOfOpen } from './reading.ts';
import { ruleFindings } from './document.rules.ts';

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

function schemaFindings(bytes: Uint8Array, files: SchemaFiles): readonly Finding[] {
  const schema = validateAgainst('CDA_Fi.xsd', files, bytes);
  return (schema.ok ? [] : schema.error).slice(0, MOST_FINDINGS).map(({ line, says }) => ({
    code: 'schema',
    severity: 'error',
    where: 'document',
    line,
    says: withoutValues(says),
  }));
}

const CROWDED: Finding = { code: 'schema-not-checked', severity: 'error', where: 'document' };

/** Schema and rules, all findings with their codes. @param files the Finnish CDA R2 schema, by file name */
export function validationOf(bytes: Uint8Array, files: SchemaFiles): readonly Finding[] {
  const read = readLimited(bytes, doc => {
    const { structure, findings } = readingOfOpen(doc);
    return structure === null
      ? { findings, schema: false, crowded: false }
      : { findings: [...ruleFindings(doc), ...findings], schema: true, crowded: isCrowded(doc.root) };
  });
  if (!read.ok) return [faultFinding(read.error)];
  const { findings, schema, crowded } = read.value;
  if (!schema) return findings;
  return [...(crowded ? [CROWDED] : schemaFindings(bytes, files)), ...findings].slice(0, MOST_FINDINGS);
}
