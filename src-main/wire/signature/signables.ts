import { type XmlDoc } from '../xml/xml.ts';
import { base64 } from '../xml/utf8.ts';
import { type Cryptography } from './algorithms.ts';
import { type Signable, type SignableOf, readSignable, signable } from './sign.ts';

/** More than any batch; a document's entry takes a few kilobytes. */
const MOST_KEPT = 256;

/**
 * What signing has to know of the documents that were looked at last, so that the reading is done while a person reads and
 * not after the PIN. An entry is found by the SHA-256 of the very bytes: what was forgotten is read again, with the same answer.
 */
export function rememberSignables(
  cryptography: Cryptography,
): Readonly<{ of: SignableOf; note(unsigned: Uint8Array, doc: XmlDoc): void }> {
  const kept = new Map<string, Signable>();
  const nameOf = (bytes: Uint8Array): string => base64(cryptography.sha('SHA-256', bytes));

  function keep(name: string, known: Signable | null): Signable | null {
    if (known === null) return null;
    kept.delete(name);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(name, known);
    return known;
  }

  const read = readSignable(cryptography);
  return {
    of(unsigned) {
      const name = nameOf(unsigned);
      return kept.get(name) ?? keep(name, read(unsigned));
    },
    note: (unsigned, doc) => void keep(nameOf(unsigned), signable(unsigned, doc, cryptography)),
  };
}
