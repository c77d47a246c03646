/** What a signature puts into the bytes that were shown: they are stored once, and the signed document is put together from both. */
export type Inserted = Readonly<{ place: number; bytes: Uint8Array }>;

/** How many bytes `a` and `b` begin with alike. */
function commonStart(a: Uint8Array, b: Uint8Array): number {
  let [alike, most] = [0, Math.min(a.length, b.length)];
  while (alike < most) {
    const half = Math.ceil((alike + most) / 2);
    if (Buffer.compare(a.subarray(alike, half), b.subarray(alike, half)) === 0) alike = half;
    else most = half - 1;
  }
  return alike;
}

/** Null when `signed` is not `shown` with one piece put into it. */
export function insertedIn(shown: Uint8Array, signed: Uint8Array): Inserted | null {
  const size = signed.length - shown.length;
  if (size < 0) return null;
  const place = commonStart(shown, signed);
  if (Buffer.compare(shown.subarray(place), signed.subarray(place + size)) !== 0) return null;
  return { place, bytes: signed.subarray(place, place + size) };
}

/** The inverse of `insertedIn`. */
export function withInserted(shown: Uint8Array, { place, bytes }: Inserted): Uint8Array {
  const signed = new Uint8Array(shown.length + bytes.length);
  signed.set(shown.subarray(0, place));
  signed.set(bytes, place);
  signed.set(shown.subarray(place), place + bytes.length);
  return signed;
}
