import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const home = (root: string): string => join(root, 'node_modules', 'electron');

/** The version of Electron that the product is made for. */
export const electronVersion = (root: string): string =>
  (JSON.parse(readFileSync(join(home(root), 'package.json'), 'utf8')) as { version: string }).version;

/** The installed program, or null: the npm package comes without it. */
export function electronBinary(root: string): string | null {
  const path = join(home(root), 'path.txt');
  if (!existsSync(path)) return null;
  const binary = join(home(root), 'dist', readFileSync(path, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** The installed folder that packing copies, or null. */
export const electronFolder = (root: string): string | null =>
  electronBinary(root) === null ? null : join(home(root), 'dist');

/**
 * Lets the package fetch its binary, which it checks against the checksums that it carries.
 * @param limitMs when it is stopped; where no network is it fails at once
 */
export function fetchElectron(root: string, limitMs: number): Promise<void> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(home(root), 'install.js')], {
      cwd: root,
      stdio: 'ignore',
      timeout: limitMs,
    });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
