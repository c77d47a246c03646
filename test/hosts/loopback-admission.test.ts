/** T-LOOP: what another local program or a half-broken client can get out of the loopback shell: nothing. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostEvent } from '../../shared/contract/api.ts';
import { serveLoopback, type LoopbackServer } from '../../src-main/node/server.ts';
import { type Host } from '../../src-main/rpc/host.ts';
import { type PageFiles } from '../../src-main/rpc/page-files.ts';
import { enter } from './loopback-client.ts';
import { exchange, request, type RawAnswer } from './raw-http.ts';
import { CALL, expectHeaders } from './loopback-expectations.ts';

/** Stands for everything that must not come out: in answers of calls, in events. */
const SECRET = 'ARKALUONTEINEN-4711';

/** Refused with this status, with all headers, without data. */
function expectRefused(answer: RawAnswer, status: number): void {
  expect([answer.status, answer.all.includes(SECRET)]).toEqual([status, false]);
  expectHeaders(answer);
}

describe('loopback shell, raw bytes', () => {
  const asked: unknown[] = [];
  const hearers = new Set<(fact: HostEvent) => void>();
  const host: Host = {
    async dispatch(message) {
      asked.push(message);
      return { ok: true, value: SECRET };
    },
    on(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    close: async () => undefined,
  };
  const files: PageFiles = new Map([
    [
      '/index.html',
      { body: Buffer.from('<!doctype html><title>Kantele</title>'), mediaType: 'text/html; charset=utf-8' },
    ],
    ['/assets/app.js', { body: Buffer.from('export {};'), mediaType: 'text/javascript; charset=utf-8' }],
  ]);
  let server: LoopbackServer;
  let port: number;
  let cookie: string;

  /** A call that is right in everything; a test changes one thing. */
  const lines = (change: Readonly<Record<string, string | null>> = {}, first = 'POST /call HTTP/1.1'): string[] => {
    const fields: Record<string, string | null> = {
      Host: `127.0.0.1:${port}`,
      Origin: `http://127.0.0.1:${port}`,
      Cookie: cookie,
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(CALL)),
      Connection: 'close',
      ...change,
    };
    return [first, ...Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))];
  };
  const call = (change: Readonly<Record<string, string | null>> = {}, first?: string): Promise<RawAnswer> =>
    exchange(port, [request(lines(change, first), CALL)]);

  beforeAll(async () => {
    server = await serveLoopback(host, files);
    ({ port } = server);
    ({ cookie } = await enter(server.newAddress()));
  });
  afterAll(() => server.close());

  test('a right call is answered, so that the refusals below mean something', async () => {
    const answer = await call();
    expect([answer.status, answer.all.includes(SECRET)]).toEqual([200, true]);
    expectHeaders(answer);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('it listens on 127.0.0.1 alone', async () => {
    expect((await exchange(port, [request(lines(), CALL)], { host: '::1' })).status).toBe(0);
    expect((await exchange(port, [request(lines(), CALL)], { host: '127.0.0.2' })).status).toBe(0);
  });

  test('only exactly our own Host is served', async () => {
    const foreign = [
      'localhost',
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.evil.test:${port}`,
      `evil.test:${port}`,
      `[::1]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `127.1:${port}`,
      `0x7f000001:${port}`,
      `2130706433:${port}`,
      `0.0.0.0:${port}`,
      `127.0.0.1:${port}.`,
      `127.0.0.1:0${port}`,
      `127.0.0.1:${port}/`,
      `user@127.0.0.1:${port}`,
      `127.0.0.1:${port}, evil.test`,
    ];
    for (const name of foreign) expectRefused(await call({ Host: name }), 421);
    expectRefused(await call({ Host: '' }), 421);
    expectRefused(await call({ Host: null }), 421);
    expectRefused(await call({ Host: null }, 'POST /call HTTP/1.0'), 421);
    const own = `Host: 127.0.0.1:${port}`;
    expectRefused(await exchange(port, [request([...lines(), own], CALL)]), 421);
    expectRefused(await exchange(port, [request([...lines(), 'Host: evil.test'], CALL)]), 421);
    expectRefused(await exchange(port, [request([...lines({ Host: 'evil.test' }), own], CALL)]), 421);
    expectRefused(await exchange(port, [request([...lines({ Host: null }), ' folded: x'], CALL)]), 400);
  });

  test('pages come from our own Host alone as well', async () => {
    for (const path of ['/', '/index.html', '/assets/app.js', '/events']) {
      expectRefused(await call({ Host: `evil.test:${port}`, 'Content-Length': '0' }, `GET ${path} HTTP/1.1`), 421);
    }
  });

  test('an absolute address, an asterisk and an authority are no paths of ours', async () => {
    const own = `http://127.0.0.1:${port}`;
    expectRefused(await call({}, `POST ${own}/call HTTP/1.1`), 400);
    expectRefused(await call({}, 'POST http://evil.test/call HTTP/1.1'), 400);
    expectRefused(await call({}, 'OPTIONS * HTTP/1.1'), 400);
    const tunnel = await call({}, `CONNECT 127.0.0.1:${port} HTTP/1.1`);
    expect([tunnel.status === 200, tunnel.all.includes(SECRET)]).toEqual([false, false]);
  });

  test('a foreign Origin and a request from another site are refused, whatever else is right', async () => {
    for (const origin of [
      'null',
      'http://evil.test',
      `http://evil.test:${port}`,
      `https://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      `http://127.0.0.1:${port + 1}`,
      'http://127.0.0.1',
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}.evil.test`,
      '',
    ])
      expectRefused(await call({ Origin: origin }), 403);
    const own = `Origin: http://127.0.0.1:${port}`;
    expect((await exchange(port, [request([...lines({ Origin: 'http://evil.test' }), own], CALL)])).status).not.toBe(
      200,
    );
    for (const site of ['cross-site', 'same-site'])
      expectRefused(await call({ Origin: null, 'Sec-Fetch-Site': site }), 403);
    for (const site of ['same-origin', 'none']) expect((await call({ 'Sec-Fetch-Site': site })).status).toBe(200);
  });

  test('methods and paths that are not ours', async () => {
    const cors = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };
    expectRefused(await call(cors, 'OPTIONS /call HTTP/1.1'), 403);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'PROPFIND'])
      expect([method, (await call({}, `${method} /call HTTP/1.1`)).status]).toEqual([method, 405]);
    expectRefused(await call({}, 'QWERTY /call HTTP/1.1'), 400);
    expectRefused(await call({ Expect: 'the-worst' }), 417);
    expectRefused(await call({}, 'GET /call HTTP/1.1'), 404);
    expectRefused(await call({}, 'POST /events HTTP/1.1'), 405);
    for (const path of ['/call/', '//call', '/CALL', '/call;x', '/%63all', '/call%00', '/', '/enter/x'])
      expectRefused(await call({}, `POST ${path} HTTP/1.1`), 405);
  });

  test('no path leaves the map of pages', async () => {
    for (const path of [
      '/../package.json',
      '/assets/../../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/%2e%2e%2fpackage.json',
      '/%252e%252e%252fpackage.json',
      '/..\\package.json',
      '/assets/..%5c..%5cpackage.json',
      '/....//package.json',
      '//etc/passwd',
      '/etc/passwd',
      '/index.html%00.js',
      '/assets/app.js/',
      '/assets//app.js',
      '/.',
      '/__proto__',
      '/constructor',
      '/toString',
    ])
      expectRefused(await call({}, `GET ${path} HTTP/1.1`), 404);
  });

  test('a body that is too large, of another kind, broken, or of two lengths is never a call', async () => {
    const before = asked.length;
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/json-seq',
      'text/json',
      '',
    ])
      expectRefused(await call({ 'Content-Type': type }), 415);
    expectRefused(await call({ 'Content-Type': null }), 415);
    const broken = async (body: string): Promise<void> =>
      expectRefused(
        await exchange(port, [request(lines({ 'Content-Length': String(Buffer.byteLength(body)) }), body)]),
        400,
      );
    for (const body of ['', '{', '{"method":}', "{'method':1}", '\u0000', '[1,2', 'NaN', `${CALL}${CALL}`])
      await broken(body);
    const invalidUtf8 = Buffer.concat([Buffer.from('{"method":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expectRefused(
      await exchange(port, [request(lines({ 'Content-Length': String(invalidUtf8.length) })), invalidUtf8]),
      400,
    );
    expectRefused(await call({ 'Transfer-Encoding': 'chunked' }), 400);
    expectRefused(await exchange(port, [request([...lines(), 'Content-Length: 3'], CALL)]), 400);
    expectRefused(await call({ 'Content-Length': '-5' }), 400);
    expectRefused(await call({ 'Content-Length': '0x10' }), 400);
    expectRefused(await call({ 'Content-Length': null, 'Transfer-Encoding': 'gzip, identity' }), 400);
    expect(asked.length).toBe(before);
  });

  test('ten million bytes are refused without being read to the end', async () => {
    const before = asked.length;
    const big = Buffer.alloc(10_000_000, 0x20);
    const told = await exchange(port, [request(lines({ 'Content-Length': String(big.length) })), big]);
    expectRefused(told, 413);
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x10_0000, 0x20), Buffer.from('\r\n')]);
    const untold = await exchange(port, [
      request(lines({ 'Content-Length': null, 'Transfer-Encoding': 'chunked' })),
      ...Array.from({ length: 10 }, () => chunk),
    ]);
    expectRefused(untold, 413);
    expect(asked.length).toBe(before);
  });

  test('without the cookie, and with another, nothing is told', async () => {
    const own = cookie.slice(cookie.indexOf('=') + 1);
    const name = cookie.slice(0, cookie.indexOf('='));
    for (const value of [
      null,
      '',
      `${name}=`,
      `${name}=x`,
      `${name}=${own.slice(1)}`,
      `${name}=${own}x`,
      `${name}=${own.toUpperCase()}`,
      `other=${own}`,
      `x${name}=${own}`,
      `${name}="${own}"`,
      own,
    ])
      expectRefused(await call({ Cookie: value }), 401);
    const events = await call({ Cookie: null, 'Content-Length': '0' }, 'GET /events HTTP/1.1');
    expectRefused(events, 401);
    expect((await call({ Authorization: `Bearer ${own}`, Cookie: null })).status).toBe(401);
  });

  test('a cookie that another program of this machine planted under our name locks nobody out', async () => {
    const name = cookie.slice(0, cookie.indexOf('='));
    expect((await call({ Cookie: `${name}=planted; ${cookie}` })).status).toBe(200);
  });

  test('the cookie is for this port, for no script and for no other site', async () => {
    const answer = await enterRaw(server.newAddress());
    expect(answer.headers.get('set-cookie')).toMatch(
      new RegExp(`^kantele-${port}=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expectHeaders(answer);
  });

  test('two desks of one machine do not take each other’s cookie', async () => {
    const second = await serveLoopback(host, files);
    try {
      const other = await enter(second.newAddress());
      expect(other.cookie.split('=')[0]).not.toBe(cookie.split('=')[0]);
      expect((await call({ Cookie: other.cookie })).status).toBe(401);
      expect((await call({ Cookie: `${cookie}; ${other.cookie}` })).status).toBe(200);
    } finally {
      await second.close();
    }
  });

  const enterRaw = (address: string, token = new URL(address).hash.slice(1)): Promise<RawAnswer> => {
    const body = JSON.stringify({ token });
    const length = String(Buffer.byteLength(body));
    return exchange(port, [request(lines({ Cookie: null, 'Content-Length': length }, 'POST /enter HTTP/1.1'), body)]);
  };

  test('a token admits once, and only in the body of its own request', async () => {
    const address = server.newAddress();
    const token = new URL(address).hash.slice(1);
    expect(Buffer.from(token, 'base64url').length).toBe(32);
    for (const path of [`/enter?token=${token}`, `/?token=${token}`, `/call?token=${token}`])
      for (const method of ['GET', 'POST']) {
        const answer = await call({ Cookie: null, 'Content-Length': '0' }, `${method} ${path} HTTP/1.1`);
        expect([path, answer.headers.get('set-cookie'), answer.all.includes(SECRET)]).toEqual([path, undefined, false]);
      }
    expect((await enterRaw(address, `${token}x`)).status).toBe(403);
    expect((await enterRaw(address, '')).status).toBe(403);
    expect((await enterRaw(address)).status).toBe(200);
    const again = await enterRaw(address);
    expectRefused(again, 403);
    expect(again.headers.get('set-cookie')).toBeUndefined();
    for (const body of [
      'null',
      '5',
      '[]',
      '{"token":5}',
      '{"token":null}',
      '{"token":["x"]}',
      '{"__proto__":{"token":"x"}}',
    ])
      expect(
        (
          await exchange(port, [
            request(lines({ Cookie: null, 'Content-Length': String(body.length) }, 'POST /enter HTTP/1.1'), body),
          ])
        ).status,
      ).toBe(403);
  });

  test('two at once with one token: one is admitted', async () => {
    const address = server.newAddress();
    const answers = await Promise.all(Array.from({ length: 8 }, () => enterRaw(address)));
    expect(answers.filter(a => a.status === 200)).toHaveLength(1);
  });

  test('events reach admitted streams only', async () => {
    const listen = (change: Readonly<Record<string, string | null>>): Promise<RawAnswer> =>
      exchange(port, [request(lines({ 'Content-Length': '0', ...change }, 'GET /events HTTP/1.1'))], { limitMs: 600 });
    const streams = [listen({}), listen({ Cookie: null }), listen({ Origin: 'http://evil.test' })];
    await new Promise(resolve => setTimeout(resolve, 200));
    for (const hear of hearers) hear({ type: 'prescriptionsChanged', patientId: SECRET });
    const [own, bare, foreign] = await Promise.all(streams);
    expect([own?.status, own?.all.includes(SECRET)]).toEqual([200, true]);
    expect([bare?.status, bare?.all.includes(SECRET)]).toEqual([401, false]);
    expect([foreign?.status, foreign?.all.includes(SECRET)]).toEqual([403, false]);
  });

  test('no upgrade to a WebSocket', async () => {
    for (const path of ['/', '/call', '/events']) {
      const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
      const key = { 'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'), 'Content-Length': null };
      const answer = await call({ ...upgrade, ...key }, `GET ${path} HTTP/1.1`);
      expect([answer.status, answer.all.includes(SECRET)]).toEqual([0, false]);
    }
  });

  test('a request smuggled behind another is judged by itself', async () => {
    const inner = request(lines({ Cookie: null, 'Content-Length': String(CALL.length) }), CALL);
    const outer = request(lines({ Connection: 'keep-alive', 'Content-Length': '2' }), '{}');
    const before = asked.length;
    const socket = connect(port, '127.0.0.1');
    const all = await new Promise<string>(resolve => {
      let text = '';
      socket.setEncoding('latin1');
      socket.on('data', (part: string) => (text += part));
      socket.on('close', () => resolve(text));
      socket.write(outer + inner);
    });
    expect(all.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
    expect(asked.length).toBe(before + 1);
  });

  test('headers that never end are cut after ten seconds, and idle connections give their place back', async () => {
    const slow = exchange(port, ['POST /call HTTP/1.1\r\nHost: 127.0.0.1', ...Array.from({ length: 40 }, () => '1')], {
      pauseMs: 500,
      limitMs: 20_000,
    });
    const silent = exchange(port, [], { limitMs: 20_000 });
    const [dripping, mute] = await Promise.all([slow, silent]);
    for (const answer of [dripping, mute]) {
      expect(answer.tookMs).toBeGreaterThan(8_000);
      // Cut by the server, not given up here.
      expect(answer.tookMs).toBeLessThan(20_000);
      expect(answer.all.includes(SECRET)).toBe(false);
    }
    expect(dripping.status).toBe(408);
    expectHeaders(dripping);
  }, 30_000);

  test('headers that are too long are refused', async () => {
    expectRefused(await call({ 'X-Long': 'x'.repeat(100_000) }), 431);
    expectRefused(await call({}, `GET /${'x'.repeat(100_000)} HTTP/1.1`), 431);
  });

  test('seventy connections: at most 64 are held, and the window works again when they go', async () => {
    const held = await Promise.all(
      Array.from(
        { length: 70 },
        () =>
          new Promise<Readonly<{ socket: Socket; closed: () => boolean }>>(resolve => {
            let closed = false;
            const socket = connect(port, '127.0.0.1', () => resolve({ socket, closed: () => closed }));
            socket.on('error', () => undefined);
            socket.on('close', () => (closed = true));
          }),
      ),
    );
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(held.filter(h => !h.closed()).length).toBeLessThanOrEqual(64);
    for (const { socket } of held) socket.destroy();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await call()).status).toBe(200);
  });
});
