/**
 * A submission carries the signed document once more, in base64. It is stored once only: the message is kept as what stands
 * before and after the document, and put together again byte by byte. That is more than half of what an act would write.
 */
export type StoredBody = Readonly<{ head: Uint8Array; tail: Uint8Array | null }>;

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** So many letters find the place; the rest is compared. A search for all of them would prepare itself for tens of thousands. */
const ENOUGH_TO_FIND = 64;

/** @param document the signed document of the act, or null when there is none */
export function splitBody(body: Uint8Array, document: Uint8Array | null): StoredBody {
  if (document === null || document.length === 0) return { head: body, tail: null };
  const inside = asBuffer(document).toString('base64');
  const start = asBuffer(body).indexOf(inside.slice(0, ENOUGH_TO_FIND), 0, 'latin1');
  const end = start + inside.length;
  if (start < 0 || asBuffer(body).toString('latin1', start, end) !== inside) return { head: body, tail: null };
  return { head: body.subarray(0, start), tail: body.subarray(end) };
}

/** The inverse of `splitBody`. @param document is asked for only when the message was split around it */
export function joinBody(stored: StoredBody, document: () => Uint8Array): Uint8Array {
  if (stored.tail === null) return new Uint8Array(stored.head);
  const bytes = document();
  const inside = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  const joined = new Uint8Array(stored.head.length + inside.length + stored.tail.length);
  joined.set(stored.head);
  Buffer.from(joined.buffer).write(inside, stored.head.length, 'latin1');
  joined.set(stored.tail, stored.head.length + inside.length);
  return joined;
}
