import { expect, test } from 'vitest';
import { createCallSocket, type SocketLike } from '../../src-renderer/api/call-socket.ts';

class FakeSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onclose: SocketLike['onclose'] = null;
  onmessage: SocketLike['onmessage'] = null;
  readonly sent: string[] = [];
  send(text: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    this.sent.push(String(text));
  }
  /** As the browser would tell. */
  tell(what: 'open' | 'close' | { id: number; answer: unknown }): void {
    const hear = { open: this.onopen, close: this.onclose } as Record<string, ((event: never) => unknown) | null>;
    if (typeof what === 'string') hear[what]?.call(this, {} as never);
    else (this.onmessage as ((event: never) => unknown) | null)?.call(this, { data: JSON.stringify(what) } as never);
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const later: (() => void)[] = [];
  const calls = createCallSocket(
    () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    { later: run => void later.push(run) },
  );
  return { sockets, later, calls };
}

test('nothing is taken before it is open; then answers find their calls in any order', async () => {
  const { sockets, calls } = setUp();
  expect(calls.call('a.b', {})).toBeNull();
  calls.open();
  expect(calls.call('a.b', {})).toBeNull();
  sockets[0]?.tell('open');
  const [first, second] = [calls.call('a.b', { x: 1 }), calls.call('a.c', {})];
  expect(sockets[0]?.sent.map(text => JSON.parse(text) as unknown)).toEqual([
    { id: 1, message: { method: 'a.b', params: { x: 1 } } },
    { id: 2, message: { method: 'a.c', params: {} } },
  ]);
  sockets[0]?.tell({ id: 2, answer: 'two' });
  sockets[0]?.tell({ id: 1, answer: 'one' });
  sockets[0]?.tell({ id: 1, answer: 'again' });
  expect(await Promise.all([first, second])).toEqual(['one', 'two']);
});

test('a break fails what waits, and the socket is opened again', async () => {
  const { sockets, later, calls } = setUp();
  calls.open();
  sockets[0]?.tell('open');
  const lost = calls.call('a.b', {});
  sockets[0]?.tell('close');
  await expect(lost).rejects.toThrow('the socket broke');
  expect(calls.call('a.b', {})).toBeNull();
  later[0]?.();
  sockets[1]?.tell('open');
  const kept = calls.call('a.b', {});
  sockets[1]?.tell({ id: 2, answer: 'yes' });
  expect(await kept).toBe('yes');
});

test('what is too long for it is left to a request of its own', () => {
  const { sockets, calls } = setUp();
  calls.open();
  sockets[0]?.tell('open');
  expect(calls.call('a.b', { text: 'x'.repeat(1_000_001) })).toBeNull();
  expect(sockets[0]?.sent).toEqual([]);
});
