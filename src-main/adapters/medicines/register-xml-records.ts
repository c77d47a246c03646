import { SaxesParser } from 'saxes';
import type { ImportReport } from './import-report.ts';

/** A record of the register: paths below it (`Kaupanolo/Kaupan`) with their values in document order. */
export type XmlRecord = Readonly<{
  kind: string;
  line: number;
  attribute(name: string): string;
  /** First value at the path: the `value` attribute of a coded element, else its text. Empty where absent. */
  first(path: string): string;
  /** The `id` attribute (the code) at the path. */
  code(path: string): string;
  /** All values at the path; for elements that only carry an attribute, that attribute. */
  all(path: string, attribute?: string): readonly string[];
}>;

type Value = { path: string; text: string; attributes: Readonly<Record<string, string>> };

/** Largest piece of text between two tags, in characters. The longest of the text form (a condition) has under 3,000. */
const TEXT_LIMIT = 1024 * 1024;
const ROOT = 'Perusrekisteri';

class Stop extends Error {}

function recordOf(
  kind: string,
  line: number,
  attributes: Readonly<Record<string, string>>,
  values: readonly Value[],
): XmlRecord {
  const at = (path: string): Value | undefined => values.find(value => value.path === path);
  const shown = (value: Value | undefined): string => (value?.attributes['value'] ?? value?.text ?? '').trim();
  return {
    kind,
    line,
    attribute: name => (attributes[name] ?? '').trim(),
    first: path => shown(at(path)),
    code: path => (at(path)?.attributes['id'] ?? '').trim(),
    all: (path, attribute) =>
      values
        .filter(value => value.path === path)
        .map(value => (attribute === undefined ? shown(value) : (value.attributes[attribute] ?? '').trim()))
        .filter(text => text !== ''),
  };
}

const declaredEncoding = (head: string): string =>
  /^\s*<\?xml[^>]*encoding=["']([^"']+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';

/**
 * Streams the XML form of the register (`Perusrekisteri<year>.xml`, 199 MB and no namespace in 2026) record by record: only
 * the record at hand is in memory. Entities of a document type are not expanded. Faults go to the report, with their line.
 * @returns false when the document was not read to its end; what was given to `onRecord` until then is incomplete
 */
export async function readXmlRecords(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  report: ImportReport,
  onRecord: (record: XmlRecord) => void,
): Promise<boolean> {
  const parser = new SaxesParser({ fileName: file });
  const open: string[] = [];
  let values: Value[] = [];
  let record: { attributes: Record<string, string>; line: number } | null = null;
  let current: Value | null = null;
  let lastTagAt = 0;
  let closing = false;

  parser.on('error', error => {
    report.add(closing ? 'xml-truncated' : 'xml-malformed', file, parser.line, error.message.replace(/^[^ ]* /, ''));
    throw new Stop();
  });
  parser.on('opentag', node => {
    lastTagAt = parser.position;
    const attributes = node.attributes as Record<string, string>;
    if (open.length === 0 && node.name !== ROOT) {
      report.add('xml-root', file, parser.line, node.name);
      throw new Stop();
    }
    if (open.length === 1) {
      record = { attributes, line: parser.line };
      values = [];
    } else if (open.length > 1) {
      current = { path: [...open.slice(2), node.name].join('/'), text: '', attributes };
      values.push(current);
    }
    open.push(node.name);
  });
  parser.on('text', text => {
    if (current !== null) current.text += text;
  });
  parser.on('closetag', node => {
    lastTagAt = parser.position;
    current = null;
    open.pop();
    if (open.length === 1 && record !== null) {
      onRecord(recordOf(node.name, record.line, record.attributes, values));
      record = null;
    }
  });

  try {
    let decoder: TextDecoder | null = null;
    for await (const chunk of chunks) {
      if (decoder === null) {
        const encoding = declaredEncoding(Buffer.from(chunk.subarray(0, 200)).toString('latin1'));
        decoder = new TextDecoder(encoding === 'iso-8859-1' ? 'windows-1252' : 'utf-8', { fatal: true });
      }
      parser.write(decoder.decode(chunk, { stream: true }));
      if (parser.position - lastTagAt > TEXT_LIMIT) {
        report.add('xml-text-too-long', file, parser.line, `over ${TEXT_LIMIT} characters`);
        return false;
      }
    }
    const tail = decoder?.decode() ?? '';
    closing = true;
    parser.write(tail).close();
    return true;
  } catch (error) {
    if (error instanceof Stop) return false;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') report.add('encoding-unreadable', file, parser.line);
    else if (code === 'ENOENT') report.add('file-missing', file, 0);
    else if (code !== undefined) report.add('file-unreadable', file, 0, code);
    else throw error;
    return false;
  }
}
