import { connect, type Socket } from 'node:net';

export type RawAnswer = Readonly<{
  /** 0 when the connection was closed without an answer. */
  status: number;
  headers: ReadonlyMap<string, string>;
  body: string;
  /** Everything that came, for assertions that something never came. */
  all: string;
  tookMs: number;
}>;

function parse(all: string, tookMs: number): RawAnswer {
  const end = all.indexOf('\r\n\r\n');
  const [first = '', ...fields] = (end < 0 ? all : all.slice(0, end)).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  const headers = new Map(
    fields.map(field => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]),
  );
  return { status, headers, body: end < 0 ? '' : all.slice(end + 4), all, tookMs };
}

/** True when head and body, by its length or its last chunk, are there. */
function whole(all: string): boolean {
  const end = all.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d+)$/im.exec(all.slice(0, end))?.[1];
  if (length !== undefined) return Buffer.byteLength(all.slice(end + 4), 'latin1') >= Number(length);
  return /^transfer-encoding: chunked$/im.test(all.slice(0, end)) && all.endsWith('0\r\n\r\n');
}

/**
 * Sends exactly these bytes and gives what came back. No HTTP library: what a library would refuse to send is what is tested.
 * @param parts written one after the other, with `pauseMs` in between
 */
export function exchange(
  port: number,
  parts: readonly (string | Uint8Array)[],
  options: Readonly<{ pauseMs?: number; limitMs?: number; host?: string }> = {},
): Promise<RawAnswer> {
  const { pauseMs = 0, limitMs = 5_000, host = '127.0.0.1' } = options;
  const started = performance.now();
  return new Promise(resolve => {
    let all = '';
    let done = false;
    const socket: Socket = connect(port, host);
    const finish = (): void => {
      if (done) return;
      done = true;
      clearTimeout(late);
      socket.destroy();
      resolve(parse(all, performance.now() - started));
    };
    const late = setTimeout(finish, limitMs);
    socket.setEncoding('latin1');
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (part: string) => {
      all += part;
      if (whole(all)) finish();
    });
    socket.on('connect', () => {
      void (async () => {
        for (const part of parts) {
          if (done) return;
          socket.write(part);
          if (pauseMs > 0) await new Promise(next => setTimeout(next, pauseMs));
        }
      })();
    });
  });
}

/** A request as a list of its lines; the empty line and the body follow. */
export const request = (lines: readonly string[], body = ''): string => `${lines.join('\r\n')}\r\n\r\n${body}`;
