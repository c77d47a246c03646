import { expect } from 'vitest';
import { type Practice, type Reply } from './practice.ts';

export type Browser = Readonly<{
  get(place: string): Promise<Reply>;
  /** Sends a form of the page that was seen last, as a browser does. */
  send(place: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
  /** The same without following where the answer leads. */
  sendRaw(place: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
}>;

/** Where the pages are: the practice of a test, or a simulator that runs by itself. */
export type Site = Pick<Practice, 'ask'> & Readonly<{ simulator: Pick<Practice['simulator'], 'url'> }>;

export function browser(practice: Site): Browser {
  let cookie = '';
  let proof = '';
  const see = (reply: Reply): Reply => {
    proof = /name="proof" value="([^"]+)"/.exec(reply.text)?.[1] ?? proof;
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return reply;
  };
  const get = async (place: string): Promise<Reply> =>
    see(await practice.ask('GET', `omakanta/${place}`, null, undefined, { Cookie: cookie }));
  async function sendRaw(
    place: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const reply = await fetch(`${practice.simulator.url}/omakanta/${place}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        Cookie: cookie,
        Origin: practice.simulator.url,
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams({ proof, ...fields }).toString(),
    });
    return see({ status: reply.status, headers: reply.headers, text: await reply.text(), json: null });
  }
  return {
    get,
    sendRaw,
    async send(place, fields, headers) {
      const answer = await sendRaw(place, fields, headers);
      const next = answer.headers.get('location')?.replace('/omakanta/', '');
      return answer.status === 303 && next !== undefined ? get(next) : answer;
    },
  };
}

/** Somebody who has chosen a practice person at the door of the citizens' pages. */
export async function enterAs(practice: Site, hetu: string): Promise<Browser> {
  const window = browser(practice);
  await window.get('');
  expect((await window.send('sisaan', { hetu })).status).toBe(200);
  return window;
}
