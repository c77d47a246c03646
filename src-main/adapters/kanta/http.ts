import { Agent, type ClientRequest, type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { type Limits } from './config.ts';

export type HttpRequest = Readonly<{
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | null;
  /** Changes nothing at the service: may be sent once more when an idle connection turned out to be closed. */
  readOnly: boolean;
}>;

/**
 * What became of a request. `notSent`: not one byte of it left. `lost`: it left, or may have, and there is no whole answer,
 * so the service may have acted on it.
 */
export type Exchange =
  | Readonly<{ at: 'answered'; status: number; headers: IncomingHttpHeaders; body: Uint8Array; tookMs: number }>
  | Readonly<{ at: 'notSent'; why: 'unreachable' | 'timeout' }>
  | Readonly<{ at: 'lost'; why: 'timeout' | 'reset' | 'truncated' | 'tooLarge' }>;

export interface Http {
  exchange(request: HttpRequest): Promise<Exchange>;
  close(): void;
}

type Tls = Readonly<{ cert?: string; key?: string; ca?: readonly string[] }>;

/** HTTP/1.1 over kept connections. Redirects are answers like any other: nothing is ever sent to a second address. */
export function createHttp(limits: Limits, tls: Tls = {}): Http {
  const options = { keepAlive: true, maxSockets: limits.connections, scheduling: 'lifo' as const };
  const plain = new Agent(options);
  const { ca, ...identity } = tls;
  const secure = new SecureAgent({ ...options, ...identity, ...(ca === undefined ? {} : { ca: [...ca] }) });

  function open({ method, url, headers, body }: HttpRequest): ClientRequest {
    const length = body === null ? {} : { 'Content-Length': String(body.length) };
    const how = { method, headers: { ...headers, ...length } };
    return url.protocol === 'https:'
      ? secureRequest(url, { ...how, agent: secure })
      : plainRequest(url, { ...how, agent: plain });
  }

  function once(wanted: HttpRequest): Promise<Readonly<{ exchange: Exchange; staleConnection: boolean }>> {
    return new Promise(resolve => {
      const startedMs = performance.now();
      let mayHaveLeft = false;
      let settled = false;
      let timer: NodeJS.Timeout | undefined;
      const sent = open(wanted);

      const settle = (exchange: Exchange, staleConnection = false): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        resolve({ exchange, staleConnection });
        if (exchange.at !== 'answered') sent.destroy();
      };
      const waitAtMost = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(
          () => settle(mayHaveLeft ? { at: 'lost', why: 'timeout' } : { at: 'notSent', why: 'timeout' }),
          ms,
        );
      };
      const leaves = (): void => {
        mayHaveLeft = true;
        waitAtMost(limits.answerMs);
      };

      waitAtMost(limits.connectMs);
      sent.on('socket', socket => {
        if (socket.connecting) socket.once(wanted.url.protocol === 'https:' ? 'secureConnect' : 'connect', leaves);
        else leaves();
      });
      sent.on('error', () => {
        if (mayHaveLeft) settle({ at: 'lost', why: 'reset' }, sent.reusedSocket);
        else settle({ at: 'notSent', why: 'unreachable' });
      });
      sent.on('response', answer => {
        const parts: Uint8Array[] = [];
        let length = 0;
        answer.on('data', (part: Buffer) => {
          length += part.length;
          parts.push(part);
          if (length > limits.answerBytes) settle({ at: 'lost', why: 'tooLarge' });
        });
        answer.on('error', () => settle({ at: 'lost', why: 'truncated' }));
        answer.on('close', () => settle({ at: 'lost', why: 'truncated' }));
        answer.on('end', () => {
          if (!answer.complete) return settle({ at: 'lost', why: 'truncated' });
          const body = new Uint8Array(Buffer.concat(parts));
          const tookMs = performance.now() - startedMs;
          settle({ at: 'answered', status: answer.statusCode ?? 0, headers: answer.headers, body, tookMs });
        });
      });
      sent.end(wanted.body ?? undefined);
    });
  }

  return {
    async exchange(request) {
      const first = await once(request);
      return first.staleConnection && request.readOnly ? (await once(request)).exchange : first.exchange;
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}
