/** An object identifier: arcs of digits with points, no leading zero in an arc, first arc 0 to 2. */
export type Oid = string & { readonly brand: 'Oid' };

const OID = /^[0-2](\.(0|[1-9]\d*))+$/;

export const isOid = (text: string): text is Oid => text.length <= 128 && OID.test(text);

/** @throws RangeError when the text is not an OID: check `isOid` first where it comes from outside. */
export function oid(text: string): Oid {
  if (!isOid(text)) throw new RangeError('not an object identifier');
  return text;
}
