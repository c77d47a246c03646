import { encodeUtf8 } from '../../../shared/kernel/utf8.ts';

export { encodeUtf8 };

/**
 * UTF-8 and base64. The wire is pure: of the platform it knows only these and the encoder, which every JavaScript engine has.
 */
declare const TextDecoder: new (
  label: string,
  options: Readonly<{ fatal: boolean; ignoreBOM: boolean }>,
) => Readonly<{ decode(bytes?: Uint8Array, options?: Readonly<{ stream: boolean }>): string }>;
declare function atob(text: string): string;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** `null` when the bytes are not text of that encoding. A byte order mark is kept as U+FEFF. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding = 'utf-8'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 that comes in pieces. @throws TypeError when it is none */
export function openDecoder(): Readonly<{ more(bytes: Uint8Array): string; end(): string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return { more: bytes => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

const ALPHABET = encodeUtf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PADDING = 0x3d;

/** The two letters of every twelve bits, side by side as they stand in the text. */
const PAIRS = new Uint16Array(
  Uint8Array.from({ length: 2 * 4096 }, (_, n) => ALPHABET[n % 2 === 0 ? n >> 7 : (n >> 1) & 0x3f] ?? PADDING).buffer,
);

/** Base64 as ASCII bytes: standard alphabet with padding, one line. */
export function base64Bytes(bytes: Uint8Array): Uint8Array {
  const pairs = new Uint16Array(Math.ceil(bytes.length / 3) * 2);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    pairs[to] = PAIRS[three >> 12] ?? 0;
    pairs[to + 1] = PAIRS[three & 0xfff] ?? 0;
    to += 2;
  }
  const out = new Uint8Array(pairs.buffer);
  const missing = (3 - (bytes.length % 3)) % 3;
  return out.fill(PADDING, out.length - missing);
}

/** Standard alphabet with padding, one line. Whole documents go through here with each act, so it is not left to `btoa`. */
export const base64 = (bytes: Uint8Array): string => decodeText(base64Bytes(bytes)) ?? '';

/** White space between the characters is allowed, as in XML Schema. `null` when it is not base64. */
export function bytesOfBase64(text: string): Uint8Array | null {
  const packed = text.replace(/[\t\n\r ]+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null;
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
