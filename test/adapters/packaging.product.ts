/** Makes a packed product for tests and runs it: what was packed, under plain Node, with a stand-in for Electron. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { build } from 'electron-builder';
import { bundleElectron } from '../../src-main/cli/electron-bundle.ts';
import { electronVersion } from '../../src-main/cli/electron-binary.ts';
import { buildNative } from '../../src-main/cli/native-build.ts';
import { packProduct } from '../../src-main/cli/pack.ts';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { makeElectronFolder } from './packaging.electron-folder.ts';
import { type Question, type Told } from './packaging.electron-module.ts';

export const root = join(import.meta.dirname, '..', '..');

/** `dir`: what an installer would hold; `app`: the archive taken apart, with the files that lie beside it. */
export type Packed = Readonly<{ dir: string; resources: string; app: string; temporary: string; remove(): void }>;

export async function packForTest(): Promise<Packed> {
  // Pages are made anew only where there are none: other tests may be reading them.
  if (!existsSync(join(root, 'dist', 'renderer', 'index.html'))) await buildRenderer(root);
  await bundleElectron(root);
  await buildNative(root);
  const temporary = mkdtempSync(join(tmpdir(), 'kantele-packed-'));
  const electronDist = join(temporary, 'electron');
  makeElectronFolder(electronDist, electronVersion(root));
  await packProduct({ root, electronDist, outDir: join(temporary, 'out'), folderOnly: true });
  const dir = join(temporary, 'out', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  const app = join(temporary, 'app');
  extractAll(join(dir, 'resources', 'app.asar'), app);
  return {
    dir,
    resources: join(dir, 'resources'),
    app,
    temporary,
    remove: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

/**
 * Packs for Windows as well, to see what goes in. Its program is no real one, so nothing is written into it.
 * @returns paths in the archive
 */
export async function listForWindows({ temporary }: Packed): Promise<readonly string[]> {
  const electronDist = join(temporary, 'electron-windows');
  makeElectronFolder(electronDist, electronVersion(root));
  renameSync(join(electronDist, 'electron'), join(electronDist, 'electron.exe'));
  rmSync(join(electronDist, 'resources', 'default_app.asar'));
  await build({
    projectDir: root,
    publish: 'never',
    win: ['dir'],
    x64: true,
    config: {
      electronDist,
      disableAsarIntegrity: true,
      directories: { output: join(temporary, 'out') },
      win: { signAndEditExecutable: false },
    },
  });
  return listPackage(join(temporary, 'out', 'win-unpacked', 'resources', 'app.asar'), { isPack: false }).sort();
}

/** `Omit` on each member of a union. */
type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

export type RunningProduct = Readonly<{
  /** Address of the page that the window opened. */
  opened: string;
  events: unknown[];
  ask(question: Asked): Promise<unknown>;
  /** Ends it as a person does. @returns the exit code */
  quit(): Promise<number | null>;
}>;

const START_MS = 30_000;

export function startPacked({ app, resources }: Packed, userData: string): Promise<RunningProduct> {
  mkdirSync(userData, { recursive: true });
  const child: ChildProcess = fork(
    join(import.meta.dirname, 'packaging.child.ts'),
    [join(app, 'dist', 'main', 'main.mjs'), '--take-back', '0'],
    {
      cwd: userData,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { PATH: '/usr/bin:/bin', PACKAGING_RESOURCES: resources, PACKAGING_USER_DATA: userData },
    },
  );
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
  const waiting = new Map<number, (answer: unknown) => void>();
  const events: unknown[] = [];
  let errors = '';
  let count = 0;
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const ask = (question: Asked): Promise<unknown> =>
    new Promise(resolve => {
      count += 1;
      waiting.set(count, resolve);
      child.send({ id: count, ...question });
    });
  return new Promise((started, failed) => {
    const late = setTimeout(() => failed(new Error(`no window within ${START_MS} ms\n${errors}`)), START_MS);
    void exited.then(code => failed(new Error(`ended with ${code}\n${errors}`)));
    child.on('message', (told: Told) => {
      if ('fault' in told) failed(new Error(`${told.fault}\n${errors}`));
      else if ('event' in told) events.push(told.event);
      else if ('id' in told) waiting.get(told.id)?.(told.answer);
      else {
        clearTimeout(late);
        started({
          opened: told.opened,
          events,
          ask,
          quit() {
            child.send({ id: 0, quit: true });
            return exited;
          },
        });
      }
    });
  });
}
