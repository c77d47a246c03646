/** T-LOOP: what a page of another site can get out of the loopback shell of the real host: nothing. */
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, temporaryFolder, type Running } from '../e2e/processes.ts';
import { enter } from './loopback-client.ts';
import { exchange, request, type RawAnswer } from './raw-http.ts';
import { CALL, expectHeaders } from './loopback-expectations.ts';

describe('loopback shell of the real host, against a page of another site', () => {
  const folder = temporaryFolder();
  let desk: Running;
  let cookie: string;
  let origin: string;
  let port: number;
  let site: Server;
  let browser: Browser;
  let sitePort: number;

  beforeAll(async () => {
    desk = await startDesk(folder.path, null);
    ({ cookie, origin } = await enter(desk.url));
    port = Number(new URL(origin).port);
    site = createHttpServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>evil</title>');
    });
    await new Promise<void>(listening => site.listen(0, '127.0.0.1', listening));
    sitePort = (site.address() as AddressInfo).port;
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--host-resolver-rules=MAP evil.test 127.0.0.1'],
    });
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    site.close();
    await desk.stop();
    folder.remove();
  });

  test('raw refusals hold for the real host as well', async () => {
    const send = (
      change: Readonly<Record<string, string | null>>,
      first = 'POST /call HTTP/1.1',
    ): Promise<RawAnswer> => {
      const fields: Record<string, string | null> = {
        Host: `127.0.0.1:${port}`,
        Cookie: cookie,
        'Content-Type': 'application/json',
        'Content-Length': String(CALL.length),
        Connection: 'close',
        ...change,
      };
      const list = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
      return exchange(port, [request([first, ...list], CALL)]);
    };
    const right = await send({});
    expect([right.status, right.body.includes('signedOut')]).toEqual([200, true]);
    for (const [change, status] of [
      [{ Host: `evil.test:${port}` }, 421],
      [{ Host: `localhost:${port}` }, 421],
      [{ Origin: 'null' }, 403],
      [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
      [{ Cookie: null }, 401],
      [{ 'Content-Type': 'text/plain' }, 415],
    ] as const) {
      const answer = await send(change);
      expect([change, answer.status, answer.body.includes('signedOut')]).toEqual([change, status, false]);
      expectHeaders(answer);
    }
  });

  /** Everything a page can try, once against our real address and once through its own name mapped to 127.0.0.1. */
  const attack = async (pageUrl: string): Promise<readonly string[]> => {
    const context = await browser.newContext();
    // The worst case: the browser holds our cookie, SameSite or not.
    await context.addCookies([
      { name: cookie.split('=')[0] ?? '', value: cookie.split('=')[1] ?? '', url: origin, sameSite: 'Strict' },
      { name: cookie.split('=')[0] ?? '', value: cookie.split('=')[1] ?? '', url: `http://evil.test:${port}` },
    ]);
    const page = await context.newPage();
    await page.goto(pageUrl);
    const got = await page.evaluate(
      async ([bases, body]) => {
        const data: string[] = [];
        const attempt = async (name: string, work: () => Promise<string | null>): Promise<void> => {
          const late = new Promise<null>(resolve => setTimeout(() => resolve(null), 1_500));
          const told = await Promise.race([work().catch(() => null), late]);
          if (told !== null && told !== '') data.push(`${name}: ${told.slice(0, 60)}`);
        };
        const json = { 'Content-Type': 'application/json' };
        const element = (tag: 'img' | 'script' | 'iframe' | 'link', url: string): Promise<string | null> =>
          new Promise(resolve => {
            const made = document.createElement(tag);
            made.addEventListener('load', () => {
              const frame = made as unknown as { contentDocument?: Document | null };
              resolve(tag === 'iframe' ? (frame.contentDocument?.body.textContent ?? null) : `loaded ${tag}`);
            });
            made.addEventListener('error', () => resolve(null));
            if (tag === 'link') {
              (made as HTMLLinkElement).rel = 'stylesheet';
              (made as HTMLLinkElement).href = url;
            } else (made as HTMLImageElement).src = url;
            document.documentElement.append(made);
          });
        for (const base of bases) {
          const credentials = 'include' as const;
          await attempt(`${base} get`, async () => (await fetch(`${base}/`, { credentials })).text());
          await attempt(`${base} post`, async () => {
            const answer = await fetch(`${base}/call`, { method: 'POST', headers: json, body, credentials });
            return answer.text();
          });
          await attempt(`${base} simple post`, async () => {
            const answer = await fetch(`${base}/call`, { method: 'POST', body, credentials });
            return answer.text();
          });
          await attempt(`${base} no-cors`, async () => {
            const answer = await fetch(`${base}/call`, { method: 'POST', body, credentials, mode: 'no-cors' });
            return answer.text();
          });
          await attempt(`${base} enter`, async () =>
            (
              await fetch(`${base}/enter`, { method: 'POST', headers: json, body: '{"token":"x"}', credentials })
            ).text(),
          );
          await attempt(`${base} beacon`, async () => {
            navigator.sendBeacon(`${base}/call`, new Blob([body], { type: 'text/plain' }));
            return null;
          });
          await attempt(`${base} image`, () => element('img', `${base}/assets/icon.png`));
          await attempt(`${base} script`, () => element('script', `${base}/call`));
          await attempt(`${base} style`, () => element('link', `${base}/`));
          await attempt(`${base} frame`, () => element('iframe', `${base}/`));
          await attempt(
            `${base} events`,
            () =>
              new Promise(resolve => {
                const stream = new EventSource(`${base}/events`, { withCredentials: true });
                stream.onopen = () => resolve('open');
                stream.onmessage = message => resolve(String(message.data));
                stream.onerror = () => resolve(null);
              }),
          );
          await attempt(
            `${base} socket`,
            () =>
              new Promise(resolve => {
                const socket = new WebSocket(`${base.replace('http', 'ws')}/events`);
                socket.onopen = () => resolve('open');
                socket.onmessage = message => resolve(String(message.data));
                socket.onerror = () => resolve(null);
              }),
          );
        }
        return data;
      },
      [[origin, `http://evil.test:${port}`], CALL] as const,
    );
    await context.close();
    return got;
  };

  test('the same page at our own address gets data, so that the refusals below mean something', async () => {
    const got = await attack(`${origin}/`);
    for (const way of ['get', 'post', 'events'])
      expect([way, got.some(line => line.startsWith(`${origin} ${way}: `))]).toEqual([way, true]);
  }, 90_000);

  test('a page of another site gets no answer with data, in any way a page can ask', async () => {
    const got = await attack(`http://evil.test:${sitePort}/`);
    // What may be read across names is the refusal of the rebound name: never a page, never a call.
    expect(got.filter(line => !/: refused$/.test(line))).toEqual([]);
  }, 90_000);

  test('a page that was rebound to our own port is answered with refusals only', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const answer = await page.goto(`http://evil.test:${port}/`);
    expect([answer?.status(), await answer?.text()]).toEqual([421, 'refused']);
    const told = await page
      .evaluate(async body => {
        const answers: number[] = [];
        for (const path of ['/', '/call', '/events', '/index.html'])
          answers.push((await fetch(path, path === '/call' ? { method: 'POST', body } : {})).status);
        return answers;
      }, CALL)
      .catch(() => 'blocked by the policy of the refusal');
    expect([[421, 421, 421, 421], 'blocked by the policy of the refusal']).toContainEqual(told);
    await context.close();
  }, 60_000);
});
