import type { DocumentReference, Provenance } from 'fhir/r4.js';
import { SYSTEM } from '../names.ts';
import { type Kept } from '../search/repository.ts';
import { type World } from '../world.ts';
import { type Examined } from './intake.ts';
import { type Submitted } from './bundle.ts';

/**
 * Stores one document with its envelope. Later versions are `amended`, the one before becomes `superseded`; the bytes are kept
 * exactly as they came.
 */
export function storeDocument(
  world: World,
  service: string,
  examined: Examined,
  sent: Submitted,
  patientId: string,
  organisation: string,
  nowMs: number,
): Kept<DocumentReference> {
  const { header, responsible, bytes, sha256 } = examined;
  const { repository, store } = world;
  const binaryId = repository.newId();
  const previous = header.version > 1 && header.related?.oid ? store.documents.head(header.related.oid) : null;
  const [content] = sent.reference.content;
  const { id: _id, ...envelope } = sent.reference;
  const reference = repository.create<DocumentReference>(
    {
      ...envelope,
      ...categoryOf(examined, envelope.category),
      docStatus: statusOf(examined),
      content: [{ ...content, attachment: { ...content?.attachment, url: `Binary/${binaryId}` } }],
    },
    nowMs,
  );
  if (previous) {
    const old = repository.read<DocumentReference>('DocumentReference', previous.referenceId);
    if (old) repository.update<DocumentReference>({ ...old, status: 'superseded' }, nowMs);
  }
  store.documents.insert({
    oid: header.documentOid,
    setId: header.setId,
    version: header.version,
    service,
    typeCode: header.type.code,
    patientId,
    author: responsible.registrationNumber ?? '',
    organisation,
    encounter: header.encounter,
    sha256,
    bytes,
    referenceId: reference.id,
    binaryId,
    storedMs: nowMs,
  });
  storeProvenance(world, sent.provenance, `DocumentReference/${reference.id}/_history/1`, nowMs);
  return reference;
}

/** That a document stands for its event's data is read from the document; what the envelope says of it does not count. */
function categoryOf(
  { content }: Examined,
  sent: DocumentReference['category'] = [],
): Pick<DocumentReference, 'category'> {
  const others = sent.filter(({ coding }) => !coding?.some(({ system }) => system === SYSTEM.eventDocument));
  const isPrimary = content.kind === 'record' && content.body.primary && !content.body.annulled;
  const category = isPrimary ? [...others, { coding: [{ system: SYSTEM.eventDocument, code: 'primary' }] }] : others;
  return category.length === 0 ? {} : { category };
}

/** An annulled document is told from one that was amended: nothing may replace it. */
function statusOf({ header, content }: Examined): NonNullable<DocumentReference['docStatus']> {
  if (content.kind === 'record' && content.body.annulled) return 'entered-in-error';
  return header.version === 1 ? 'final' : 'amended';
}

/** A Provenance points at the version that it is about. */
export function storeProvenance(world: World, provenance: Provenance, target: string, nowMs: number): Kept<Provenance> {
  const { id: _id, ...sent } = provenance;
  return world.repository.create<Provenance>({ ...sent, target: [{ reference: target }] }, nowMs);
}

export const urn = (oid: string): string => `urn:oid:${oid}`;
