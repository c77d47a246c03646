import { readFileSync, readdirSync } from 'node:fs';
import { validateAgainst } from '../../src-main/wire/xml/schema.ts';

const folder = new URL('../../resources/schemas/cda-fi/', import.meta.url);
const files = new Map(
  readdirSync(folder)
    .filter(name => name.endsWith('.xsd'))
    .map(name => [name, new Uint8Array(readFileSync(new URL(name, folder)))]),
);

/** What the Finnish CDA schema says against a document; empty when it is valid. */
export function schemaFaults(bytes: Uint8Array): readonly string[] {
  const result = validateAgainst('CDA_Fi.xsd', files, bytes);
  return result.ok ? [] : result.error.map(fault => fault.says);
}
