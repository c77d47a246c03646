import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { forProduction } from './for-production.ts';

/** What the built pages are made of; a file newer than the pages makes them stale. */
const SOURCES = ['src-renderer', 'shared', 'vite.config.ts', 'package-lock.json'] as const;

function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(path, { recursive: true, withFileTypes: true }).reduce(
    (latest, entry) =>
      entry.isFile() ? Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs) : latest,
    own.mtimeMs,
  );
}

export function rendererIsStale(root: string): boolean {
  const page = join(root, 'dist', 'renderer', 'index.html');
  if (!existsSync(page)) return true;
  const built = statSync(page).mtimeMs;
  return SOURCES.some(source => newest(join(root, source)) > built);
}

/** Builds the pages, with the licences of what is in them beside them; takes seconds. */
export async function buildPages(root: string): Promise<void> {
  const { build } = await import('vite');
  await forProduction(() =>
    build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { license: { fileName: 'renderer.licences.md' } },
    }),
  );
}

/** Builds the pages when their sources are newer. */
export async function buildRenderer(root: string): Promise<void> {
  if (rendererIsStale(root)) await buildPages(root);
}
