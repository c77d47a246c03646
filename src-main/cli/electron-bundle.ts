import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

/** Native modules and what reads its own files at run time stay packages; everything else goes into the bundle. */
const EXTERNAL = [/^node:/, 'electron', 'better-sqlite3', 'pdfkit', 'bwip-js/node', 'libxml2-wasm', /^@fontsource\//];

async function bundle(root: string, entry: string, outFile: string, format: 'es' | 'cjs'): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(root, 'dist', 'main'),
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: join(root, entry),
        external: EXTERNAL,
        output: { format, entryFileNames: outFile, codeSplitting: false } satisfies Rolldown.OutputOptions,
      },
    },
  });
}

/**
 * Bundles the desktop shell: the main process, its sandboxed preload (which must be CommonJS) and the simulator's process.
 * @returns the folder's entry for Electron
 */
export async function bundleElectron(root: string): Promise<string> {
  mkdirSync(join(root, 'dist', 'main'), { recursive: true });
  await bundle(root, 'src-main/electron/main.ts', 'main.mjs', 'es');
  await bundle(root, 'src-main/electron/preload.ts', 'preload.cjs', 'cjs');
  await bundle(root, 'src-main/simulator/main.ts', 'simulator.mjs', 'es');
  return join(root, 'dist', 'main', 'main.mjs');
}
