import { type XmlC14NMode, type XmlNode } from 'libxml2-wasm';
import { decodeText } from './utf8.ts';

/**
 * Canonical form of a subtree without comments. The bytes are collected first and decoded once: the library's own string
 * handler decodes each chunk by itself and so breaks a character that lies across two of them.
 */
export function canonicalText(root: XmlNode, mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]): string {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const handler = {
    write(chunk: Uint8Array): number {
      chunks.push(chunk.slice());
      length += chunk.byteLength;
      return chunk.byteLength;
    },
    close: (): boolean => true,
  };
  root.canonicalize(handler, { mode, withComments: false });
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  const text = decodeText(bytes);
  if (text === null) throw new Error('the canonical form is not UTF-8');
  return text;
}
