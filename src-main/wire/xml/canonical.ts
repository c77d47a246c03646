import { type XmlC14NMode, type XmlDocument, type XmlNode, type XmlOutputBufferHandler } from 'libxml2-wasm';
import { openDecoder } from './utf8.ts';

/**
 * What the library writes, as one string. One decoder sees all chunks: the library's own string handler decodes each by
 * itself and so breaks a character that lies across two of them.
 */
function collected(write: (handler: XmlOutputBufferHandler) => void): string {
  const decoder = openDecoder();
  const pieces: string[] = [];
  write({
    write(chunk: Uint8Array): number {
      pieces.push(decoder.more(chunk));
      return chunk.byteLength;
    },
    close: (): boolean => true,
  });
  pieces.push(decoder.end());
  return pieces.join('');
}

/** Canonical form of a subtree without comments. */
export const canonicalText = (root: XmlNode, mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]): string =>
  collected(handler => root.canonicalize(handler, { mode, withComments: false }));

/** The whole document as the library understood it: regular markup, UTF-8, without declaration, nothing laid out anew. */
export const serialisedText = (document: XmlDocument): string =>
  collected(handler => document.save(handler, { format: false, noDeclaration: true, encoding: 'utf-8' }));
