/** Calls over the loopback shell's WebSocket: who may open one, and what a broken or hostile client gets out of it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveLoopback, type LoopbackServer } from '../../src-main/node/server.ts';
import { CONTENT_SECURITY_POLICY } from '../../src-main/rpc/page-files.ts';
import { type Host } from '../../src-main/rpc/host.ts';
import { enter } from './loopback-client.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
/** The answer to that key in section 1.3 of RFC 6455. */
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const TEXT = 0x81;
const CLOSE = 0x88;

/** A client's frame: masked, with the bits of its first byte as given. */
function frame(first: number, payload: Buffer, { masked = true } = {}): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const long = payload.length > 65_535 ? 8 : payload.length > 125 ? 2 : 0;
  const head = Buffer.alloc(2 + long);
  head[0] = first;
  head[1] = (masked ? 0x80 : 0) | (long === 8 ? 127 : long === 2 ? 126 : payload.length);
  if (long === 2) head.writeUInt16BE(payload.length, 2);
  if (long === 8) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return masked
    ? Buffer.concat([head, mask, Buffer.from(payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0)))])
    : Buffer.concat([head, payload]);
}
const message = (id: unknown, params: unknown = {}): Buffer =>
  Buffer.from(JSON.stringify({ id, message: { method: 'session.state', params } }));

