import { readCdaTime } from '../cda/times.ts';
import { type XmlNode } from '../xml/xml.ts';

export type OutlineSection = Readonly<{
  depth: number;
  title: string;
  code: string | null;
  entries: number;
  line: number;
}>;

/** The skeleton of any CDA document, whatever its kind. */
export type Outline = Readonly<{
  oid: string | null;
  setId: string | null;
  version: string | null;
  code: string | null;
  codeSystem: string | null;
  templates: readonly string[];
  title: string;
  practice: boolean;
  language: string | null;
  writtenAt: string | null;
  authors: readonly Readonly<{ role: string | null; line: number }>[];
  /** Kinds of signatures: 1 professional, 2 several documents, 4 system. */
  signatures: readonly string[];
  sections: readonly OutlineSection[];
}>;

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();
const at = (node: XmlNode, path: string, name: string): string | null => node.find(path)?.attribute(name) ?? null;

function sectionsBelow(node: XmlNode, depth: number): readonly OutlineSection[] {
  return node.findAll('v3:component/v3:section').flatMap(section => [
    {
      depth,
      title: spaced(section.find('v3:title')?.text() ?? ''),
      code: at(section, 'v3:code', 'code'),
      entries: section.findAll('v3:entry').length,
      line: section.line(),
    },
    ...sectionsBelow(section, depth + 1),
  ]);
}

/** Null for XML that is no CDA document. */
export function outlineOf(root: XmlNode): Outline | null {
  if (root.name !== 'ClinicalDocument' || root.namespace !== 'urn:hl7-org:v3') return null;
  const body = root.find('v3:component/v3:structuredBody');
  return {
    oid: at(root, 'v3:id', 'root'),
    setId: at(root, 'v3:setId', 'root'),
    version: at(root, 'v3:versionNumber', 'value'),
    code: at(root, 'v3:code', 'code'),
    codeSystem: at(root, 'v3:code', 'codeSystem'),
    templates: root.findAll('v3:templateId').map(node => node.attribute('root') ?? ''),
    title: spaced(root.find('v3:title')?.text() ?? ''),
    practice: (root.find('hl7fi:localHeader/hl7fi:softwareSupport')?.text() ?? '').includes('HARJOITUS'),
    language: at(root, 'v3:languageCode', 'code'),
    writtenAt: readCdaTime(at(root, 'v3:effectiveTime', 'value')),
    authors: root.findAll('v3:author').map(node => ({ role: at(node, 'v3:functionCode', 'code'), line: node.line() })),
    signatures: root
      .findAll('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature/hl7fi:signatureDescription')
      .map(node => node.attribute('code') ?? 'unknown'),
    sections: body ? sectionsBelow(body, 0) : [],
  };
}
