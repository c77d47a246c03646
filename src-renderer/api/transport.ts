import { type Transport } from '../../shared/contract/client.ts';
import { createCallSocket } from './call-socket.ts';

declare global {
  interface Window {
    /** Put there by the desktop shell's preload: two functions on one fixed channel. Absent in the loopback shell. */
    readonly kantele?: Transport;
  }
}

const breaks = new Set<() => void>();
/** Calls `hear` whenever the event stream of the loopback shell breaks; the stream reconnects by itself. */
export const onStreamBreak = (hear: () => void): void => void breaks.add(hear);

/** A single request, as long as there is no socket. */
async function post(method: string, params: unknown): Promise<unknown> {
  const answer = await fetch('/call', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ method, params }),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json() as Promise<unknown>;
}

/**
 * The loopback shell: calls go over one socket, which costs a third of a request each and is felt while searching; they are
 * posted until it is open and whenever it is not. Events come as a stream that reconnects by itself.
 */
const socket = createCallSocket(() => new WebSocket(`ws://${window.location.host}/socket`), {
  later: (run, waitMs) => void window.setTimeout(run, waitMs),
});
const loopback: Transport = {
  call: (method, params) => socket.call(method, params) ?? post(method, params),
  on(hear) {
    const stream = new EventSource('/events');
    stream.onmessage = message => hear(JSON.parse(message.data as string));
    stream.onerror = () => breaks.forEach(tell => tell());
    return () => stream.close();
  },
};

export const pick = (bridge: Transport | undefined): Transport => bridge ?? loopback;

/**
 * Exchanges the one-time token of the address for the cookie and takes it out of the address line.
 * @returns false when this window is not admitted: the address was used before
 */
export async function enter(bridge: Transport | undefined): Promise<boolean> {
  if (bridge !== undefined) return true;
  const token = window.location.hash.slice(1);
  window.history.replaceState(null, '', window.location.pathname);
  const answer = await fetch('/enter', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (answer.ok) socket.open();
  return answer.ok;
}
