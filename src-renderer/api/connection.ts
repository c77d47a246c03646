import { createStore, type StoreApi } from 'zustand';
import { type Transport } from '../../shared/contract/client.ts';

export type Connection = Readonly<{
  isLost: boolean;
  /** How many times the host was found again: whoever shows data fetches it anew. */
  recoveries: number;
}>;

const ASK_EVERY_MS = 2000;

/**
 * A transport that notices when the host is gone: a message that could not be carried, or a stream that broke. It then asks
 * until there is an answer again. Refusals are answers.
 * @param onBreak tells of a broken event stream, where the transport has one
 */
export function watched(
  transport: Transport,
  onBreak: (hear: () => void) => void = () => undefined,
): Readonly<{ transport: Transport; connection: StoreApi<Connection> }> {
  const connection = createStore<Connection>()(() => ({ isLost: false, recoveries: 0 }));
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    for (;;) {
      try {
        await transport.call('session.state', {});
        break;
      } catch {
        connection.setState({ isLost: true });
        await new Promise(resolve => setTimeout(resolve, ASK_EVERY_MS));
      }
    }
    asking = false;
    const { isLost, recoveries } = connection.getState();
    if (isLost) connection.setState({ isLost: false, recoveries: recoveries + 1 });
  };
  onBreak(() => void ask());
  return {
    connection,
    transport: {
      on: hear => transport.on(hear),
      async call(method, params) {
        try {
          return await transport.call(method, params);
        } catch (error) {
          connection.setState({ isLost: true });
          void ask();
          throw error;
        }
      },
    },
  };
}
