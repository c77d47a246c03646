import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRevocationLists, type RevocationKeep } from '../../src-main/adapters/card/revocation-keep.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
let server: Server;
let answer: Readonly<{ status: number; body: string }>;
let asked: (string | undefined)[];
let waits: number[];
let keep: RevocationKeep | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kantele-lists-'));
  [answer, asked, waits] = [{ status: 200, body: 'first' }, [], []];
  server = createServer((request, reply) => {
    asked.push(request.headers['if-modified-since']);
    reply.writeHead(answer.status).end(answer.status === 304 ? undefined : answer.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  keep?.stop();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.crl`;

/** One round of fetching, until the next one is set. @returns how often a change was told */
async function round(): Promise<number> {
  let changes = 0;
  await new Promise<void>(resolve => {
    const timers = {
      after: (delayMs: number) => {
        waits.push(delayMs);
        resolve();
        return () => undefined;
      },
    };
    keep = keepRevocationLists({ addresses: [address()], folder: join(folder, 'kept'), timers, log });
    keep.start(() => (changes += 1));
  });
  return changes;
}
const kept = (): readonly string[] => (keep?.lists() ?? []).map(list => Buffer.from(list).toString());

test('a list is fetched, kept, and asked for again only if it changed', async () => {
  expect(await round()).toBe(1);
  expect(kept()).toEqual(['first']);
  answer = { status: 304, body: '' };
  expect(await round()).toBe(0);
  expect(asked[0]).toBeUndefined();
  expect(asked[1]).toMatch(/GMT$/);
  expect(kept()).toEqual(['first']);
  expect(waits).toEqual([43_200_000, 43_200_000]);
});

test('without an answer the kept list serves on, and the next try comes soon', async () => {
  await round();
  answer = { status: 500, body: 'broken' };
  expect(await round()).toBe(0);
  expect(kept()).toEqual(['first']);
  expect(waits.at(-1)).toBe(600_000);
});

test('a new list takes the place of the old one; the same bytes are no news', async () => {
  await round();
  expect(await round()).toBe(0);
  answer = { status: 200, body: 'second' };
  expect(await round()).toBe(1);
  expect(kept()).toEqual(['second']);
});

test('no address: nothing is asked and nothing kept', () => {
  keep = keepRevocationLists({ addresses: [], folder, timers: { after: () => () => undefined }, log });
  keep.start(() => undefined);
  expect([kept(), asked]).toEqual([[], []]);
});
