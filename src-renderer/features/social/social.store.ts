import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type SocialRow, type TaskToCome } from '../../../shared/contract/social.contract.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type PatientList, patientList } from '../patients/index.ts';

/** Its rows: the relationship first, then each case with its documents under it. */
export type SocialView = PatientList<SocialRow> &
  Readonly<{
    live: boolean;
    /** Service tasks of the own organisation that are not in the repository yet. */
    toCome: readonly TaskToCome[];
    /** Since 1.3.2027 data pass between health care and social welfare by consent. */
    crossSectorOn: boolean;
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
  createStore<SocialView>()((set, get) => ({
    ...patientList<SocialRow>(set, get, async () => {
      const reply = await client.social.list({ patientId });
      if (!reply.ok) return reply;
      const { rows, source, live, toCome, crossSectorOn } = reply.value;
      set({ live, toCome, crossSectorOn });
      return ok({ rows: inTree(rows), source });
    }),
    live: true,
    toCome: [],
    crossSectorOn: true,
  }));
