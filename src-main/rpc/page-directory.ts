import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { mediaTypeOf, type PageFile, type PageFiles } from './page-files.ts';

/** Reads the built pages once; requests are then looked up in this map and never touch the disk. */
export function readPageFiles(dir: string): PageFiles {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const mediaType = mediaTypeOf(path);
    if (mediaType !== null)
      files.set(`/${relative(dir, path).split(sep).join('/')}`, { body: readFileSync(path), mediaType });
  }
  return files;
}
