import { type DocumentContent, readDocument } from '../wire/documents.ts';
import { type Outcome, documentBytes, json } from './document-files.ts';
import { type Finding, exitCode, findingLine } from './document-findings.ts';
import { type Outline, outlineOf } from './document-outline.ts';

export type Reading = Readonly<{
  /** Prescription, dispensing or record where the content was taken apart; null where a finding says why not. */
  kind: DocumentContent['kind'] | null;
  /** Code of 1.2.246.537.5.40105.2006, or `record`; null for what is neither. */
  messageType: string | null;
  generation: string;
  content: DocumentContent['content'] | null;
  /** Fields that the content has no place for. */
  beyond: readonly Readonly<{ field: string; name: string; says: string }>[];
  structure: Outline | null;
  findings: readonly Finding[];
}>;

const DOCUMENT = { where: 'document' } as const;

/** A kind of document or product that is not taken apart keeps its readable text: that is no error of the document. */
const NOT_TAKEN_APART = /^(document-type-|product-kind-|treatment-kind-|record-|amount-mode-|dispensed-product-kind-)/;

function findingsOf(bytes: Uint8Array, outline: Outline | null): readonly Finding[] {
  const { generation, finding, beyond } = readDocument(bytes);
  if (finding?.startsWith('xml-') || finding === 'not-a-document' || !outline)
    return [{ code: finding ?? 'not-a-document', severity: 'error', ...DOCUMENT }];
  const found: Finding[] = [];
  if (finding !== null)
    found.push({ code: finding, severity: NOT_TAKEN_APART.test(finding) ? 'info' : 'error', ...DOCUMENT });
  if (generation === 'newer' || generation === 'unknown')
    found.push({ code: `generation-${generation}`, severity: 'warning', ...DOCUMENT });
  if (beyond.length > 0)
    found.push({ code: 'fields-beyond', severity: 'info', ...DOCUMENT, says: String(beyond.length) });
  return found;
}

export function readingOf(bytes: Uint8Array): Reading {
  const { content, messageType, generation, beyond } = readDocument(bytes);
  const outline = outlineOf(bytes);
  const structure = outline.ok ? outline.value : null;
  const line = outline.ok ? {} : { line: outline.error.line ?? 1 };
  const findings = findingsOf(bytes, structure).map(each => ({ ...each, ...line }));
  return {
    kind: content?.kind ?? null,
    messageType,
    generation,
    content: content?.content ?? null,
    beyond,
    structure,
    findings,
  };
}

function textOf({ kind, messageType, generation, beyond, structure, findings }: Reading): string {
  const lines = [
    `kind        ${kind ?? 'not taken apart'}, message type ${messageType ?? 'unknown'}, generation ${generation}`,
    ...(structure
      ? [
          `document    ${structure.oid ?? 'no id'}, set ${structure.setId ?? 'none'}, version ${structure.version ?? 'none'}`,
          `title       ${structure.title}${structure.practice ? ' (practice)' : ''}`,
          `written     ${structure.writtenAt ?? 'unknown'}, language ${structure.language ?? 'unknown'}`,
          `signatures  ${structure.signatures.join(', ') || 'none'}`,
          ...structure.sections.map(
            each =>
              `${'  '.repeat(each.depth)}- ${each.title || '(no title)'}: ${each.entries} entries, line ${each.line}`,
          ),
        ]
      : []),
    ...beyond.map(each => `beyond      LL ${each.field} ${each.name}: ${each.says}`),
    ...findings.map(findingLine),
  ];
  return lines.join('\n');
}

/** `kantele document read FILE [--json]` */
export function readCommand(path: string, asJson: boolean): Outcome {
  const reading = readingOf(documentBytes(path));
  return { code: exitCode(reading.findings), text: asJson ? json(reading) : textOf(reading) };
}
