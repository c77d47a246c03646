/** SHA-1, 20 bytes; passed in, because the wire has no cryptography. Used for names and FHIR hashes, never for security. */
export type Sha1 = (bytes: Uint8Array) => Uint8Array;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

/** A name-based UUID, version 5 (RFC 9562, 5.5). @throws RangeError when the namespace is not a lower-case UUID. */
export function uuidOfName(namespace: string, name: Uint8Array, sha1: Sha1): string {
  if (!isUuid(namespace)) throw new RangeError('not a UUID');
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], pair => Number.parseInt(pair, 16));
  const joined = new Uint8Array(space.length + name.length);
  joined.set(space);
  joined.set(name, space.length);
  const bytes = sha1(joined).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
