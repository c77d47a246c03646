import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type SaleHere } from '../../../shared/contract/sale.values.ts';
import { saleLines, type SaleBasis, type SaleLine } from '../../../shared/domain/dispensing/counter-sale.ts';
import { type ErrorCode, type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Item } from './basket.store.ts';
import { saveFile } from '../../api/save-file.ts';

export type SaleFault = ErrorCode | 'noIdentityCode';

export type SaleView = Readonly<{
  /** Null before the host has told. */
  basis: SaleBasis | null;
  /** Why Kela's answer is not there. */
  fault: SaleFault | null;
  isAsking: boolean;
  /** By the dispensing they belong to. */
  sales: ReadonlyMap<Oid, SaleHere>;
  ask(again?: boolean): Promise<void>;
  /** Something was sold: what is left of the year is asked with the next form. */
  forget(): void;
  /** @returns packs that the verification service has refused since the last time */
  loadSales(): Promise<number>;
  printReceipt(documents: readonly Oid[]): Promise<Failure | null>;
}>;
export type SaleStore = StoreApi<SaleView>;

/** Receipts of the basket by draft: each lot uses what the ones before it have left of the year's sums. */
export function receiptsOf(items: readonly Item[], basis: SaleBasis | null): ReadonlyMap<string, SaleLine> {
  if (basis === null) return new Map();
  const lines = saleLines(items, basis);
  return new Map(
    items.flatMap((item, index) => {
      const line = lines[index];
      return line === undefined || line === null ? [] : [[item.draftId, line] as const];
    }),
  );
}

/** What the customer pays: Kela is asked once a customer, sums are reckoned here at every change. */
export const createSaleStore = (
  client: Pick<ApiClient, 'dispensing' | 'prints'>,
  patientId: string,
  save: typeof saveFile = saveFile,
): SaleStore =>
  createStore<SaleView>()((set, get) => ({
    basis: null,
    fault: null,
    isAsking: false,
    sales: new Map(),
    async ask(again = false) {
      if (get().isAsking) return;
      set({ isAsking: true });
      const reply = await client.dispensing.saleBasis({ patientId, again });
      if (reply.ok) set({ basis: reply.value.basis, fault: reply.value.fault, isAsking: false });
      else set({ fault: reply.error.code, isAsking: false });
    },
    forget: () => set({ basis: null, fault: null }),
    async loadSales() {
      const reply = await client.dispensing.sales({ patientId });
      if (!reply.ok) return 0;
      const refused = (sales: Iterable<SaleHere>): number =>
        [...sales].reduce((sum, { packs }) => sum + packs.refused, 0);
      const before = refused(get().sales.values());
      set({ sales: new Map(reply.value.map(one => [one.sale.dispensingOid, one])) });
      return refused(reply.value) - before;
    },
    async printReceipt(documents) {
      const reply = await client.prints.receipt({ patientId, documentOids: [...documents] });
      if (!reply.ok) return reply.error;
      save(reply.value);
      return null;
    },
  }));
