import { type Generation } from '../../../shared/codes/cda-generations.ts';
import { type DocumentReading, readOpenDocument } from '../cda/read-document.ts';
import { type DocumentContent } from '../cda/content.ts';
import { type XmlDoc } from '../xml/xml.ts';
import { type Finding, faultFinding } from './findings.ts';
import { readLimited } from './limits.ts';
import { type Outline, outlineOf } from './outline.ts';

export type Reading = Readonly<{
  /** Of what was taken apart; null where a finding says why it was not. */
  kind: DocumentContent['kind'] | null;
  /** Code of 1.2.246.537.5.40105.2006, or `record`; null for what is neither. */
  messageType: string | null;
  generation: Generation;
  content: DocumentContent['content'] | null;
  /** Fields that the content has no place for. */
  beyond: readonly Readonly<{ field: string; name: string; says: string }>[];
  structure: Outline | null;
  findings: readonly Finding[];
}>;

const DOCUMENT = { where: 'document' } as const;

/** A kind of document or product that is not taken apart keeps its readable text: that is no error of the document. */
const NOT_TAKEN_APART = /^(document-type-|product-kind-|treatment-kind-|record-|amount-mode-|dispensed-product-kind-)/;

function findingsOf({ generation, finding, beyond }: DocumentReading): readonly Finding[] {
  const found: Finding[] = [];
  if (finding !== null)
    found.push({ code: finding, severity: NOT_TAKEN_APART.test(finding) ? 'info' : 'error', ...DOCUMENT });
  if (generation === 'newer' || generation === 'unknown')
    found.push({ code: `generation-${generation}`, severity: 'warning', ...DOCUMENT });
  if (beyond.length > 0)
    found.push({ code: 'fields-beyond', severity: 'info', ...DOCUMENT, says: String(beyond.length) });
  return found;
}

const NOTHING: Omit<Reading, 'findings'> = {
  kind: null,
  messageType: null,
  generation: 'unknown',
  content: null,
  beyond: [],
  structure: null,
};

/** Of a document that is open already. */
export function readingOfOpen(doc: XmlDoc): Reading {
  const structure = outlineOf(doc.root);
  if (!structure)
    return {
      ...NOTHING,
      findings: [{ code: 'not-a-document', severity: 'error', ...DOCUMENT, line: doc.root.line() }],
    };
  const reading = readOpenDocument(doc);
  const { content, messageType, generation, beyond } = reading;
  const common = { messageType, generation, beyond, structure, findings: findingsOf(reading) };
  return { ...common, kind: content?.kind ?? null, content: content?.content ?? null };
}

export function readingOf(bytes: Uint8Array): Reading {
  const read = readLimited(bytes, readingOfOpen);
  return read.ok ? read.value : { ...NOTHING, findings: [faultFinding(read.error)] };
}
