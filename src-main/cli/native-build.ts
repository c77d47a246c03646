import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `noCompiler`: everything but real cards works; `present` and `built`: the binding is there. */
export type NativeBuild = Readonly<{ outcome: 'present' | 'built' | 'noCompiler' | 'failed'; says: string }>;

type Binding = Readonly<{ file: string; sources: readonly string[]; name: string }>;

const LOGIN = join('src-main', 'adapters', 'card', 'pkcs11', 'native', 'card-login.cpp');
const PKCS11JS = join('node_modules', 'pkcs11js');

/** Node-API only: one build serves every Node and Electron of this system and processor. */
const BINDINGS: readonly Binding[] = [
  {
    file: 'pkcs11.node',
    name: 'pkcs11',
    sources: ['dl.cpp', 'common.cpp', 'main.cpp'].map(name => join(PKCS11JS, 'src', name)),
  },
  { file: 'card-login.node', name: 'card_login', sources: [LOGIN] },
];

const COMPILERS = ['c++', 'g++', 'clang++'] as const;

const SYSTEM_FLAGS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['-shared', '-fPIC', '-Wl,-z,relro,-z,now', '-ldl'],
  darwin: ['-bundle', '-undefined', 'dynamic_lookup'],
};

/** Folder of the bindings built on this machine; each system and processor has its own. */
export const nativeDir = (root: string): string => join(root, 'dist', 'native', `${process.platform}-${process.arch}`);

function isStale(root: string, { file, sources }: Binding): boolean {
  const built = join(nativeDir(root), file);
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return sources.some(source => statSync(join(root, source)).mtimeMs > at);
}

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some(dir => existsSync(join(dir, program)));

/** Compiles into a file beside and puts it in place when it is whole. */
function compile(root: string, compiler: string, flags: readonly string[], binding: Binding): Promise<string | null> {
  const target = join(nativeDir(root), binding.file);
  const beside = `${target}.${process.pid}`;
  const args = [
    ...['-O2', '-std=c++17', '-fvisibility=hidden', '-fstack-protector-strong', '-s'],
    ...['-DNAPI_DISABLE_CPP_EXCEPTIONS', `-DNODE_GYP_MODULE_NAME=${binding.name}`, '-DBUILDING_NODE_EXTENSION'],
    `-I${join(root, PKCS11JS, 'includes')}`,
    `-I${join(root, 'node_modules', 'node-api-headers', 'include')}`,
    ...binding.sources.map(source => join(root, source)),
    ...flags,
    ...['-o', beside],
  ];
  return new Promise(resolve => {
    const child = spawn(compiler, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', error => resolve(error.message));
    child.on('close', code => {
      if (code === 0) renameSync(beside, target);
      rmSync(beside, { force: true });
      resolve(code === 0 ? null : said.trim().split('\n').slice(0, 5).join('\n'));
    });
  });
}

/**
 * Compiles the binding to PKCS#11 modules where it is missing or older than its sources: pkcs11js from its package and our
 * C_Login beside it. Takes seconds, fetches nothing, needs a C++ compiler and no Python. On Windows there is no build yet.
 */
export async function buildNative(root: string): Promise<NativeBuild> {
  const stale = BINDINGS.filter(binding => isStale(root, binding));
  if (stale.length === 0) return { outcome: 'present', says: 'The binding to card software is built.' };
  const flags = SYSTEM_FLAGS[process.platform];
  const compiler = COMPILERS.find(onPath);
  if (flags === undefined || compiler === undefined)
    return {
      outcome: 'noCompiler',
      says: 'No C++ compiler: practice cards work, real card readers do not. Install one (Debian: g++) and run: npm run native',
    };
  mkdirSync(nativeDir(root), { recursive: true });
  const faults = await Promise.all(stale.map(binding => compile(root, compiler, flags, binding)));
  const fault = faults.find(said => said !== null);
  if (fault !== undefined) return { outcome: 'failed', says: `The binding to card software was not built.\n${fault}` };
  copyFileSync(join(root, PKCS11JS, 'LICENSE'), join(nativeDir(root), 'pkcs11js.LICENSE'));
  return { outcome: 'built', says: 'The binding to card software was built.' };
}