describe('loopback shell, socket', () => {
  const asked: unknown[] = [];
  let gate: Promise<void> | null = null;
  const host: Host = {
    async dispatch(said) {
      asked.push(said);
      const { params } = said as { params: { wait?: boolean; length?: number; fails?: boolean } };
      if (params.wait === true) await gate;
      if (params.fails === true) throw new Error('a bug');
      return { ok: true, value: 'x'.repeat(params.length ?? 1) };
    },
    on: () => () => undefined,
    close: async () => undefined,
  };
  let server: LoopbackServer;
  let cookie: string;
  let opened: Socket[] = [];

  beforeAll(async () => {
    server = await serveLoopback(host, new Map());
    ({ cookie } = await enter(server.newAddress()));
  });
  afterAll(async () => {
    for (const socket of opened) socket.destroy();
    opened = [];
    await server.close();
  });

  async function shakeHands(
    change: Readonly<Record<string, string | null>> = {},
    path = '/socket',
  ): Promise<Readonly<{ socket: Socket; head: string }>> {
    const fields: Record<string, string | null> = {
      Host: `127.0.0.1:${server.port}`,
      Origin: `http://127.0.0.1:${server.port}`,
      Cookie: cookie,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': KEY,
      ...change,
    };
    const socket = connect(server.port, '127.0.0.1');
    opened.push(socket);
    const lines = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
    socket.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    const head = await new Promise<string>(resolve => {
      socket.once('data', (bytes: Buffer) => resolve(bytes.toString('latin1')));
      socket.once('close', () => resolve(''));
    });
    return { socket, head };
  }
  /** What the server sends after these bytes: payloads of texts, and the status of its close. */
  async function answersTo(bytes: readonly Buffer[], texts = 1): Promise<readonly (string | number)[]> {
    const { socket } = await shakeHands();
    let got = Buffer.alloc(0);
    const said: (string | number)[] = [];
    const all = new Promise<void>(resolve => {
      socket.on('data', (part: Buffer) => {
        got = Buffer.concat([got, part]);
        for (;;) {
          const short = (got[1] ?? 0) & 0x7f;
          const long = short === 127 ? 8 : short === 126 ? 2 : 0;
          if (got.length < 2 + long) return;
          const length = long === 8 ? Number(got.readBigUInt64BE(2)) : long === 2 ? got.readUInt16BE(2) : short;
          if (got.length < 2 + long + length) return;
          const payload = got.subarray(2 + long, 2 + long + length);
          said.push(got[0] === CLOSE ? payload.readUInt16BE(0) : payload.toString('utf8'));
          got = got.subarray(2 + long + length);
          if (said.length === texts) resolve();
        }
      });
      socket.once('close', () => resolve());
    });
    for (const part of bytes) socket.write(part);
    await all;
    socket.destroy();
    return said;
  }

  test('our own page is let in as the protocol says', async () => {
    const { head } = await shakeHands();
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head).toContain(`Sec-WebSocket-Accept: ${ACCEPT}\r\n`);
  });

  test.each([
    ['no cookie', { Cookie: null }, 401],
    ['another cookie', { Cookie: 'kantele=x' }, 401],
    ['no origin', { Origin: null }, 403],
    ['another origin', { Origin: 'http://evil.test' }, 403],
    ['another port', { Origin: 'http://127.0.0.1:1' }, 403],
    ['a rebound name', { Host: 'evil.test' }, 421],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('%s: refused with all headers, nothing asked', async (_what, change, status) => {
    const before = asked.length;
    const { head } = await shakeHands(change);
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain(CONTENT_SECURITY_POLICY);
    expect(asked).toHaveLength(before);
  });

  test.each([
    ['another version', { 'Sec-WebSocket-Version': '7' }, '/socket'],
    ['no key', { 'Sec-WebSocket-Key': null }, '/socket'],
    ['a short key', { 'Sec-WebSocket-Key': 'AAAA' }, '/socket'],
    ['another protocol', { Upgrade: 'h2c' }, '/socket'],
    ['another place', {}, '/call'],
  ])('%s: no socket, nothing asked', async (_what, change, path) => {
    const before = asked.length;
    expect((await shakeHands(change, path)).head).not.toContain(' 101 ');
    expect(asked).toHaveLength(before);
  });

  test('calls are answered by their numbers, whichever is ready first', async () => {
    let open = (): void => undefined;
    gate = new Promise(resolve => (open = resolve));
    const before = asked.length;
    // The first waits until the second has been heard, however slow the machine is.
    const look = setInterval(() => {
      if (asked.length < before + 2) return;
      clearInterval(look);
      setTimeout(() => open(), 20);
    }, 5);
    const said = await answersTo([frame(TEXT, message(1, { wait: true })), frame(TEXT, message(2))], 2);
    expect(said.map(text => (JSON.parse(String(text)) as { id: number }).id)).toEqual([2, 1]);
  });

  test.each([1, 125, 126, 65_535, 65_536, 300_000])(
    'an answer and a question of %i characters arrive whole',
    async length => {
      const [said] = await answersTo([frame(TEXT, message(7, { length, filler: 'y'.repeat(length) }))]);
      expect(JSON.parse(String(said))).toEqual({ id: 7, answer: { ok: true, value: 'x'.repeat(length) } });
      expect(asked.at(-1)).toMatchObject({ params: { filler: 'y'.repeat(length) } });
    },
  );

  test('a message in pieces, with a ping between them, byte by byte', async () => {
    const whole = message(3);
    const bytes = Buffer.concat([
      frame(0x01, whole.subarray(0, 5)),
      frame(0x89, Buffer.from('hei')),
      frame(0x80, whole.subarray(5)),
    ]);
    const said = await answersTo(
      [...bytes].map(byte => Buffer.from([byte])),
      2,
    );
    expect(said).toEqual(['hei', JSON.stringify({ id: 3, answer: { ok: true, value: 'x' } })]);
  });

  const start = Buffer.from('{');
  test.each([
    ['a frame without a mask', [frame(TEXT, message(1), { masked: false })], 1002],
    ['a reserved bit', [frame(0xc1, message(1))], 1002],
    ['bytes that are no text', [frame(0x82, message(1))], 1003],
    ['no UTF-8', [frame(TEXT, Buffer.from([0xff, 0xfe]))], 1007],
    ['a continuation of nothing', [frame(0x80, message(1))], 1002],
    ['a message inside another', [frame(0x01, start), frame(TEXT, message(1))], 1002],
    ['a long ping', [frame(0x89, Buffer.alloc(126))], 1002],
    ['a ping in pieces', [frame(0x09, start)], 1002],
    ['no JSON', [frame(TEXT, start)], 1002],
    ['no number', [frame(TEXT, message('1'))], 1002],
    ['a length of 2^63', [Buffer.from([TEXT, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0])], 1009],
    ['six megabytes', [frame(TEXT, Buffer.alloc(6_000_000, 0x20))], 1009],
    [
      'six megabytes in pieces',
      [frame(0x01, start), ...Array<Buffer>(6).fill(frame(0x00, Buffer.alloc(1_000_000)))],
      1009,
    ],
    ['a host that throws', [frame(TEXT, message(1, { fails: true }))], 1011],
    ['a goodbye', [frame(CLOSE, Buffer.from([0x03, 0xe8]))], 1000],
  ])('%s: closed with a status, nobody else feels it', async (_what, bytes, status) => {
    expect(await answersTo(bytes)).toEqual([status]);
    expect(await answersTo([frame(TEXT, message(9))])).toEqual([
      JSON.stringify({ id: 9, answer: { ok: true, value: 'x' } }),
    ]);
  });

  test('the end of the shell ends its sockets', async () => {
    const other = await serveLoopback(host, new Map());
    const { cookie: own, origin } = await enter(other.newAddress());
    const socket = connect(other.port, '127.0.0.1');
    socket.write(
      `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nOrigin: ${origin}\r\nCookie: ${own}\r\nConnection: Upgrade\r\n` +
        `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    );
    await once(socket, 'data');
    const ended = once(socket, 'close');
    socket.resume();
    await other.close();
    await ended;
    expect(socket.destroyed).toBe(true);
  });
});
