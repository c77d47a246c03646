import { createServer, type Socket } from 'node:net';

export type Heard = Readonly<{ line: string; headers: ReadonlyMap<string, string>; body: string }>;
/** What the service does with one whole request: writes bytes, cuts the line, or nothing. */
export type Script = (socket: Socket, heard: Heard) => void;

export type ScriptedService = Readonly<{
  url: string;
  heard: Heard[];
  /** Connections opened so far. */
  connections(): number;
  play(script: Script): void;
  close(): Promise<void>;
}>;

const HEAD_END = '\r\n\r\n';

function wholeRequest(text: string): Heard | null {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return null;
  const [line = '', ...fields] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    fields.map(field => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]),
  );
  const body = text.slice(end + HEAD_END.length);
  return Buffer.byteLength(body) >= Number(headers.get('content-length') ?? 0) ? { line, headers, body } : null;
}

/** A service that speaks bytes, not HTTP: it may answer wrongly, half, or not at all. */
export async function scriptedService(): Promise<ScriptedService> {
  let script: Script = socket => socket.destroy();
  let connections = 0;
  const heard: Heard[] = [];
  const open = new Set<Socket>();
  const server = createServer(socket => {
    connections += 1;
    open.add(socket);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.on('data', (part: string) => {
      text += part;
      const request = wholeRequest(text);
      if (!request) return;
      text = '';
      heard.push(request);
      script(socket, request);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    connections: () => connections,
    play: next => {
      script = next;
    },
    close: () =>
      new Promise(resolve => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A well-formed answer. */
export function answer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const fields = Object.entries({
    'Content-Type': 'application/fhir+json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
  return [`HTTP/1.1 ${status} X`, ...fields.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}
