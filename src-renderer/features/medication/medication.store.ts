import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MedicationListShown, type MedicationRowShown } from '../../../shared/contract/medication.contract.ts';
import { type MedicationChoice, type MedicationSource } from '../../../shared/domain/medication/medication-list.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';

export type Told = Readonly<{
  source: MedicationSource;
  key: string | null;
  name: string;
  dose: string;
  inUse: boolean;
  note: string;
}>;
export type MedicationView = Readonly<{
  list: MedicationListShown | null;
  isLoading: boolean;
  failure: Failure | null;
  onlyDifferences: boolean;
  activeKey: string | null;
  load(asOf: LocalDate, fetch: boolean): Promise<void>;
  filter(onlyDifferences: boolean): void;
  activate(key: string): void;
  /** @returns false where the host refused */
  tell(told: Told): Promise<boolean>;
  decide(key: string, choice: MedicationChoice): Promise<boolean>;
  reconcile(note: string): Promise<boolean>;
}>;
export type MedicationStore = StoreApi<MedicationView>;

export const shownRows = ({ list, onlyDifferences }: Pick<MedicationView, 'list' | 'onlyDifferences'>) =>
  (list?.rows ?? []).filter(({ differs }) => differs || !onlyDifferences);

export const createMedicationStore = (client: Pick<ApiClient, 'medication'>, patientId: string): MedicationStore =>
  createStore<MedicationView>()((set, get) => {
    let turn = 0;
    const take = (reply: Result<MedicationListShown, Failure>): boolean => {
      if (!reply.ok) {
        set({ failure: reply.error, isLoading: false });
        return false;
      }
      const list = reply.value;
      const isThere = (row: MedicationRowShown): boolean => row.key === get().activeKey;
      set({
        list,
        failure: null,
        isLoading: false,
        activeKey: list.rows.some(isThere) ? get().activeKey : (list.rows[0]?.key ?? null),
      });
      return true;
    };
    return {
      list: null,
      isLoading: false,
      failure: null,
      onlyDifferences: false,
      activeKey: null,
      async load(asOf, fetch) {
        turn += 1;
        const mine = turn;
        set({ isLoading: true });
        const reply = await client.medication.list({ patientId, asOf, fetch });
        // The slider asks for each day it passes: the last answer counts.
        if (mine === turn) take(reply);
      },
      filter: onlyDifferences => set({ onlyDifferences }),
      activate: activeKey => set({ activeKey }),
      tell: async told => take(await client.medication.say({ patientId, ...told })),
      decide: async (key, choice) => take(await client.medication.decide({ patientId, key, choice })),
      reconcile: async note => take(await client.medication.reconcile({ patientId, note })),
    };
  });
