import { type ApiClient } from '../../../shared/contract/api.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type BasketStore, createBasketStore } from './basket.store.ts';
import { createListStore, type ListStore } from './list.store.ts';
import { createMadeStore, type MadeStore } from './made.store.ts';
import { createSaleStore, type SaleStore } from './sale.store.ts';

type Stores = Readonly<{ list: ListStore; basket: BasketStore; made: MadeStore; sale: SaleStore }>;
/** The basket outlives a visit to the queue: it belongs to the opened customer, and goes with them. */
const kept = new WeakMap<Patient, Stores>();

export function storesOf(client: ApiClient, patient: Patient): Stores {
  const before = kept.get(patient);
  if (before !== undefined) return before;
  const stores: Stores = {
    list: createListStore(client, patient.id),
    basket: createBasketStore(client, patient.id),
    made: createMadeStore(client, patient.id),
    sale: createSaleStore(client, patient.id),
  };
  kept.set(patient, stores);
  return stores;
}
