import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { type TypedReference } from '../../../shared/domain/documents/reference.ts';
import { type XmlNode } from '../xml/xml.ts';
import { attributeAt, codedOf, countOf, oidAt } from './fields.ts';

function readPointed<T extends DocumentTypeCode>(
  node: XmlNode,
  types: readonly T[],
  version: number,
): TypedReference<T> | null {
  const code = codedOf(node.find('v3:code'), CODE_SYSTEMS.messageType).code;
  const type = types.find(each => each === code);
  const oid = oidAt(node, 'v3:id');
  if (type === undefined || oid === null) return null;
  return {
    oid,
    setId: oidAt(node, 'v3:setId') ?? oid,
    version: countOf(attributeAt(node, 'v3:versionNumber', 'value')) ?? version,
    type,
  };
}

/**
 * The first pointer of the header to a document of one of these types.
 * @param version taken where the pointer names none, as in the documents of others
 */
export function readRelated<T extends DocumentTypeCode>(
  root: XmlNode,
  typeCode: 'RPLC' | 'APND',
  types: readonly T[],
  version = 1,
): TypedReference<T> | null {
  for (const node of root.findAll(`v3:relatedDocument[@typeCode="${typeCode}"]/v3:parentDocument`)) {
    const found = readPointed(node, types, version);
    if (found) return found;
  }
  return null;
}

/** The first pointer below an element of the body to a document of one of these types. */
export function readReference<T extends DocumentTypeCode>(
  within: XmlNode,
  typeCode: 'REFR' | 'RPLC',
  types: readonly T[],
): TypedReference<T> | null {
  for (const node of within.findAll(`v3:reference[@typeCode="${typeCode}"]/v3:externalDocument`)) {
    const found = readPointed(node, types, 1);
    if (found) return found;
  }
  return null;
}
