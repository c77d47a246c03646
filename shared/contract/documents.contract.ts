import { z } from 'zod';
import { DOCUMENT_KINDS, type DocumentKind } from '../domain/documents/content.ts';
import { type ExaminedDocument } from '../domain/documents/examined.ts';
import { call } from './define.ts';
import { readable } from './values.ts';

const nullable = z.string().nullable();
const signature = z.strictObject({
  kind: z.enum(['1', '2', '4', 'unknown']),
  covered: z.array(z.enum(['time', 'body', 'list'])),
  documents: z.array(z.string()),
  signer: z
    .strictObject({ name: z.string(), title: z.string(), registrationNumber: nullable, issuer: z.string() })
    .nullable(),
  signedAt: nullable,
  algorithm: nullable,
  weak: z.boolean(),
  value: z.enum(['valid', 'invalid', 'unchecked']),
  chain: z.enum(['trusted', 'untrusted', 'expiredAtSigning', 'notYetValidAtSigning', 'notJudged']),
  revocation: z.enum(['good', 'revoked', 'unknown']),
  accepted: z.boolean(),
});

/** Texts of a file of any origin: what it says is shown and never stored, so nothing of it is refused here. */
export const examinedDocument: z.ZodType<ExaminedDocument> = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS as readonly [DocumentKind, ...DocumentKind[]]).nullable(),
  messageType: nullable,
  generation: z.enum(['older', 'same', 'newer', 'unknown']),
  title: z.string(),
  oid: nullable,
  setId: nullable,
  version: nullable,
  writtenAt: nullable,
  language: nullable,
  practice: z.boolean(),
  readable,
  values: z.array(z.strictObject({ path: z.string(), says: z.string() })),
  beyond: z.array(z.strictObject({ field: z.string(), name: z.string(), says: z.string() })),
  signatures: z.array(signature),
  accepted: z.boolean(),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      where: z.string(),
      line: z.number().nullable(),
      says: nullable,
    }),
  ),
});

export const documents = {
  /** Reads, renders, validates and verifies the bytes of a file. Nothing of it is kept. */
  examine: call({
    needs: 'readPatients',
    params: z.strictObject({ base64: z.string().max(4_100_000) }),
    result: examinedDocument,
    codes: ['FORM-0009', 'FORM-0010'],
  }),
};
