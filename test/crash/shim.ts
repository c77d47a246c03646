import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let built: string | null = null;

/** Compiles the shim once. @throws when there is no C compiler (Debian: gcc, libc6-dev) */
export function diskShim(): string {
  if (built !== null) return built;
  const file = join(mkdtempSync(join(tmpdir(), 'kantele-shim-')), 'shim.so');
  execFileSync('cc', ['-O1', '-shared', '-fPIC', '-o', file, join(import.meta.dirname, 'disk-shim.c'), '-ldl']);
  built = file;
  return file;
}
