import { type XmlDoc, type XmlNode } from '../../wire/xml/xml.ts';
import { attribute, text } from './cda-node.ts';

/** What the rules of versions and of structured entries look at in a record document. */
export type CdaRecord = Readonly<{
  /** State of the document, 1.2.246.537.5.40154: annulled by its name, because its code is not confirmed. */
  annulled: boolean;
  /** Version of the document that the header says is replaced. */
  replacedVersion: number | null;
  headings: number;
  entries: number;
  /** Entries without a readable text that says the same. */
  unreadableEntries: number;
  /** Characters of the readable text below the headings. */
  textLength: number;
}>;

const ANNULLED = 'Mitätöity';

/** The readable text that an entry points at; not there when it points at nothing, or at nothing that can be read. */
function saysSomething(doc: XmlDoc, entry: XmlNode): boolean {
  const target = attribute(entry, './/v3:text/v3:reference', 'value') ?? '';
  return target.startsWith('#') && doc.byId(target.slice(1)).some(node => node.text().trim() !== '');
}

/** A second reading of the record documents (HL7 Finland, archive documents: view, phase, heading). */
export function readRecordDocument(doc: XmlDoc): CdaRecord {
  const { root } = doc;
  const views = 'v3:component/v3:structuredBody/v3:component/v3:section';
  const headings = root.findAll(`${views}/v3:component/v3:section/v3:component/v3:section`);
  const entries = root.findAll(`${views}//v3:entry`);
  const status = root.find('hl7fi:localHeader/hl7fi:recordStatus');
  const replaced = Number(attribute(root, 'v3:relatedDocument/v3:parentDocument/v3:versionNumber', 'value') ?? '');
  return {
    annulled: status !== null && text(status, 'v3:originalText') === ANNULLED,
    replacedVersion: Number.isSafeInteger(replaced) && replaced > 0 ? replaced : null,
    headings: headings.length,
    entries: entries.length,
    unreadableEntries: entries.filter(entry => !saysSomething(doc, entry)).length,
    textLength: headings.reduce((sum, heading) => sum + (text(heading, 'v3:text')?.length ?? 0), 0),
  };
}
