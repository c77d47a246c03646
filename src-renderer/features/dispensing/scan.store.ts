import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type PackRead } from '../../../shared/domain/dispensing/dispensing.ts';
import { type PackState } from '../../../shared/domain/dispensing/pack-state.ts';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type Fit, fitPack } from './fit-pack.ts';
import { type Gs1, readCode } from './scan-code.ts';

/** What came of the last pack. */
export type ScanOutcome =
  | Readonly<{ kind: 'faulty'; why: 'gtin' | 'expiry' | 'unreadable' }>
  /** Read, but nothing tells which VNR it is. */
  | Readonly<{ kind: 'gtin'; gs1: Gs1; isExpired: boolean }>
  | Readonly<{ kind: 'unknownVnr'; vnr: string; failure: Failure }>
  /** The identifier of a prescription; `failure` where it could not be fetched for this customer. */
  | Readonly<{ kind: 'prescription'; setId: Oid; failure: Failure | null }>
  /** The verification service says that it must not be handed over. */
  | Readonly<{ kind: 'refusedPack'; state: Exclude<PackState, 'active'>; gs1: Gs1; pack: MedicinePackage | null }>
  /** `read`: from its DataMatrix, with what the verification service said. */
  | Readonly<{ kind: 'pack'; vnr: string; pack: MedicinePackage; fit: Fit; read: PackRead | null }>;

export type ScanView = Readonly<{
  text: string;
  outcome: ScanOutcome | null;
  isLooking: boolean;
  type(text: string): void;
  clear(): void;
  look(raw: string, rows: readonly PrescriptionRow[], today: LocalDate): Promise<ScanOutcome | null>;
}>;
export type ScanStore = StoreApi<ScanView>;

/** Reads a pack and finds its prescription; the caller gives one pack after the other. The register's packages are asked once each. */
export const createScanStore = (client: Pick<ApiClient, 'medicines' | 'dispensing'>, patientId: string): ScanStore =>
  createStore<ScanView>()(set => {
    const known = new Map<string, MedicinePackage>();
    const ask = async (vnr: string): Promise<MedicinePackage | Failure> => {
      const before = known.get(vnr);
      if (before !== undefined) return before;
      const reply = await client.medicines.byVnr({ vnr });
      if (!reply.ok) return reply.error;
      known.set(vnr, reply.value);
      return reply.value;
    };
    async function outcomeOf(raw: string, rows: readonly PrescriptionRow[], today: LocalDate): Promise<ScanOutcome> {
      const code = readCode(raw);
      if (code.kind === 'faulty') return code;
      if (code.kind === 'prescription') return ofPrescription(code.setId, rows);
      if (code.kind === 'gs1') return ofGs1(code.gs1, rows, today);
      return ofVnr(code.vnr, null, rows, today);
    }
    async function ofPrescription(setId: Oid, rows: readonly PrescriptionRow[]): Promise<ScanOutcome> {
      const named = (failure: Failure | null): ScanOutcome => ({ kind: 'prescription', setId, failure });
      if (rows.some(({ prescription }) => prescription.setId === setId)) return named(null);
      const reply = await client.dispensing.fetchNamed({ patientId, setId });
      if (!reply.ok) return named(reply.error);
      return named(reply.value.found ? null : { code: reply.value.fault ?? 'RX-0001' });
    }
    async function ofGs1(gs1: Gs1, rows: readonly PrescriptionRow[], today: LocalDate): Promise<ScanOutcome> {
      const isExpired = gs1.expiresOn !== null && gs1.expiresOn < today;
      // Without a serial it is no pack of the verification system; an expired one needs no further word.
      if (isExpired || gs1.serial === '') return { kind: 'gtin', gs1, isExpired };
      const reply = await client.dispensing.verifyPack(gs1);
      const { state, vnr } = reply.ok ? reply.value : { state: null, vnr: null };
      if (state !== null && state !== 'active') {
        const pack = vnr === null ? null : await ask(vnr);
        return { kind: 'refusedPack', state, gs1, pack: pack === null || 'code' in pack ? null : pack };
      }
      if (vnr === null) return { kind: 'gtin', gs1, isExpired };
      return ofVnr(vnr, { ...gs1, vnr, verified: state === 'active' }, rows, today);
    }
    async function ofVnr(
      vnr: string,
      read: PackRead | null,
      rows: readonly PrescriptionRow[],
      today: LocalDate,
    ): Promise<ScanOutcome> {
      const pack = await ask(vnr);
      if ('code' in pack) return { kind: 'unknownVnr', vnr, failure: pack };
      const named = rows.flatMap(({ prescription: { product } }) =>
        product.kind === '9' || product.vnr === null ? [] : [product.vnr],
      );
      await Promise.all([...new Set(named)].map(ask));
      return { kind: 'pack', vnr, pack, fit: fitPack(pack, rows, known, today), read };
    }
    return {
      text: '',
      outcome: null,
      isLooking: false,
      type: text => set({ text }),
      clear: () => set({ text: '', outcome: null }),
      async look(raw, rows, today) {
        if (raw.trim() === '') return null;
        set({ isLooking: true, text: '' });
        const outcome = await outcomeOf(raw, rows, today);
        set({ outcome, isLooking: false });
        return outcome;
      },
    };
  });
