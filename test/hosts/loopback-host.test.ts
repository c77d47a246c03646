import { createClient } from '../../shared/contract/client.ts';
import { type HostEvent } from '../../shared/contract/api.ts';
import { startDesk, temporaryFolder } from '../e2e/processes.ts';
import { type CarriedHost, hostSuite } from './host.suite.ts';

/** A page's side of the loopback shell, without a browser: token for cookie, calls with the cookie, the event stream. */
async function enter(address: string): Promise<Readonly<{ cookie: string; origin: string }>> {
  const url = new URL(address);
  const answer = await fetch(`${url.origin}/enter`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url.origin },
    body: JSON.stringify({ token: url.hash.slice(1) }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`not admitted: ${answer.status}`);
  return { cookie, origin: url.origin };
}

async function listen(origin: string, cookie: string, events: HostEvent[], ended: AbortSignal): Promise<void> {
  const answer = await fetch(`${origin}/events`, { headers: { Cookie: cookie }, signal: ended });
  let rest = '';
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + Buffer.from(chunk).toString('utf8')).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as HostEvent);
  }
}

hostSuite('host, loopback', async () => {
  const folder = temporaryFolder();
  const open = async (): Promise<CarriedHost> => {
    const desk = await startDesk(folder.path, null);
    const { cookie, origin } = await enter(desk.url);
    const events: HostEvent[] = [];
    const ending = new AbortController();
    listen(origin, cookie, events, ending.signal).catch(() => undefined);
    const send = async (message: unknown): Promise<unknown> => {
      const answer = await fetch(`${origin}/call`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: cookie, Origin: origin },
        body: JSON.stringify(message),
      });
      return answer.json();
    };
    const stop = async (): Promise<void> => {
      ending.abort();
      await desk.stop();
    };
    return {
      client: createClient({ call: (method, params) => send({ method, params }), on: () => () => undefined }),
      events,
      send,
      async restart() {
        await stop();
        return open();
      },
      async close() {
        await stop();
        folder.remove();
      },
    };
  };
  return open();
});
