import { join } from 'node:path';
import { type HostEvent, type ApiClient } from '../../shared/contract/api.ts';
import { createClient } from '../../shared/contract/client.ts';
import { type HostOptions, startHost } from '../../src-main/compose.ts';
import { forkService } from '../../src-main/node/fork-service.ts';

export const root = join(import.meta.dirname, '..', '..');

export type DirectHost = Readonly<{
  client: ApiClient;
  events: HostEvent[];
  dispatch(message: unknown): Promise<unknown>;
  close(): Promise<void>;
}>;

/** The host in this process: messages still go through JSON and back, as on every wire. */
export async function startDirectHost(
  dataDir: string,
  simulator: Readonly<{ url: string; controlToken: string | null }> | null = null,
  /** Signed prescriptions leave at once, unless a test is about their waiting. */
  takeBackSeconds = 0,
  more: Pick<HostOptions, 'profilePath' | 'startCard' | 'cardModule' | 'clock' | 'timers'> = {},
): Promise<DirectHost> {
  const host = await startHost({
    ...more,
    shell: 'direct',
    resourcesDir: join(root, 'resources'),
    dataDir,
    simulator,
    workstation: 'test',
    startService: forkService(root),
    takeBackSeconds,
  });
  const events: HostEvent[] = [];
  const off = host.on(event => events.push(event));
  const dispatch = async (message: unknown): Promise<unknown> =>
    JSON.parse(JSON.stringify(await host.dispatch(JSON.parse(JSON.stringify(message))))) as unknown;
  return {
    client: createClient({ call: (method, params) => dispatch({ method, params }), on: hear => host.on(hear) }),
    events,
    dispatch,
    async close() {
      off();
      await host.close();
    },
  };
}
