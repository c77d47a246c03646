import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Documents } from '../../../src-main/app/ports/store/documents.port.ts';
import { type Drafts, type Favourites } from '../../../src-main/app/ports/store/drafts.port.ts';
import { by, type Hand, type Kept } from './kept.ts';

export const drafts = (kept: Kept, { set, drop }: Hand): Drafts => ({
  put: draft => set(kept.drafts, draft.id, { ...draft, form: JSON.parse(JSON.stringify(draft.form)) as unknown }),
  get: id => kept.drafts.get(id) ?? null,
  frozenDigest(id) {
    const draft = kept.drafts.get(id);
    return draft === undefined ? undefined : (draft.frozen?.digest ?? null);
  },
  ofPatient: (kind, owner, patientId) =>
    [...kept.drafts.values()]
      .filter(d => d.kind === kind && d.owner === owner && d.patientId === patientId)
      .sort(
        by(
          d => d.createdAt,
          d => d.id,
        ),
      ),
  ofOwner: (owner, limit) =>
    [...kept.drafts.values()]
      .filter(d => d.owner === owner)
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt) || a.id.localeCompare(b.id))
      .slice(0, limit),
  remove: id => drop(kept.drafts, id),
});

export function documents(kept: Kept, { set }: Hand): Documents {
  const signingsOf = (oid: Oid): number =>
    1 + [...kept.earlierDocuments.keys()].filter(key => key.startsWith(`${oid} `)).length;
  return {
    add(document) {
      const known = kept.documents.get(document.oid);
      if (known === undefined) set(kept.documents, document.oid, document);
      else if (known.digest !== document.digest) throw new Error(`document ${document.oid} is known with other bytes`);
    },
    get(oid, signing) {
      const newest = kept.documents.get(oid) ?? null;
      if (signing === undefined || newest === null || signing === signingsOf(oid)) return newest;
      return kept.earlierDocuments.get(`${oid} ${signing}`) ?? null;
    },
    signAgain(oid, signed) {
      const before = kept.documents.get(oid);
      if (before === undefined) throw new Error(`no document ${oid}`);
      set(kept.earlierDocuments, `${oid} ${signingsOf(oid)}`, before);
      set(kept.documents, oid, { ...before, ...signed });
    },
    addConfirmations(oid, taken) {
      if (!kept.documents.has(oid)) throw new Error(`no document ${oid}`);
      if (kept.confirmations.has(oid)) throw new Error(`confirmations of ${oid} are known`);
      if (taken.length > 0) set(kept.confirmations, oid, taken);
    },
    confirmationsOf: oid => kept.confirmations.get(oid) ?? [],
    ofPatient: (kind, patientId) =>
      [...kept.documents.values()]
        .filter(d => d.kind === kind && d.patientId === patientId)
        .sort(
          by(
            d => d.signedAt,
            d => d.oid,
          ),
        ),
  };
}

export const favourites = (kept: Kept, { set, drop }: Hand): Favourites => ({
  put: favourite => set(kept.favourites, favourite.id, favourite),
  get(owner, id) {
    const found = kept.favourites.get(id);
    return found?.owner === owner ? found : null;
  },
  same: (owner, key) => [...kept.favourites.values()].find(one => one.owner === owner && one.same === key) ?? null,
  list: (owner, fromUses) =>
    [...kept.favourites.values()]
      .filter(one => one.owner === owner && (one.kept || one.uses >= fromUses))
      .sort(
        by(
          one => (one.kept ? 0 : 1),
          one => -one.rank,
          one => one.id,
        ),
      ),
  remove(owner, id) {
    if (kept.favourites.get(id)?.owner === owner) drop(kept.favourites, id);
  },
  pruneCounted(owner, most) {
    const counted = [...kept.favourites.values()]
      .filter(one => one.owner === owner && !one.kept)
      .sort(
        by(
          one => -one.rank,
          one => one.id,
        ),
      );
    for (const { id } of counted.slice(most)) drop(kept.favourites, id);
  },
});
