import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What the browser brought back: parameters of the address, or that nobody came. */
export type Brought = Readonly<{ code: string }> | Readonly<{ error: string }> | 'nobody';

export type LoopbackAnswer = Readonly<{
  /** `http://127.0.0.1:port/<secret path>`, for the authorisation server. */
  redirectUri: string;
  brought: Promise<Brought>;
  close(): void;
}>;

const PAGE = `<!doctype html><html lang="fi"><meta charset="utf-8"><title>Kantele</title>
<p>Vastaus on välitetty. Voit sulkea tämän sivun.</p>
<p lang="sv">Svaret har förmedlats. Du kan stänga sidan.</p>
<p lang="en">The answer has been passed on. You can close this page.</p></html>`;
const HEADERS = {
  'Content-Type': 'text/html;charset=UTF-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Listens on the loopback address for one redirect of a browser on this machine (RFC 8252 7.3), whose `state` is the one that
 * was sent. Anything else is answered with 404 and changes nothing.
 */
export function listenForAnswer(path: string, state: string, waitMs: number): Promise<LoopbackAnswer> {
  let resolve: (what: Brought) => void = () => undefined;
  const brought = new Promise<Brought>(settle => {
    resolve = settle;
  });
  const server = createServer((request, reply) => {
    const at = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isRight = request.method === 'GET' && at.pathname === `/${path}` && at.searchParams.get('state') === state;
    if (!isRight) return void reply.writeHead(404).end();
    reply.writeHead(200, HEADERS).end(PAGE);
    const code = at.searchParams.get('code');
    finish(code === null ? { error: at.searchParams.get('error') ?? '' } : { code });
  });
  const timer = setTimeout(() => finish('nobody'), waitMs);
  function finish(what: Brought): void {
    clearTimeout(timer);
    resolve(what);
    server.close();
  }
  return new Promise((listening, failed) => {
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      listening({ redirectUri: `http://127.0.0.1:${port}/${path}`, brought, close: () => finish('nobody') });
    });
  });
}
