import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { forProduction } from './for-production.ts';

/** What a bundle cannot hold: Node itself, Electron, and the database driver with its native file. */
const EXTERNAL = [/^node:/, 'electron', 'better-sqlite3'];

/** Modules that load their parts with a `require` of their own making, which no bundler follows. */
const MAKE_THEIR_OWN_REQUIRE =
  /pdfkit[\\/]js[\\/]pdfkit\.node\.mjs$|src-main[\\/]simulator[\\/]validation[\\/]invariants\.ts$/;
const OWN_REQUIRE = /\bconst (require(?:\$\d+)?) = createRequire\(import\.meta\.url\);/;

/**
 * Turns such a `require` into the plain one, so that what it names (standard fonts of pdfkit, fhirpath.js) becomes part of the
 * bundle and is still loaded only when asked for. Should a new version of the module look different, the build stops here and
 * not the product at a print.
 */
function followOwnRequire(): Plugin {
  return {
    name: 'follow-own-require',
    transform: {
      filter: { id: MAKE_THEIR_OWN_REQUIRE },
      handler(code, id) {
        const name = OWN_REQUIRE.exec(code)?.[1];
        if (name === undefined) return this.error(`${id} has changed: look for what it requires anew`);
        return { code: code.replace(OWN_REQUIRE, '').replaceAll(`${name}(`, 'require('), map: null };
      },
    },
  };
}

type Part = Readonly<{ entry: string; name: string; file: string; format: 'es' | 'cjs' }>;

/** The processes of the desktop product; a sandboxed preload has to be CommonJS. */
const PARTS: readonly Part[] = [
  { entry: 'src-main/electron/main.ts', name: 'main', file: 'main.mjs', format: 'es' },
  { entry: 'src-main/electron/preload.ts', name: 'preload', file: 'preload.cjs', format: 'cjs' },
  { entry: 'src-main/adapters/card/pkcs11/process/main.ts', name: 'card', file: 'card.mjs', format: 'es' },
  { entry: 'src-main/simulator/main.ts', name: 'simulator', file: 'simulator.mjs', format: 'es' },
];

const bundle = (root: string, outDir: string, { entry, name, file, format }: Part): Promise<unknown> =>
  build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [followOwnRequire()],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      license: { fileName: `${name}.licences.md` },
      rolldownOptions: {
        input: join(root, entry),
        external: EXTERNAL,
        output: { format, entryFileNames: file, codeSplitting: false } satisfies Rolldown.OutputOptions,
      },
    },
  });

/**
 * Bundles the desktop shell: the main process, its preload, the card process and the simulator's, each one file with the licences of what
 * it holds beside it.
 * @param outDir emptied first
 * @returns the entry for Electron
 */
export async function bundleElectron(root: string, outDir = join(root, 'dist', 'main')): Promise<string> {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  for (const part of PARTS) await forProduction(() => bundle(root, outDir, part));
  return join(outDir, 'main.mjs');
}
