import { createStore, type StoreApi } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Sourced } from '../../../shared/contract/signing.contract.ts';
import { type DeliveryRow } from '../../../shared/domain/records/delivery.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';

export type DeliveriesView = Readonly<{
  /** Null before the first answer. */
  rows: readonly DeliveryRow[] | null;
  source: Sourced | null;
  isFetching: boolean;
  failure: Failure | null;
  load(): Promise<void>;
  forward(documentOid: Oid): Promise<Failure | null>;
  withdraw(oid: Oid): Promise<Failure | null>;
}>;
export type DeliveriesStore = StoreApi<DeliveriesView>;

/** Where the certificates of one patient were sent. Asked for only when a certificate is looked at: each asking is logged. */
export const createDeliveriesStore = (client: Pick<ApiClient, 'certificates'>, patientId: string): DeliveriesStore =>
  createStore<DeliveriesView>()((set, get) => ({
    rows: null,
    source: null,
    isFetching: false,
    failure: null,
    async load() {
      if (get().isFetching) return;
      set({ isFetching: true });
      const reply = await client.certificates.deliveries({ patientId });
      set({
        isFetching: false,
        ...(reply.ok
          ? { rows: reply.value.rows, source: reply.value.source, failure: null }
          : { failure: reply.error }),
      });
    },
    async forward(documentOid) {
      const reply = await client.certificates.forward({ patientId, documentOid, askedByClient: true });
      if (reply.ok) set({ rows: [reply.value, ...(get().rows ?? [])] });
      return reply.ok ? null : reply.error;
    },
    async withdraw(oid) {
      const reply = await client.certificates.withdraw({ patientId, oid });
      if (reply.ok) set({ rows: (get().rows ?? []).map(row => (row.oid === oid ? reply.value : row)) });
      return reply.ok ? null : reply.error;
    },
  }));
