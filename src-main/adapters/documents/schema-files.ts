import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type SchemaFiles } from '../../wire/xml/schema.ts';

/** The files of a schema by name. @param folder with its .xsd files, none below it */
export function readSchema(folder: string): SchemaFiles {
  const names = readdirSync(folder).filter(name => name.endsWith('.xsd'));
  return new Map(names.map(name => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}
