import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { XML_LIMITS, scanXml, xmlText } from './scan.ts';
import { encodeUtf8 } from './utf8.ts';
import { PARSE_OPTIONS } from './xml.ts';

/** Schema files by name; they include each other by these names and reach nothing else. */
export type SchemaFiles = ReadonlyMap<string, Uint8Array>;

/** `says` is libxml2's message: it may quote the document, so it is for tests and the command line, never for a log. */
export type SchemaFault = Readonly<{ line: number; says: string }>;

const SCHEMA_BASE = 'schema:/';

// Input providers are global in the library, so they stand only while a schema is being read.
function compiled(entry: string, files: SchemaFiles): XsdValidator {
  const source = files.get(entry);
  if (!source) throw new RangeError('the schema does not hold its entry file');
  const provided = Object.fromEntries([...files].map(([name, bytes]) => [`${SCHEMA_BASE}${name}`, bytes]));
  xmlRegisterInputProvider(new XmlBufferInputProvider(provided));
  const document = XmlDocument.fromBuffer(source, { url: `${SCHEMA_BASE}${entry}` });
  try {
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
    xmlCleanupInputProvider();
  }
}

const COMPILED = new WeakMap<SchemaFiles, Map<string, XsdValidator>>();
function validatorOf(entry: string, files: SchemaFiles): XsdValidator {
  const known = COMPILED.get(files) ?? new Map<string, XsdValidator>();
  COMPILED.set(files, known);
  const validator = known.get(entry) ?? compiled(entry, files);
  known.set(entry, validator);
  return validator;
}

/**
 * Validates a document against an XSD. A compiled schema is kept as long as its `files` object lives.
 * @throws when the schema itself is broken
 */
export function validateAgainst(
  entry: string,
  files: SchemaFiles,
  bytes: Uint8Array,
): Result<null, readonly SchemaFault[]> {
  const text = xmlText(bytes);
  if (!text.ok) return fail([{ line: text.error.line ?? 0, says: text.error.code }]);
  const fault = scanXml(text.value, XML_LIMITS);
  if (fault) return fail([{ line: fault.line ?? 0, says: fault.code }]);
  const validator = validatorOf(entry, files);
  let document: XmlDocument | null = null;
  try {
    document = XmlDocument.fromBuffer(encodeUtf8(text.value), { encoding: 'utf-8', option: PARSE_OPTIONS });
    validator.validate(document);
    return ok(null);
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return fail(error.details.map(each => ({ line: each.line, says: each.message.trim() })));
  } finally {
    document?.dispose();
  }
}
