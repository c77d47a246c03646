import { temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost } from './direct.ts';
import { type CarriedHost, hostSuite } from './host.suite.ts';

hostSuite('host, direct', async () => {
  const folder = temporaryFolder();
  const open = async (): Promise<CarriedHost> => {
    const host = await startDirectHost(folder.path);
    return {
      client: host.client,
      events: host.events,
      send: host.dispatch,
      async restart() {
        await host.close();
        return open();
      },
      async close() {
        await host.close();
        folder.remove();
      },
    };
  };
  return open();
});
