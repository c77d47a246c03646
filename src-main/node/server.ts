import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Host } from '../rpc/host.ts';
import { paced } from '../rpc/pace.ts';
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
const TIMEOUT_CHECK_MS = 1_000;
const MAX_CONNECTIONS = 64;
const PING_EVERY_MS = 20_000;
const LET_GO_MS = 500;
/** How much may wait for a page that does not read before it is let go. */
const MAX_UNREAD_BYTES = 20_000_000;
/** Statuses of section 7.4.1 of RFC 6455. */
const CLOSE = { goingAway: 1001, protocol: 1002, data: 1003, failed: 1011 } as const;

/** How the parser of Node names what cannot be read as a request, and what it is told. */
const PARSER_STATUS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

type JsonBody = Result<unknown, 400 | 413 | 415>;

/** Collects the body up to the limit; what comes after it is not kept. */
const bytesOf = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise((done, failed) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > MAX_BODY_BYTES) done(null);
      else parts.push(part);
    });
    request.on('end', () => done(Buffer.concat(parts)));
    request.on('error', failed);
    request.on('close', () => failed(new Error('the request was cut')));
  });

/** Reads a JSON body, or tells the status of the refusal: another type, too large, no JSON in UTF-8. */
async function jsonBody(request: IncomingMessage): Promise<JsonBody> {
  if (!/^application\/json *(;|$)/.test(request.headers['content-type'] ?? '')) return fail(415);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return fail(413);
  const bytes = await bytesOf(request);
  if (bytes === null) return fail(413);
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return fail(400);
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

/** A refusal where there is no response to write it: the request could not be read, or asks for another protocol. */
function refuse(socket: Duplex, status: string): void {
  const head = Object.entries({ ...PAGE_HEADERS, Connection: 'close', 'Content-Length': '0' });
  const lines = head.map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n'));
}

/** A message with the number that its answer shall carry; null where it is none. */
function numbered(text: string): Readonly<{ id: number; message: unknown }> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { id, message } = (value ?? {}) as Readonly<{ id?: unknown; message?: unknown }>;
  return typeof id === 'number' && Number.isSafeInteger(id) ? { id, message } : null;
}

/**
 * The loopback shell: the same page and the same contract as the desktop shell, on 127.0.0.1 only. Every request passes
 * `Admission`; calls are POST with JSON or messages of a WebSocket, events come as a stream, pages come from a fixed map.
 */
export async function serveLoopback(host: Host, files: PageFiles, port = 0): Promise<LoopbackServer> {
  const admission = new Admission();
  const dispatch = paced((message: unknown) => host.dispatch(message), { nowMs: () => performance.now(), wait });
  const streams = new Set<ServerResponse>();

  const page = (path: string, response: ServerResponse): void => {
    const file = files.get(path);
    if (file === undefined) send(response, 404, 'not found');
    else send(response, 200, file.body, { 'Content-Type': file.mediaType });
  };

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await jsonBody(request);
    if (!body.ok) send(response, body.error, 'refused', { Connection: 'close' });
    else sendJson(response, 200, await dispatch(body.value));
  };

  const enter = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await jsonBody(request);
    const token = body.ok ? (body.value as { token?: unknown } | null)?.token : null;
    const cookie = typeof token === 'string' ? admission.exchange(token) : null;
    if (cookie !== null) sendJson(response, 200, { admitted: true }, { 'Set-Cookie': cookie });
    else sendJson(response, admission.admitted(request) ? 200 : 403, { admitted: admission.admitted(request) });
  };

  const upgrades = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false });
  /** Calls over one connection, each with a number that its answer carries: a third of what a request of its own costs. */
  const hearCalls = (page: WebSocket): void => {
    const answered = (id: number, answer: unknown): void => {
      if (page.bufferedAmount > MAX_UNREAD_BYTES) page.terminate();
      else page.send(JSON.stringify({ id, answer }));
    };
    page.on('message', (data, isBinary) => {
      if (isBinary) return page.close(CLOSE.data);
      const asked = numbered((data as Buffer).toString('utf8'));
      if (asked === null) return page.close(CLOSE.protocol);
      dispatch(asked.message)
        .then(answer => answered(asked.id, answer))
        .catch(() => page.close(CLOSE.failed));
    });
    // The library has closed it with the right status; there is nothing to add.
    page.on('error', () => page.terminate());
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url !== '/socket') return void socket.destroy();
    // A browser always names the origin here; whoever does not is no page of ours.
    const refused = request.headers.origin === undefined ? 403 : admission.refusal(request);
    const status = refused ?? (admission.admitted(request) ? null : 401);
    if (status !== null) return refuse(socket, `${status} Refused`);
    upgrades.handleUpgrade(request, socket, head, hearCalls);
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
    {
      headersTimeout: HEADER_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Node looks for late headers every 30 s by itself: the limit of 10 s would be one of 40 s.
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      // Judged in `Admission`, so that this refusal carries the headers of all others.
      requireHostHeader: false,
    },
    (request, response) => {
      answer(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else send(response, 500, 'failed');
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head);
  });
  server.on('checkExpectation', (_request, response: ServerResponse) => send(response, 417, 'refused'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) refuse(socket, PARSER_STATUS[error.code ?? ''] ?? '400 Bad Request');
  });
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
      for (const page of upgrades.clients) page.close(CLOSE.goingAway);
      // A page that does not answer the goodbye is not waited for.
      const letGo = setTimeout(() => upgrades.clients.forEach(page => page.terminate()), LET_GO_MS);
      server.closeAllConnections();
      await new Promise<void>(closed => server.close(() => closed()));
      clearTimeout(letGo);
    },
  };
}
