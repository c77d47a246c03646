import { type XmlC14NMode, type XmlDocument, type XmlNode, type XmlOutputBufferHandler } from 'libxml2-wasm';
import { decodeText } from './utf8.ts';

/**
 * What the library writes, as one string. The bytes are collected first and decoded once: the library's own string
 * handler decodes each chunk by itself and so breaks a character that lies across two of them.
 */
function collected(write: (handler: XmlOutputBufferHandler) => void): string {
  const chunks: Uint8Array[] = [];
  let length = 0;
  write({
    write(chunk: Uint8Array): number {
      chunks.push(chunk.slice());
      length += chunk.byteLength;
      return chunk.byteLength;
    },
    close: (): boolean => true,
  });
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  const text = decodeText(bytes);
  if (text === null) throw new Error('what the XML library wrote is not UTF-8');
  return text;
}

/** Canonical form of a subtree without comments. */
export const canonicalText = (root: XmlNode, mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]): string =>
  collected(handler => root.canonicalize(handler, { mode, withComments: false }));

/** The whole document as the library understood it: regular markup, UTF-8, without declaration, nothing laid out anew. */
export const serialisedText = (document: XmlDocument): string =>
  collected(handler => document.save(handler, { format: false, noDeclaration: true, encoding: 'utf-8' }));
