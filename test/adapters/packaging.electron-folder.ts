import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the fuse wire inside Electron's binary (@electron/fuses, constants). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron delivers them: version 1 and one character a fuse, `0` off, `1` on. */
const DELIVERED = '101100010';

/** Languages of Chromium that the stand-in brings: those of the product and some that must go. */
const LOCALES = ['de', 'en-GB', 'en-US', 'fi', 'ru', 'sv'] as const;

/**
 * A folder that looks like an unpacked Electron for Linux to whoever packs it. Its program cannot run; it carries a fuse wire, so
 * that fuses are really set and can be read back.
 */
export function makeElectronFolder(dir: string, version: string): void {
  mkdirSync(join(dir, 'resources'), { recursive: true });
  mkdirSync(join(dir, 'locales'));
  const wire = Buffer.concat([
    Buffer.from(SENTINEL, 'ascii'),
    Buffer.from([1, DELIVERED.length]),
    Buffer.from(DELIVERED, 'ascii'),
  ]);
  writeFileSync(join(dir, 'electron'), Buffer.concat([Buffer.from('#!/bin/false\n'), Buffer.alloc(64), wire]));
  chmodSync(join(dir, 'electron'), 0o755);
  writeFileSync(join(dir, 'version'), version);
  writeFileSync(join(dir, 'LICENSE'), 'stand-in');
  writeFileSync(join(dir, 'LICENSES.chromium.html'), '<!doctype html>');
  writeFileSync(join(dir, 'resources', 'default_app.asar'), 'stand-in');
  for (const name of LOCALES) writeFileSync(join(dir, 'locales', `${name}.pak`), 'stand-in');
}
