import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type SocialRow, type TaskToCome } from '../../../shared/contract/social.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';

export type SocialView = Readonly<{
  phase: Readonly<{ at: 'loading' }> | Readonly<{ at: 'shown' }> | Readonly<{ at: 'failed'; failure: Failure }>;
  /** Relationship first, then each case with its documents under it. */
  rows: readonly SocialRow[];
  source: Sourced | null;
  live: boolean;
  /** Service tasks of the own organisation that are not in the repository yet. */
  toCome: readonly TaskToCome[];
  /** Since 1.3.2027 data pass between health care and social welfare by consent. */
  crossSectorOn: boolean;
  activeOid: Oid | null;
  load(): Promise<void>;
  loadIfWaiting(): Promise<void>;
  activate(oid: Oid): void;
}>;
export type SocialStore = StoreApi<SocialView>;

/** The tree as lines: relationships, then case by case, the newest document first. */
export function inTree(rows: readonly SocialRow[]): readonly SocialRow[] {
  const under = (setId: Oid): readonly SocialRow[] => rows.filter(row => row.caseSet === setId);
  const cases = rows.filter(({ kind }) => kind === 'case');
  const known = new Set(cases.map(({ setId }) => setId));
  const apart = rows.filter(({ caseSet }) => caseSet !== null && !known.has(caseSet));
  return [
    ...rows.filter(({ kind }) => kind === 'relationship'),
    ...cases.flatMap(one => [one, ...under(one.setId)]),
    ...apart,
  ];
}

export const createSocialStore = (client: Pick<ApiClient, 'social'>, patientId: string): SocialStore =>
  createStore<SocialView>()((set, get) => {
    const fetch = async (): Promise<void> => {
      const reply = await client.social.list({ patientId });
      if (!reply.ok) return set({ phase: { at: 'failed', failure: reply.error } });
      const rows = inTree(reply.value.rows);
      const { activeOid } = get();
      set({
        phase: { at: 'shown' },
        rows,
        source: reply.value.source,
        live: reply.value.live,
        toCome: reply.value.toCome,
        crossSectorOn: reply.value.crossSectorOn,
        activeOid: rows.some(({ oid }) => oid === activeOid) ? activeOid : (rows[0]?.oid ?? null),
      });
    };
    return {
      phase: { at: 'loading' },
      rows: [],
      source: null,
      live: true,
      toCome: [],
      crossSectorOn: true,
      activeOid: null,
      async load() {
        set({ phase: { at: 'loading' } });
        await fetch();
      },
      async loadIfWaiting() {
        if (get().rows.some(({ state }) => state === 'queued')) await fetch();
      },
      activate: oid => set({ activeOid: oid }),
    };
  });
