import { useEffect } from 'react';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { useClient, useConnection } from '../../api/ClientProvider.tsx';
import { createNearSearch, type NearSearch } from './near-search.ts';

/** Rest comes at the latest after this, however busy the page is. */
const LATEST_MS = 2000;
const atRest = (): Promise<void> =>
  new Promise(resolve => {
    window.requestIdleCallback(() => resolve(), { timeout: LATEST_MS });
  });

const ofClients = new WeakMap<ApiClient, NearSearch>();

/** One for the whole window: the table is the same for every patient. */
export function nearSearchOf(client: ApiClient): NearSearch {
  const known = ofClients.get(client);
  if (known !== undefined) return known;
  const made = createNearSearch(client, atRest);
  ofClients.set(client, made);
  return made;
}

/** Gets the search of medicines ready while nobody needs it; looks again when the host has been away. */
export function useNearSearch(isWanted: boolean): void {
  const client = useClient();
  const { recoveries } = useConnection();
  useEffect(() => {
    if (isWanted) void nearSearchOf(client).follow();
  }, [client, isWanted, recoveries]);
}
