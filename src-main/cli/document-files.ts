import { closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMINATION_LIMITS } from '../wire/examination/limits.ts';
import { type SchemaFiles } from '../wire/xml/schema.ts';

/** What a command says and ends with: 0 fine, 1 findings of severity error, 2 usage or a file that cannot be read. */
export type Outcome = Readonly<{ code: 0 | 1 | 2; text: string }>;

/** The command was not understood, or a file cannot be read: exit code 2. */
export class Unusable extends Error {}

/**
 * The bytes of a document, never more than one over the limit: what is larger is refused by the reader without being loaded.
 * @throws Unusable when there is no such file
 */
export function documentBytes(path: string): Uint8Array {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Unusable(`not a file: ${path}`);
    const bytes = new Uint8Array(Math.min(stat.size, EXAMINATION_LIMITS.bytes + 1));
    let read = 0;
    while (read < bytes.length) {
      const more = readSync(file, bytes, read, bytes.length - read, read);
      if (more === 0) break;
      read += more;
    }
    return bytes.subarray(0, read);
  } catch (error) {
    if (error instanceof Unusable) throw error;
    throw new Unusable(`cannot be read: ${path}`);
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** The Finnish CDA R2 schema that ships with the product. */
export function cdaSchema(): SchemaFiles {
  const folder = join(import.meta.dirname, '..', '..', 'resources', 'schemas', 'cda-fi');
  const names = readdirSync(folder).filter(name => name.endsWith('.xsd'));
  return new Map(names.map(name => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

export const json = (value: unknown): string => JSON.stringify(value, null, 2);
