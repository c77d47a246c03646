import { useState } from 'react';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { isWritten } from '../../../shared/domain/prescribing/written-product.ts';
import { DOSE_BY_WEIGHT_BELOW } from '../../../shared/domain/knowledge/knowledge-facts.ts';
import { ageInYears, dateInHelsinki } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { type OpenPatient, openPatientStore } from '../patients/index.ts';
import { createDraftsStore } from './drafts.store.ts';
import { createFavouritesStore } from './favourites.store.ts';
import { createFlowStore } from './flow.store.ts';
import { createListStore } from './list.store.ts';
import { createSearchStore } from './search.store.ts';
import { nearSearchOf, useNearSearch } from './use-near-search.ts';

/**
 * The stores of the screen, made once for the patient who is open.
 * @param calls where a pharmacy writes: the calls of prescribing that it may make
 */
export function usePrescribingStores(open: OpenPatient, calls?: ApiClient) {
  const own = useClient();
  const client = calls ?? own;
  useNearSearch(true);
  const [stores] = useState(() => {
    const drafts = createDraftsStore({
      client,
      patientId: open.patient.id,
      weightKg() {
        const now = openPatientStore.getState().open ?? open;
        const isChild = ageInYears(open.patient.birthDate, dateInHelsinki(Date.now())) < DOSE_BY_WEIGHT_BELOW;
        return isChild ? (now.latestWeightKg?.value.replace('.', ',') ?? '') : '';
      },
      today: () => dateInHelsinki(Date.now()),
      later: (run, waitMs) => {
        const timer = window.setTimeout(run, waitMs);
        return () => window.clearTimeout(timer);
      },
    });
    const search = createSearchStore(client, nearSearchOf(own));
    const flow = createFlowStore({
      currentKey: () => drafts.getState().currentKey,
      writesProduct: () => {
        const { items, currentKey } = drafts.getState();
        const product = items.find(item => item.key === currentKey)?.form.product ?? null;
        return product !== null && isWritten(product);
      },
      openDraft: key => drafts.getState().open(key),
      judged: key => drafts.getState().judged(key),
      preview: () => drafts.getState().preview(),
      clearSearch: () => search.getState().clear(),
    });
    const list = createListStore(client, open.patient.id);
    return { drafts, search, flow, list, favourites: createFavouritesStore(client) };
  });
  return stores;
}

export type PrescribingStores = ReturnType<typeof usePrescribingStores>;
