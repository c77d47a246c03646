/**
 * `npm run build` makes the pages and the bundles of the desktop product; `npm run dist` (`--pack`) packs them as well.
 * Exit codes: 0 done, 1 failed, 2 unknown option, 3 everything is built but nothing was packed, because Electron's binary is
 * not to be had on this machine.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleElectron } from './electron-bundle.ts';
import { electronFolder, electronVersion, fetchElectron } from './electron-binary.ts';
import { buildNative } from './native-build.ts';
import { buildPages } from './renderer-build.ts';

const root = join(import.meta.dirname, '..', '..');
const BUILT_NOT_PACKED = 3;
const FETCH_MS = 120_000;
const MEGABYTE = 1_000_000;

const USAGE = `Usage: build.ts [--pack] [--folder]
  --pack     also pack an installer for this platform
  --folder   with --pack: stop at the folder that the installer would hold
KANTELE_ELECTRON_DIST=DIR   pack with the unpacked Electron in DIR instead of the installed one`;

const megabytes = (dir: string): string =>
  (
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / MEGABYTE
  ).toFixed(1);

/** The folder that was named, else the installed one, else one that can be fetched; null: not to be had. */
async function findElectron(named: string | undefined): Promise<string | null> {
  if (named !== undefined) return named;
  if (electronFolder(root) === null) await fetchElectron(root, FETCH_MS);
  return electronFolder(root);
}

/** @throws when the variable names nothing: found out before the build, not after */
function namedElectron(): string | undefined {
  const named = process.env['KANTELE_ELECTRON_DIST'] ?? '';
  if (named === '') return undefined;
  if (!existsSync(named)) throw new Error(`KANTELE_ELECTRON_DIST names no folder: ${named}`);
  return resolve(named);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { pack: { type: 'boolean', default: false }, folder: { type: 'boolean', default: false } },
  });
  const named = values.pack ? namedElectron() : undefined;
  await buildPages(root);
  await bundleElectron(root);
  const native = await buildNative(root);
  console.log(native.says);
  for (const part of ['renderer', 'main']) {
    const dir = join(root, 'dist', part);
    console.log(`Built ${relative(root, dir)}: ${megabytes(dir)} MB`);
  }
  if (!values.pack) return 0;

  const electronDist = await findElectron(named);
  if (electronDist === null) {
    console.error(
      `Everything is built, but nothing is packed: the binary of Electron ${electronVersion(root)} for ` +
        `${process.platform}-${process.arch} is not on this machine and could not be fetched; unpack it into a folder and ` +
        `repeat with KANTELE_ELECTRON_DIST=that-folder, or run this where the network lets node_modules/electron/install.js fetch it.`,
    );
    return BUILT_NOT_PACKED;
  }
  const { packProduct } = await import('./pack.ts');
  const made = await packProduct({ root, electronDist, folderOnly: values.folder });
  for (const path of made) console.log(`Packed ${relative(root, path)}`);
  if (values.folder) console.log('Packed into a folder under out/');
  return 0;
}

async function codeOfMain(): Promise<number> {
  try {
    return await main();
  } catch (error) {
    const isUsage = (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    console.error(isUsage ? USAGE : error instanceof Error ? error.message : error);
    return isUsage ? 2 : 1;
  }
}

// Said outright: a clean-up that electron-builder hangs on the end of the process would turn process.exitCode into 0.
process.exit(await codeOfMain());
