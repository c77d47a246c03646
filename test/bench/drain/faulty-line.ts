import { Agent, createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';

/**
 * What befalls a request on its way: turned away, cut before it arrives, its answer lost, late, or a proxy's page instead of
 * it; or the request is delivered twice.
 */
const FAULTS = ['busy', 'cut', 'lost', 'late', 'page', 'doubled'] as const;
const LATE_MS = 1000;

export type FaultyLine = Readonly<{ url: string; told(): Readonly<Record<string, number>>; close(): void }>;

/**
 * A proxy before a service that spoils a share of the requests, whatever they are; its dice fall the same each time.
 * @param share from 0 to 1
 */
export async function faultyLine(target: string, share: number, random: () => number): Promise<FaultyLine> {
  const told: Record<string, number> = { whole: 0 };
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    const fault = random() < share ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    told[fault ?? 'whole'] = (told[fault ?? 'whole'] ?? 0) + 1;
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      if (fault === 'busy') return void outgoing.writeHead(503, { 'Retry-After': '1' }).end();
      if (fault === 'cut') return void incoming.socket.destroy();
      const to = new URL(incoming.url ?? '/', target);
      const { method } = incoming;
      // The service answers only to its own name.
      const headers = { ...incoming.headers, host: to.host };
      if (fault === 'doubled')
        request(to, { method, headers, agent }, answer => void answer.resume())
          .on('error', () => undefined)
          .end(Buffer.concat(parts));
      const onward = request(to, { method, headers, agent }, answer => {
        const back: Buffer[] = [];
        answer.on('data', (part: Buffer) => back.push(part));
        answer.on('end', () => {
          if (fault === 'lost') return void incoming.socket.destroy();
          if (fault === 'page') return void outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
          const tell = (): void =>
            void outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(back));
          if (fault === 'late') setTimeout(tell, LATE_MS);
          else tell();
        });
      });
      onward.on('error', () => incoming.socket.destroy());
      onward.end(Buffer.concat(parts));
    });
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    told: () => told,
    close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
