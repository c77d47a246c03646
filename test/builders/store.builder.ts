import { hash } from 'node:crypto';
import { type Patient } from '../../shared/domain/people/person.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type AuditEvent } from '../../src-main/app/ports/store/audit-log.port.ts';
import { type StoredDocument } from '../../src-main/app/ports/store/documents.port.ts';
import { type Draft } from '../../src-main/app/ports/store/drafts.port.ts';
import { type NewOutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { type Tx } from '../../src-main/app/ports/store.port.ts';

export const AT = instant('2026-11-22T08:00:00.000Z');
export const LATER = instant('2026-11-22T09:00:00.000Z');

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

export const aStoredPatient = (change: Partial<Patient> = {}): Patient => ({
  id: 'p-1',
  identityCode: null,
  family: 'Testinen',
  given: ['Aino', 'Maria'],
  callName: 'Aino',
  sex: 'female',
  birthDate: localDate('1990-01-01'),
  language: 'fi',
  phone: '',
  street: '',
  postalCode: '',
  city: '',
  deceasedOn: null,
  allergies: null,
  ...change,
});

const SIGNED = textBytes('<?xml version="1.0"?><ClinicalDocument>ä</ClinicalDocument>');

export const aDocument = (change: Partial<StoredDocument> = {}): StoredDocument => ({
  oid: oid('1.2.246.10.11111111.93001.2026.1'),
  setId: oid('1.2.246.10.11111111.93001.2026.1'),
  version: 1,
  kind: 'prescription',
  patientId: 'p-1',
  bytes: SIGNED,
  digest: sha256(SIGNED),
  content: { oid: '1.2.246.10.11111111.93001.2026.1', indication: 'yskä' } as unknown as StoredDocument['content'],
  signedAt: AT,
  signedBy: '00000000001',
  ...change,
});

export const anItem = (change: Partial<NewOutboxItem> = {}): NewOutboxItem => ({
  id: 'item-1',
  documentOid: oid('1.2.246.10.11111111.93001.2026.1'),
  messageId: 'message-1',
  act: 'prescription',
  service: 'resepti',
  orderKey: 'lane',
  after: [],
  patientId: 'p-1',
  summary: 'Lääke 1 mg',
  author: {
    registrationNumber: '00000000001',
    name: 'Testi Lääkäri',
    right: '000',
    organisationOid: oid('1.2.246.10.11111111.10.0'),
    unitOid: oid('1.2.246.10.11111111.10.1'),
  },
  reason: '1',
  validUntil: null,
  body: textBytes('{"resourceType":"Bundle"}'),
  documentDigest: 'd'.repeat(64),
  notBefore: AT,
  queuedAt: AT,
  ...change,
});

export const anEvent = (change: Partial<AuditEvent> = {}): AuditEvent => ({
  at: AT,
  actor: '00000000001',
  organisationOid: oid('1.2.246.10.11111111.10.0'),
  act: 'open',
  patientId: 'p-1',
  subject: null,
  reason: '1',
  outcome: 'ok',
  ...change,
});

export const aDraft = (change: Partial<Draft> = {}): Draft => ({
  id: 'draft-1',
  kind: 'prescription',
  owner: '00000000001',
  patientId: 'p-1',
  documentOid: oid('1.2.246.10.11111111.93001.2026.1'),
  messageId: 'message-1',
  subjectOid: null,
  form: { dose: '1 tabletti', list: [1, 2] },
  frozen: null,
  createdAt: AT,
  savedAt: AT,
  ...change,
});

/** Stores a document as signing does: shown first, without the `signature` that stands in its bytes, and its draft goes. */
export function addSigned(
  tx: Tx,
  document: StoredDocument,
  signature: Readonly<{ place: number; length: number }>,
): void {
  const shown = document.bytes.filter((_, at) => at < signature.place || at >= signature.place + signature.length);
  const frozen = { bytes: shown, digest: sha256(shown), content: document.content };
  const draft = aDraft({ id: `draft of ${document.oid}`, documentOid: document.oid, frozen });
  tx.drafts.put(draft);
  tx.documents.add(document, draft);
  tx.drafts.remove(draft.id);
}
