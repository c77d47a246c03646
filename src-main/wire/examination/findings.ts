import { type Severity } from '../documents.ts';
import { type XmlFault } from '../xml/xml.ts';

/** A finding of any examination of a document. `where` is a place, never content. */
export type Finding = Readonly<{ code: string; severity: Severity; where: string; line?: number; says?: string }>;

export const findingLine = ({ code, severity, where, line, says }: Finding): string =>
  `${severity.padEnd(7)} ${code} (${where}${line ? `, line ${line}` : ''})${says ? `: ${says}` : ''}`;

export const exitCode = (findings: readonly Finding[]): 0 | 1 =>
  findings.some(finding => finding.severity === 'error') ? 1 : 0;

/** Bytes that are no document at all. */
export const faultFinding = ({ code, line }: XmlFault): Finding => ({
  code: `xml-${code}`,
  severity: 'error',
  where: 'document',
  ...(line ? { line } : {}),
});
