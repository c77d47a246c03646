import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Host } from '../rpc/host.ts';
import { PAGE_HEADERS, type PageFiles } from '../rpc/page-files.ts';
import { Admission } from './admission.ts';

export type LoopbackServer = Readonly<{
  port: number;
  /** An address that admits one window, once. */
  newAddress(): string;
  close(): Promise<void>;
}>;

const MAX_BODY_BYTES = 5_000_000;
const HEADER_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 64;
const PING_EVERY_MS = 20_000;

/** Reads a JSON body; null when it is too large or no JSON. */
async function jsonBody(request: IncomingMessage): Promise<{ value: unknown } | null> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return null;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  try {
    return { value: JSON.parse(Buffer.concat(parts).toString('utf8')) };
  } catch {
    return null;
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(body);
}

const sendJson = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void =>
  send(response, status, JSON.stringify(value), { 'Content-Type': 'application/json; charset=utf-8', ...headers });

/**
 * The loopback shell: the same page and the same contract as the desktop shell, on 127.0.0.1 only. Every request passes
 * `Admission`; calls are POST with JSON, events come as a stream, pages come from a fixed map.
 */
export async function serveLoopback(host: Host, files: PageFiles, port = 0): Promise<LoopbackServer> {
  const admission = new Admission();
  const streams = new Set<ServerResponse>();

  const page = (path: string, response: ServerResponse): void => {
    const file = files.get(path);
    if (file === undefined) send(response, 404, 'not found');
    else send(response, 200, file.body, { 'Content-Type': file.mediaType });
  };

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await jsonBody(request);
    if (body === null) send(response, 400, 'bad request');
    else sendJson(response, 200, await host.dispatch(body.value));
  };

  const enter = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await jsonBody(request);
    const token = (body?.value as { token?: unknown } | null)?.token;
    const cookie = typeof token === 'string' ? admission.exchange(token) : null;
    if (cookie !== null) sendJson(response, 200, { admitted: true }, { 'Set-Cookie': cookie });
    else sendJson(response, admission.admitted(request) ? 200 : 403, { admitted: admission.admitted(request) });
  };

  const events = (response: ServerResponse): void => {
    response.writeHead(200, { ...PAGE_HEADERS, 'Content-Type': 'text/event-stream', Connection: 'keep-alive' });
    response.write(': open\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = admission.refusal(request);
    if (refused !== null) return send(response, refused, 'refused');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const route = `${request.method} ${path}`;
    if (route === 'POST /enter') return enter(request, response);
    if (request.method === 'GET' && path !== '/events') {
      // The pages hold no data: what they show comes through calls, which need the cookie.
      return page(path === '/' ? '/index.html' : path, response);
    }
    if (!admission.admitted(request)) return send(response, 401, 'not admitted');
    if (route === 'POST /call') return call(request, response);
    if (route === 'GET /events') return events(response);
    return send(response, request.method === 'OPTIONS' ? 403 : 405, 'refused');
  };

  const server: Server = createServer(
    { headersTimeout: HEADER_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      answer(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else send(response, 500, 'failed');
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('upgrade', (_request, socket) => socket.destroy());
  const off = host.on(fact => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify(fact)}\n\n`);
  });
  const ping = setInterval(() => {
    for (const stream of streams) stream.write(': ping\n\n');
  }, PING_EVERY_MS);

  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => listening());
  });
  const bound = (server.address() as AddressInfo).port;
  admission.listenOn(bound);

  return {
    port: bound,
    // After the number sign: a fragment is never sent, so the token is in no request line and no referrer.
    newAddress: () => `http://127.0.0.1:${bound}/#${admission.newToken()}`,
    async close() {
      off();
      clearInterval(ping);
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await new Promise<void>(closed => server.close(() => closed()));
    },
  };
}
