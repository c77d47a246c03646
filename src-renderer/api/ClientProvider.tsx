import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { type ApiClient, type HostEvent } from '../../shared/contract/api.ts';
import { createClient, hearEvents, type Transport } from '../../shared/contract/client.ts';

type Wired = Readonly<{ client: ApiClient; on(hear: (event: HostEvent) => void): () => void }>;

const ClientContext = createContext<Wired | null>(null);

/** One transport for the whole window; events are decoded once and handed to whoever listens. */
export const wire = (transport: Transport): Wired => ({
  client: createClient(transport),
  on: hear => hearEvents(transport, hear),
});

export function ClientProvider({ wired, children }: Readonly<{ wired: Wired; children: ReactNode }>) {
  return <ClientContext value={wired}>{children}</ClientContext>;
}

function useWired(): Wired {
  const wired = useContext(ClientContext);
  if (wired === null) throw new Error('ClientProvider is missing');
  return wired;
}

export const useClient = (): ApiClient => useWired().client;

/** Calls `hear` for each event of the type while the part is mounted. `hear` may change from render to render. */
export function useHostEvent<T extends HostEvent['type']>(
  type: T,
  hear: (event: Extract<HostEvent, { type: T }>) => void,
): void {
  const wired = useWired();
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  }, [hear]);
  useEffect(
    () =>
      wired.on(event => {
        if (event.type === type) latest.current(event as Extract<HostEvent, { type: T }>);
      }),
    [wired, type],
  );
}
