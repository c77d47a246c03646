import { createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';

/** The network cable between one desk and the services: it can be pulled while every other desk goes on. */
export type Cable = Readonly<{
  /** What the desk is told to call instead of the services. */
  url: string;
  /** Whatever is on its way is lost, and nothing gets through until it is plugged in again. */
  pull(): Promise<void>;
  plugIn(): Promise<void>;
}>;

/** @param hear is told the method and the path of every request that goes through */
export async function cableTo(
  target: string,
  hear: (method: string, path: string) => void = () => undefined,
): Promise<Cable> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, answer) => {
    const path = incoming.url ?? '/';
    hear(incoming.method ?? '', path);
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
  const listen = (at: number): Promise<void> => new Promise(ready => server.listen(at, '127.0.0.1', () => ready()));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}`,
    pull: () =>
      new Promise(pulled => {
        server.close(() => pulled());
        server.closeAllConnections();
      }),
    plugIn: () => listen(own),
  };
}
