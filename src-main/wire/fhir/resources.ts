import type { Bundle, Extension, FhirResource, Identifier } from 'fhir/r4.js';
import { isOid, type Oid } from '../../../shared/kernel/oid.ts';
import { bareOid, isKelaExtension } from './systems.ts';

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The resources of a searchset or collection Bundle and the address of its next page; null when it is no such Bundle. */
export function readBundle(
  body: unknown,
  type: 'searchset' | 'collection',
): Readonly<{ resources: readonly FhirResource[]; next: string | null }> | null {
  if (!isObject(body) || body['resourceType'] !== 'Bundle' || body['type'] !== type) return null;
  const { entry = [], link = [] } = body as unknown as Bundle;
  if (!Array.isArray(entry) || !entry.every(isObject)) return null;
  const resources = entry.flatMap(({ resource }) => (isObject(resource) ? [resource as unknown as FhirResource] : []));
  return { resources, next: link.find(({ relation }) => relation === 'next')?.url ?? null };
}

export function ofType<T extends FhirResource['resourceType']>(
  resources: readonly FhirResource[],
  type: T,
): readonly Extract<FhirResource, { resourceType: T }>[] {
  return resources.filter(
    (resource): resource is Extract<FhirResource, { resourceType: T }> => resource.resourceType === type,
  );
}

/** The OID written as `urn:oid:` under a naming system; null when there is none or it is not one. */
export function oidUnder(identifiers: readonly Identifier[] | undefined, system: string): Oid | null {
  const value = bareOid(identifiers?.find(identifier => identifier.system === system)?.value ?? '');
  return isOid(value) ? value : null;
}

export const oidOf = (identifier: Identifier | undefined): Oid | null => {
  const value = bareOid(identifier?.value ?? '');
  return isOid(value) ? value : null;
};

export const kelaExtension = (extensions: readonly Extension[] | undefined, name: string): Extension | null =>
  extensions?.find(({ url }) => isKelaExtension(url, name)) ?? null;
