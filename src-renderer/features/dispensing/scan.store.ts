import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type Fit, fitPack } from './fit-pack.ts';
import { type Gs1, readCode } from './scan-code.ts';

/** What came of the last pack. */
export type ScanOutcome =
  | Readonly<{ kind: 'faulty'; why: 'gtin' | 'expiry' | 'unreadable' }>
  /** Read, but nothing tells which VNR it is. */
  | Readonly<{ kind: 'gtin'; gs1: Gs1; isExpired: boolean }>
  | Readonly<{ kind: 'unknownVnr'; vnr: string; failure: Failure }>
  | Readonly<{ kind: 'pack'; vnr: string; pack: MedicinePackage; fit: Fit }>;

export type ScanView = Readonly<{
  text: string;
  outcome: ScanOutcome | null;
  isLooking: boolean;
  type(text: string): void;
  clear(): void;
  look(raw: string, rows: readonly PrescriptionRow[], today: LocalDate): Promise<ScanOutcome | null>;
}>;
export type ScanStore = StoreApi<ScanView>;

/** Reads a pack and finds its prescription. The register's packages are asked once each. */
export const createScanStore = (client: Pick<ApiClient, 'medicines'>): ScanStore =>
  createStore<ScanView>()((set, get) => {
    const known = new Map<string, MedicinePackage>();
    const ask = async (vnr: string): Promise<MedicinePackage | Failure> => {
      const before = known.get(vnr);
      if (before !== undefined) return before;
      const reply = await client.medicines.byVnr({ vnr });
      if (!reply.ok) return reply.error;
      known.set(vnr, reply.value);
      return reply.value;
    };
    let turn = 0;
    async function outcomeOf(raw: string, rows: readonly PrescriptionRow[], today: LocalDate): Promise<ScanOutcome> {
      const code = readCode(raw);
      if (code.kind === 'faulty') return code;
      if (code.kind === 'gs1') {
        const { expiresOn } = code.gs1;
        return { kind: 'gtin', gs1: code.gs1, isExpired: expiresOn !== null && expiresOn < today };
      }
      const { vnr } = code;
      const pack = await ask(vnr);
      if ('code' in pack) return { kind: 'unknownVnr', vnr, failure: pack };
      const named = rows.flatMap(({ prescription: { product } }) =>
        product.kind === '9' || product.vnr === null ? [] : [product.vnr],
      );
      await Promise.all([...new Set(named)].map(ask));
      return { kind: 'pack', vnr, pack, fit: fitPack(pack, rows, known, today) };
    }
    return {
      text: '',
      outcome: null,
      isLooking: false,
      type: text => set({ text }),
      clear: () => set({ text: '', outcome: null }),
      async look(raw, rows, today) {
        if (raw.trim() === '') return null;
        turn += 1;
        const mine = turn;
        set({ isLooking: true, text: '' });
        const outcome = await outcomeOf(raw, rows, today);
        if (mine !== turn) return get().outcome;
        set({ outcome, isLooking: false });
        return outcome;
      },
    };
  });
