/** What is used of a browser's WebSocket. */
export type SocketLike = Pick<WebSocket, 'send' | 'onopen' | 'onclose' | 'onmessage'>;

export type CallSocket = Readonly<{
  /** Opens it, and again after each break. */
  open(): void;
  /** Null while it is not open, and for what is too long for it. Rejects when it breaks before the answer: whether the call was carried out is not known. */
  call(method: string, params: unknown): Promise<unknown> | null;
}>;

const AGAIN_AFTER_MS = 2000;
/** Longer ones are posted: the host would close the socket, and with it everything that waits. */
const MOST_CHARACTERS = 1_000_000;

type Waiting = Readonly<{ answered(answer: unknown): void; broken(error: Error): void }>;

/** Many calls over one socket: each carries a number, and so does its answer. */
export function createCallSocket(
  connect: () => SocketLike,
  { later }: Readonly<{ later(run: () => void, waitMs: number): void }>,
): CallSocket {
  const waiting = new Map<number, Waiting>();
  let ready: SocketLike | null = null;
  let lastId = 0;
  const open = (): void => {
    const socket = connect();
    socket.onopen = () => (ready = socket);
    socket.onmessage = ({ data }: Readonly<{ data: unknown }>) => {
      const { id, answer } = JSON.parse(String(data)) as Readonly<{ id: number; answer: unknown }>;
      waiting.get(id)?.answered(answer);
      waiting.delete(id);
    };
    socket.onclose = () => {
      ready = null;
      for (const { broken } of waiting.values()) broken(new Error('the socket broke'));
      waiting.clear();
      later(open, AGAIN_AFTER_MS);
    };
  };
  return {
    open,
    call(method, params) {
      const socket = ready;
      if (socket === null) return null;
      lastId += 1;
      const id = lastId;
      const text = JSON.stringify({ id, message: { method, params } });
      if (text.length > MOST_CHARACTERS) return null;
      return new Promise((answered, broken) => {
        waiting.set(id, { answered, broken });
        socket.send(text);
      });
    },
  };
}
