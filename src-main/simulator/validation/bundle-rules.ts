import { type IssueCode } from './issue.ts';
import { isObject, objectsOf, textOf, type JsonObject } from './json-value.ts';
import { readTarget } from './references.ts';

type Report = (code: IssueCode, expression: string, diagnostics: string) => void;

const WITHOUT_URL = new Set(['transaction', 'batch', 'transaction-response', 'batch-response']);

/** Rules of bundle.html (R4) that no invariant expresses: presence of fullUrl, and its agreement with the id. */
export function checkEntries(bundle: JsonObject, path: string, report: Report): void {
  const type = textOf(bundle['type']) ?? '';
  objectsOf(bundle['entry']).forEach((entry, index) => {
    const resource = entry['resource'];
    if (!isObject(resource)) return;
    const at = `${path}.entry[${index}]`;
    const fullUrl = textOf(entry['fullUrl']);
    if (fullUrl === undefined) {
      if (!WITHOUT_URL.has(type)) report('required', `${at}.fullUrl`, 'every entry with a resource has a fullUrl');
      return;
    }
    if (fullUrl.startsWith('urn:')) return;
    const target = readTarget(fullUrl, { container: resource, bundle: undefined });
    if (target.kind === 'relative' || target.kind === 'malformed' || target.kind === 'contained') {
      report('value', `${at}.fullUrl`, 'an absolute address');
      return;
    }
    const id = textOf(resource['id']);
    if (target.type === undefined || id === undefined) return;
    if (!fullUrl.endsWith(`${String(resource['resourceType'])}/${id}`)) {
      report('invalid', `${at}.fullUrl`, 'the address ends with type and id of the resource');
    }
  });
}
