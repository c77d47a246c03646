import { type XmlC14NMode, type XmlDocument, XmlError, type XmlNode, type XmlOutputBufferHandler } from 'libxml2-wasm';
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

/**
 * There is no canonical form: a relative namespace name stands in it (Canonical XML 1.0, section 1.3), and whoever signed
 * such a thing signed nothing.
 */
export class NotCanonical extends Error {}

/**
 * Canonical form of a subtree without comments.
 * @throws NotCanonical when it has none
 */
export function canonicalText(root: XmlNode, mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]): string {
  try {
    return collected(handler => root.canonicalize(handler, { mode, withComments: false }));
  } catch (error) {
    if (error instanceof XmlError) throw new NotCanonical();
    throw error;
  }
}

/** What the work makes of canonical forms; null when one of them does not exist. Any other error goes on. */
export function whereCanonical<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
}

/** The whole document as the library understood it: regular markup, UTF-8, without declaration, nothing laid out anew. */
export const serialisedText = (document: XmlDocument): string =>
  collected(handler => document.save(handler, { format: false, noDeclaration: true, encoding: 'utf-8' }));
