/** SHA-1, 20 bytes; passed in, because the wire has no cryptography. Used for names and FHIR hashes, never for security. */
export type Sha1 = (bytes: Uint8Array) => Uint8Array;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Three of them are in every message: a table is four times as fast as making each byte's letters. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const isUuid = (text: string): boolean => UUID.test(text);

/** A name-based UUID, version 5 (RFC 9562, 5.5). @throws RangeError when the namespace is not a lower-case UUID. */
export function uuidOfName(namespace: string, name: Uint8Array, sha1: Sha1): string {
  if (!isUuid(namespace)) throw new RangeError('not a UUID');
  const joined = new Uint8Array(16 + name.length);
  let letter = 0;
  for (let at = 0; at < 16; at += 1) {
    if (namespace[letter] === '-') letter += 1;
    joined[at] = Number.parseInt(namespace.slice(letter, letter + 2), 16);
    letter += 2;
  }
  joined.set(name, 16);
  const bytes = sha1(joined);
  let text = '';
  for (let at = 0; at < 16; at += 1) {
    const byte = bytes[at] ?? 0;
    const marked = at === 6 ? (byte & 0x0f) | 0x50 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-';
    text += HEX[marked] ?? '';
  }
  return text;
}
