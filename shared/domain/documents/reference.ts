import { type DocumentTypeCode } from '../../codes/document-types.ts';
import { type Oid } from '../../kernel/oid.ts';

/** One version of a document: its own OID, the OID of the first version (setId), and its number from 1. */
export type DocumentReference = Readonly<{ oid: Oid; setId: Oid; version: number }>;

/** With the kind of the document that is meant, code of 1.2.246.537.5.40105.2006. */
export type TypedReference<T extends DocumentTypeCode = DocumentTypeCode> = DocumentReference & Readonly<{ type: T }>;
