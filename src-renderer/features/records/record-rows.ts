import { type RecordDraft } from '../../../shared/contract/records.contract.ts';
import { type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';

/** A line of the list: service events with what was written in them below. */
export type ListRow =
  | Readonly<{ kind: 'event'; id: string; event: ServiceEvent | null }>
  | Readonly<{ kind: 'draft'; id: string; draft: RecordDraft }>
  | Readonly<{ kind: 'document'; id: string; document: RecordRow }>;

export const documentId = (oid: string): string => `document-${oid}`;
export const draftRowId = (draftId: string): string => `draft-${draftId}`;

const newestFirst = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

function grouped<T extends Readonly<{ serviceEventOid: string }>>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.serviceEventOid);
    if (group === undefined) groups.set(one.serviceEventOid, [one]);
    else group.push(one);
  }
  return groups;
}

/** Events newest first; under each its drafts, then its documents, newest first. Documents of an unknown event keep a place of their own. */
export function listRows(
  events: readonly ServiceEvent[],
  documents: readonly RecordRow[],
  drafts: readonly RecordDraft[],
): readonly ListRow[] {
  const known = new Map(events.map(event => [event.oid, event]));
  const oids = [
    ...new Set([
      ...events.map(event => event.oid),
      ...drafts.map(draft => draft.serviceEventOid),
      ...documents.map(document => document.serviceEventOid),
    ]),
  ];
  const draftsOf = grouped(drafts);
  const documentsOf = grouped(documents);
  const groups = oids.map(oid => {
    const event = known.get(oid) ?? null;
    const ownDrafts = (draftsOf.get(oid) ?? []).sort((a, b) => newestFirst(a.savedAt, b.savedAt));
    const ownDocuments = (documentsOf.get(oid) ?? []).sort((a, b) => newestFirst(a.createdAt, b.createdAt));
    const at = event?.startedAt ?? ownDrafts[0]?.savedAt ?? ownDocuments[0]?.createdAt ?? '';
    const rows: readonly ListRow[] = [
      { kind: 'event', id: `event-${oid}`, event },
      ...ownDrafts.map(draft => ({ kind: 'draft' as const, id: draftRowId(draft.draftId), draft })),
      ...ownDocuments.map(document => ({ kind: 'document' as const, id: documentId(document.oid), document })),
    ];
    return { at, rows };
  });
  return groups.sort((a, b) => newestFirst(a.at, b.at)).flatMap(group => group.rows);
}
