import { isObject, objectsOf, textOf, type JsonObject } from './json-value.ts';

/** The resources of a Bundle by fullUrl. */
export type BundleIndex = Readonly<{
  type: string;
  byUrl: ReadonlyMap<string, JsonObject>;
  /** fullUrl of the entry that holds the resource */
  urlOf: ReadonlyMap<JsonObject, string>;
}>;

export function indexBundle(bundle: JsonObject): BundleIndex {
  const byUrl = new Map<string, JsonObject>();
  const urlOf = new Map<JsonObject, string>();
  for (const entry of objectsOf(bundle['entry'])) {
    const url = textOf(entry['fullUrl']);
    const resource = entry['resource'];
    if (!isObject(resource)) continue;
    if (url === undefined) continue;
    if (!byUrl.has(url)) byUrl.set(url, resource);
    urlOf.set(resource, url);
  }
  return { type: textOf(bundle['type']) ?? '', byUrl, urlOf };
}

export type ReferenceScope = Readonly<{ container: JsonObject; bundle: BundleIndex | undefined }>;
export type Target = Readonly<{
  kind: 'contained' | 'bundle-only' | 'absolute' | 'relative' | 'conditional' | 'malformed';
  /** the type that the address itself names */
  type: string | undefined;
  resource: JsonObject | undefined;
}>;

const RESTFUL =
  /^(?:(https?:.*)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?(?:#.*)?$/;

/** Reads Reference.reference as R4 says (references.html): #id, urn, absolute, relative, conditional in a transaction. */
export function readTarget(reference: string, scope: ReferenceScope): Target {
  if (reference.startsWith('#')) {
    const id = reference.slice(1);
    const resource = id === '' ? scope.container : objectsOf(scope.container['contained']).find(p => p['id'] === id);
    return { kind: 'contained', type: undefined, resource };
  }
  if (/^urn:(uuid|oid):/.test(reference)) {
    return { kind: 'bundle-only', type: undefined, resource: scope.bundle?.byUrl.get(reference) };
  }
  const match = RESTFUL.exec(reference);
  if (match !== null) {
    const unversioned = reference.replace(/\/_history\/.*$/, '');
    if (match[1] !== undefined) {
      return { kind: 'absolute', type: match[2], resource: scope.bundle?.byUrl.get(unversioned) };
    }
    return { kind: 'relative', type: match[2], resource: inSameServer(unversioned, scope) };
  }
  if (/^https?:\/\//.test(reference) || /^[a-z][a-z0-9+.-]*:/i.test(reference)) {
    return { kind: 'absolute', type: undefined, resource: scope.bundle?.byUrl.get(reference) };
  }
  const conditional = /^([A-Z][A-Za-z]+)\?[^=&?]+=[^=&?]+(&[^=&?]+=[^=&?]+)*$/.exec(reference);
  if (conditional !== null) return { kind: 'conditional', type: conditional[1], resource: undefined };
  return { kind: 'malformed', type: undefined, resource: undefined };
}

/** A relative reference in a Bundle is completed with the base of the fullUrl of the entry it stands in. */
function inSameServer(relative: string, scope: ReferenceScope): JsonObject | undefined {
  const own = scope.bundle?.urlOf.get(scope.container);
  const base = own === undefined ? undefined : RESTFUL.exec(own)?.[1];
  return base === undefined ? undefined : scope.bundle?.byUrl.get(`${base}/${relative}`);
}
