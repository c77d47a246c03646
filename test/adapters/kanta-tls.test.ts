import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createSilentServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LIMITS } from '../../src-main/adapters/kanta/config.ts';
import { createHttp, type Http } from '../../src-main/adapters/kanta/http.ts';
import { pem } from '../fakes/practice-set.fake.ts';

let server: Server | null = null;
let http: Http | null = null;
afterEach(() => {
  http?.close();
  server?.closeAllConnections();
  server?.close();
});

test('a message never leaves over a line whose other end is not who it should be', async () => {
  let heard = 0;
  // Trusted authority, but the certificate does not name this host.
  const listening = createServer(
    { key: pem('service.key.pem'), cert: `${pem('service.pem')}${pem('issuing.pem')}` },
    (_request, answer) => {
      heard += 1;
      answer.end('{}');
    },
  );
  server = listening;
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const body = new TextEncoder().encode('{"resourceType":"Bundle"}');
  const request = {
    method: 'POST',
    url: new URL(`https://127.0.0.1:${port}/`),
    headers: {},
    body,
    readOnly: false,
  } as const;
  http = createHttp(LIMITS, { ca: [pem('root.pem')] });
  expect(await http.exchange(request)).toEqual({ at: 'notSent', why: 'unreachable' });
  http.close();
  http = createHttp(LIMITS);
  expect(await http.exchange(request)).toEqual({ at: 'notSent', why: 'unreachable' });
  expect(heard).toBe(0);
});

test('a line that never becomes secure in time got nothing', async () => {
  const silent = createSilentServer();
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  http = createHttp({ ...LIMITS, connectMs: 60 });
  const url = new URL(`https://127.0.0.1:${port}/`);
  const exchange = await http.exchange({ method: 'POST', url, headers: {}, body: null, readOnly: false });
  expect(exchange).toEqual({ at: 'notSent', why: 'timeout' });
  silent.close();
});
