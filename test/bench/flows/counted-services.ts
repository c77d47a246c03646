import { createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';

export type CountedServices = Readonly<{
  url: string;
  /** Calls since the last look: method and path without what identifies anybody. */
  taken(): readonly string[];
  close(): Promise<void>;
}>;

/** Numbers and identifiers in an address say nothing about its kind. */
const kindOf = (path: string): string => (path.split('?')[0] ?? '').replace(/[0-9a-f-]{16,}|[0-9.]{6,}/g, '*');

/** Stands between a desk and the services and counts what the desk asks of them. */
export async function countServices(target: string): Promise<CountedServices> {
  const { hostname, port } = new URL(target);
  let seen: string[] = [];
  const server = createServer((incoming, answer) => {
    const path = incoming.url ?? '/';
    // The practice's own interface for faults is no service.
    if (!path.startsWith('/control')) seen.push(`${incoming.method ?? ''} ${kindOf(path)}`);
    const onward = request(
      { hostname, port, path, method: incoming.method, headers: { ...incoming.headers, host: `${hostname}:${port}` } },
      reply => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken() {
      const calls = seen;
      seen = [];
      return calls;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
