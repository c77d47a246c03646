import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { type ApiClient, type HostEvent } from '../../shared/contract/api.ts';
import { createClient, hearEvents, type Transport } from '../../shared/contract/client.ts';
import { type Connection, watched } from './connection.ts';
import { onStreamBreak } from './transport.ts';

type Wired = Readonly<{
  client: ApiClient;
  on(hear: (event: HostEvent) => void): () => void;
  connection: ReturnType<typeof watched>['connection'];
}>;

const ClientContext = createContext<Wired | null>(null);

/**
 * One transport for the whole window: events are decoded once and handed to whoever listens. A stream for each listener
 * would use up the six connections that a browser keeps to one host, and no call could leave.
 */
export function wire(bare: Transport): Wired {
  const { transport, connection } = watched(bare, onStreamBreak);
  const listeners = new Set<(event: HostEvent) => void>();
  let close: (() => void) | null = null;
  return {
    client: createClient(transport),
    connection,
    on(hear) {
      const own = (event: HostEvent): void => hear(event);
      listeners.add(own);
      close ??= hearEvents(transport, event => [...listeners].forEach(listener => listener(event)));
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        close?.();
        close = null;
      };
    },
  };
}

export function ClientProvider({ wired, children }: Readonly<{ wired: Wired; children: ReactNode }>) {
  return <ClientContext value={wired}>{children}</ClientContext>;
}

function useWired(): Wired {
  const wired = useContext(ClientContext);
  if (wired === null) throw new Error('ClientProvider is missing');
  return wired;
}

export const useClient = (): ApiClient => useWired().client;

/** Whether the host answers. */
export const useConnection = (): Connection => useStore(useWired().connection);

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
