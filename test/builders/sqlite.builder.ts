import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { openStore, type StoreOptions } from '../../src-main/adapters/sqlite/open-store.ts';
import { AT, sha256 } from './store.builder.ts';

const folders: string[] = [];

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-store-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const KEY = new Uint8Array(32).fill(7);

export const fileOf = (folder: string): string => join(folder, 'kantele.db');

export const storeOptions = (folder: string, change: Partial<StoreOptions> = {}): StoreOptions => ({
  path: fileOf(folder),
  key: KEY,
  profile: 'practice',
  clock: { now: () => AT },
  sha256,
  ...change,
});

export const tryToOpen = (folder: string, change: Partial<StoreOptions> = {}) =>
  openStore(storeOptions(folder, change));

export function openIn(folder: string, change: Partial<StoreOptions> = {}): Store {
  const opened = tryToOpen(folder, change);
  if (!opened.ok) throw new Error(`the store does not open: ${opened.error.code}`);
  return opened.value;
}
