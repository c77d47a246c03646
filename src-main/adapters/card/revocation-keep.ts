import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Log } from '../../app/ports/platform.port.ts';
import { type Timers } from '../../../shared/kernel/clock.ts';

/** How long an answer is used before the list is asked for again; it stays in use until its own end in any case. */
const ASK_AGAIN_MS = 12 * 3_600_000;
const ASK_AGAIN_AFTER_FAULT_MS = 10 * 60_000;
const LONGEST_FETCH_MS = 60_000;
/** The list of health-care professionals is small; that of all citizens (45 MB) is none of ours. */
const LARGEST_LIST = 20_000_000;

export type RevocationKeep = Readonly<{
  /** What is kept on the disk now. A list that nobody could fetch yet is missing. */
  lists(): readonly Uint8Array[];
  /** Fetches in the background, at once and then again. @param changed called when a kept list is another than before */
  start(changed: () => void): void;
  stop(): void;
}>;

/**
 * Revocation lists from the addresses of a profile, kept in the data folder. They are signed by their authority, so the line
 * need not be secret; whoever reads them checks that signature. Without a line the kept ones serve until their end.
 */
export function keepRevocationLists(
  config: Readonly<{ addresses: readonly string[]; folder: string; timers: Timers; log: Log }>,
): RevocationKeep {
  const { addresses, folder, timers, log } = config;
  const stopping = new AbortController();
  let cancel: () => void = () => undefined;
  const pathOf = (address: string): string =>
    join(folder, `${createHash('sha256').update(address).digest('hex').slice(0, 32)}.crl`);

  /** @returns whether the kept list is another than before. @throws when the list cannot be had */
  async function fetched(address: string): Promise<boolean> {
    const path = pathOf(address);
    const since = existsSync(path) ? { 'If-Modified-Since': statSync(path).mtime.toUTCString() } : {};
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_FETCH_MS)]);
    const answer = await fetch(address, { headers: since, signal, redirect: 'error' });
    if (answer.status === 304) return false;
    if (!answer.ok || answer.body === null) throw new Error('no list');
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of answer.body) {
      length += part.length;
      if (length > LARGEST_LIST) throw new Error('too large');
      parts.push(part);
    }
    const list = Buffer.concat(parts);
    if (existsSync(path) && readFileSync(path).equals(list)) return false;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, list, { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
    return true;
  }

  async function round(changed: () => void): Promise<void> {
    let [news, faults] = [false, 0];
    for (const address of addresses) {
      try {
        news = (await fetched(address)) || news;
      } catch {
        if (stopping.signal.aborted) return;
        faults += 1;
        log.warn('card.revocation', { count: addresses.indexOf(address) + 1 });
      }
    }
    if (stopping.signal.aborted) return;
    if (news) changed();
    cancel = timers.after(faults === 0 ? ASK_AGAIN_MS : ASK_AGAIN_AFTER_FAULT_MS, () => void round(changed));
  }

  return {
    lists: () => addresses.map(pathOf).flatMap(path => (existsSync(path) ? [new Uint8Array(readFileSync(path))] : [])),
    start: changed => void (addresses.length === 0 ? null : round(changed)),
    stop() {
      stopping.abort();
      cancel();
    },
  };
}
