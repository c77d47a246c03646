import { createHash } from 'node:crypto';
import { type Report } from './occurrences.ts';
import { isObject, objectsOf, textOf, type JsonObject } from './json-value.ts';

/** Attachment.size and hash (SHA-1 in R4) speak of the decoded data, when the data are there. */
export function checkAttachment(attachment: JsonObject, path: string, report: Report): void {
  const data = textOf(attachment['data']);
  if (data === undefined) return;
  const bytes = Buffer.from(data, 'base64');
  const { size, hash } = attachment;
  if (typeof size === 'number' && size !== bytes.length) {
    report('invalid', `${path}.size`, 'the number of bytes of the data');
  }
  if (typeof hash === 'string' && hash !== createHash('sha1').update(bytes).digest('base64')) {
    report('invalid', `${path}.hash`, 'the SHA-1 of the data');
  }
}

function repeatedIds(value: unknown, path: string, seen: Set<string>, report: Report): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => repeatedIds(item, `${path}[${index}]`, seen, report));
    return;
  }
  // Resources inside (contained, entries, parameters) have their own space of ids and are looked at in their turn.
  if (!isObject(value) || typeof value['resourceType'] === 'string') return;
  const id = textOf(value['id']);
  if (id !== undefined && seen.has(id)) report('duplicate', `${path}.id`, 'an id that stands once in the resource');
  if (id !== undefined) seen.add(id);
  for (const [name, member] of Object.entries(value)) repeatedIds(member, `${path}.${name}`, seen, report);
}

/** Ids of elements are unique in their resource, ids of contained resources in their container. */
export function checkIds(resource: JsonObject, path: string, report: Report): void {
  const elements = new Set<string>();
  for (const [name, member] of Object.entries(resource)) repeatedIds(member, `${path}.${name}`, elements, report);
  const contained = new Set<string>();
  objectsOf(resource['contained']).forEach((part, index) => {
    const id = textOf(part['id']);
    if (id === undefined) return;
    if (contained.has(id))
      report('duplicate', `${path}.contained[${index}].id`, 'an id that no other contained resource has');
    contained.add(id);
  });
}
