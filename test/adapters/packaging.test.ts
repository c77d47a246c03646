import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listForWindows, packForTest, root, startPacked, type Packed } from './packaging.product.ts';
import { createClient } from '../../shared/contract/client.ts';
import { type HostEvent } from '../../shared/contract/api.ts';
import { type CarriedHost, hostSuite } from '../hosts/host.suite.ts';
import { openPatient, prescribe, signIn, valueOf } from '../hosts/story.ts';

let product: Packed;
beforeAll(async () => {
  product = await packForTest();
}, 90_000);
afterAll(() => product.remove());

const filesUnder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(dir, join(entry.parentPath, entry.name)))
    .sort();

const matching = (files: readonly string[], pattern: RegExp): string[] => files.filter(file => pattern.test(file));
const others = (files: readonly string[], patterns: readonly RegExp[]): string[] =>
  files.filter(file => !patterns.some(pattern => pattern.test(file)));

/** Files of the archive with whether they lie beside it as plain files. */
function archived(): { path: string; isUnpacked: boolean; hasHash: boolean }[] {
  const archive = join(product.resources, 'app.asar');
  return listPackage(archive, { isPack: false })
    .map(path => path.slice(1))
    .flatMap(path => {
      const entry = statFile(archive, path);
      if (!('size' in entry)) return [];
      return [{ path, isUnpacked: entry.unpacked === true, hasHash: entry.integrity.hash.length === 64 }];
    });
}

describe('what goes into the product', () => {
  test('the archive holds the bundles, the pages, the database driver and the font of prints, nothing else', () => {
    const files = archived().map(({ path }) => path);
    expect(
      others(files, [
        /^package\.json$/,
        /^dist\/main\/(main\.mjs|card\.mjs|simulator\.mjs|preload\.cjs)$/,
        /^dist\/main\/(main|card|simulator|preload)\.licences\.md$/,
        /^dist\/native\/linux-[a-z0-9]+\/(pkcs11\.node|card-login\.node|pkcs11js\.LICENSE)$/,
        /^dist\/renderer\/(index\.html|renderer\.licences\.md)$/,
        /^dist\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2)$/,
        /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/(methods\/)?[a-z-]+\.js)$/,
        /^node_modules\/better-sqlite3\/prebuilds\/linux-[a-z0-9]+\.node$/,
        /^node_modules\/@fontsource\/inter\/(package\.json|LICENSE|unicode\.json)$/,
        /^node_modules\/@fontsource\/inter\/files\/inter-[a-z-]+-(400|600)-normal\.woff$/,
      ]),
    ).toEqual([]);
    expect(matching(files, /^dist\/main\/.*\.[mc]js$/).sort()).toEqual([
      'dist/main/card.mjs',
      'dist/main/main.mjs',
      'dist/main/preload.cjs',
      'dist/main/simulator.mjs',
    ]);
    expect(matching(files, /\.node$/)).toEqual([
      `dist/native/linux-${process.arch}/card-login.node`,
      `dist/native/linux-${process.arch}/pkcs11.node`,
      `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
    ]);
    expect(matching(files, /\.woff$/)).toHaveLength(14);
    expect(matching(files, /^dist\/renderer\/assets\/.*\.(js|css)$/).length).toBeGreaterThanOrEqual(2);
  });

  test('only the native module and the font lie beside the archive; every archived file has its hash', () => {
    const files = archived();
    const unpacked = files.filter(file => file.isUnpacked).map(({ path }) => path);
    expect(others(unpacked, [/\.node$/, /^node_modules\/@fontsource\/inter\//])).toEqual([]);
    expect(filesUnder(join(product.resources, 'app.asar.unpacked'))).toEqual(unpacked.sort());
    expect(files.filter(file => !file.hasHash)).toEqual([]);
  });

  test('the resources are those that are read at run time, with origin and licence', () => {
    const files = filesUnder(join(product.resources, 'resources'));
    expect(
      others(files, [
        /^certs-test-only\/([a-z-]+\.pem|[a-z-]+\.key\.pem|README\.md)$/,
        /^certs-test-only\/covid\/listed\/[a-z-]+\.pem$/,
        /^covid\/([a-z-]+\.json|README\.md)$/,
        /^codes\/((icd10|laboratory|procedures)-fi\.tsv|ORIGIN\.md)$/,
        /^icons\/256x256\.png$/,
        /^medicines\/(README\.md|fimea-2023-8\/[a-z-]+\.txt|fimea-2023-8\/ORIGIN\.md|practice\/[a-z0-9]+\.txt)$/,
        /^schemas\/fhir\/(ORIGIN\.md|[a-z0-9.-]+\/.+)$/,
        /^schemas\/sim-profiles\/(README\.md|json\/.+\.json)$/,
        /^knowledge\/([a-z-]+\.json|README\.md)$/,
        /^profiles\/(real-template\.json|README\.md)$/,
        /^schemas\/cda-fi\/.+$/,
        /^tariffs\/([a-z-]+\.json|ORIGIN\.md)$/,
        /^simulator-seed\/([a-z-]+\.json|patients\.ndjson|README\.md)$/,
      ]),
    ).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'certs-test-only/root.pem',
        'certs-test-only/crl.pem',
        'certs-test-only/aino-harjula-sign.key.pem',
        'certs-test-only/system-pharmacy.key.pem',
        'certs-test-only/covid/listed/ec.pem',
        'codes/icd10-fi.tsv',
        'codes/laboratory-fi.tsv',
        'codes/procedures-fi.tsv',
        'covid/rule-sets.json',
        'knowledge/practice-pack.json',
        'profiles/real-template.json',
        'schemas/cda-fi/CDA_Fi.xsd',
        'tariffs/reimbursement.json',
        'medicines/practice/pakkaus1.txt',
        'medicines/fimea-2023-8/atc.txt',
        'simulator-seed/organisations.json',
        'simulator-seed/patients.ndjson',
      ]),
    );
    // Made to be refused, made to make more of them, or made for tests alone.
    expect(matching(files, /negative|issuing\.key|\.tsx?$|generat|examples/)).toEqual([]);
  });

  test('nothing of the workshop: no sources, maps, tests, compilers, second application or foreign languages', () => {
    const files = filesUnder(product.dir);
    expect(matching(files, /(^|\/)(src-main|src-renderer|shared|test|fixtures)\//)).toEqual([]);
    expect(matching(files, /\.(map|tsx?|tsbuildinfo)$|default_app|electron-builder|\.npmrc$/)).toEqual([]);
    expect(matching(files, /^locales\//)).toEqual(['locales/en-US.pak', 'locales/fi.pak', 'locales/sv.pak']);
    expect(matching(files, /^LICENSE/)).toEqual(['LICENSE.electron.txt', 'LICENSES.chromium.html']);
    const metadata = JSON.parse(readFileSync(join(product.app, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect([metadata['main'], metadata['devDependencies'], metadata['scripts']]).toEqual([
      'dist/main/main.mjs',
      undefined,
      undefined,
    ]);
  });

  test('no file knows where it was made; no code of development, no maps', () => {
    const telling = [product.app, join(product.resources, 'resources')].flatMap(dir =>
      filesUnder(dir).filter(file => {
        const bytes = readFileSync(join(dir, file));
        const isMapped = /\.([mc]?js|css)$/.test(file) && /^\/[/*]# sourceMappingURL=/m.test(bytes.toString('utf8'));
        return isMapped || bytes.includes(`${root}/`) || bytes.includes('jsxDEV');
      }),
    );
    expect(telling).toEqual([]);
  });

  test('the fuses are burnt as the security rules say', async () => {
    const wire = await getCurrentFuseWire(join(product.dir, 'kantele'));
    const state = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocol: false,
    });
  });

  test('the licences of what is in the bundles lie beside them', () => {
    const named = (part: string, dir = 'main'): string =>
      readFileSync(join(product.app, 'dist', dir, `${part}.licences.md`), 'utf8');
    for (const name of ['pdfkit', 'bwip-js', 'libxml2-wasm', 'zod']) expect(named('main')).toContain(`## ${name} - `);
    for (const name of ['fastify', 'fhirpath', 'libxml2-wasm']) expect(named('simulator')).toContain(`## ${name} - `);
    expect(named('renderer', 'renderer')).toContain('## react - ');
  });

  test('another platform gets the same files with its own driver', { timeout: 30_000 }, async () => {
    const here = listPackage(join(product.resources, 'app.asar'), { isPack: false }).sort();
    // Native files belong to their system: the binding to card software is built on it, the database driver brings all.
    const isDriver = (path: string): boolean => path.endsWith('.node') || path.startsWith('/dist/native');
    const windows = await listForWindows(product);
    expect(windows.filter(isDriver)).toEqual(['/node_modules/better-sqlite3/prebuilds/win32-x64.node']);
    expect(windows.filter(path => !isDriver(path))).toEqual(here.filter(path => !isDriver(path)));
  });

  test('its size is what the product needs', () => {
    const megabytes = (dir: string): number =>
      filesUnder(dir).reduce((sum, file) => sum + statSync(join(dir, file)).size, 0) / 1e6;
    const [app, beside] = [megabytes(product.app), megabytes(join(product.resources, 'resources'))];
    console.log(`packed without Electron: program ${app.toFixed(1)} MB, resources ${beside.toFixed(1)} MB`);
    expect(app).toBeLessThan(30);
    expect(beside).toBeLessThan(40);
  });
});

describe('the bundles', () => {
  const code = (name: string): string => readFileSync(join(product.app, 'dist', 'main', name), 'utf8');
  const isBuiltIn = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);
  const imported = (name: string): string[] =>
    [...code(name).matchAll(/^import (?:.* from )?"([^"]+)";$/gm)]
      .map(([, from = '']) => from)
      .filter(from => !isBuiltIn(from));

  test('the preload needs Electron alone: in its sandbox there is nothing else', () => {
    const required = [...code('preload.cjs').matchAll(/require\(([^)]*)\)/g)].map(([, what]) => what);
    expect(required).toEqual(['"electron"']);
    expect(code('preload.cjs')).not.toMatch(/^import /m);
    expect(code('preload.cjs').length).toBeLessThan(2_000);
  });

  test('main and simulator import Node, Electron and the database driver', () => {
    expect(imported('main.mjs').sort()).toEqual(['better-sqlite3', 'electron']);
    expect(imported('simulator.mjs')).toEqual(['better-sqlite3']);
    expect(imported('card.mjs')).toEqual([]);
  });

  test('the simulator is a process of its own and no part of the main one', () => {
    const holds = (part: string, name: string): boolean =>
      readFileSync(join(product.app, 'dist', 'main', `${part}.licences.md`), 'utf8').includes(`## ${name} - `);
    // Packages and words that only one of the two has.
    expect(['fastify', 'fhirpath'].map(name => [holds('main', name), holds('simulator', name)])).toEqual([
      [false, true],
      [false, true],
    ]);
    expect(['pdfkit', 'bwip-js'].map(name => [holds('main', name), holds('simulator', name)])).toEqual([
      [true, false],
      [true, false],
    ]);
    const USAGE = 'usage: --port N --data DIR';
    expect([code('main.mjs').includes(USAGE), code('simulator.mjs').includes(USAGE)]).toEqual([false, true]);
  });

  test('the packed simulator starts by itself and ends when it is told', { timeout: 40_000 }, async () => {
    const child = spawn(
      process.execPath,
      [
        join(product.app, 'dist', 'main', 'simulator.mjs'),
        ...['--port', '0', '--data', join(product.temporary, 'simulator')],
        ...['--resources', join(product.resources, 'resources')],
      ],
      { cwd: product.temporary, stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: '/usr/bin:/bin' } },
    );
    const exited = new Promise(resolve => child.once('exit', resolve));
    const line = await new Promise<string>(resolve =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8'))),
    );
    const { ready, url } = JSON.parse(line) as { ready: boolean; url: string };
    expect([ready, (await fetch(`${url}/resepti/baseR4/metadata`)).status]).toEqual([true, 200]);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });
});

/** The packed host behind the contract, as the page of the window would reach it. */
async function carry(userData: string): Promise<CarriedHost> {
  const running = await startPacked(product, userData);
  const send = (message: unknown): Promise<unknown> => running.ask({ call: message });
  return {
    client: createClient({ call: (method, params) => send({ method, params }), on: () => () => undefined }),
    events: running.events as HostEvent[],
    send,
    async restart() {
      expect(await running.quit()).toBe(0);
      return carry(userData);
    },
    close: async () => void (await running.quit()),
  };
}

hostSuite('host, packed', () => carry(join(product.temporary, 'suite')));

test('the packed product opens its own page, serves it, prescribes and prints', { timeout: 60_000 }, async () => {
  const running = await startPacked(product, join(product.temporary, 'person'));
  expect(running.opened).toBe('app://kantele/index.html');
  expect(await running.ask({ page: running.opened })).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(await running.ask({ page: 'app://kantele/renderer.licences.md' })).toMatchObject({ status: 404 });
  const [window] = (await running.ask({ windows: true })) as [{ icon: string; webPreferences: { preload: string } }];
  expect(statSync(window.icon).size).toBeGreaterThan(0);
  expect(window.webPreferences.preload).toBe(join(product.app, 'dist', 'main', 'preload.cjs'));

  const client = createClient({
    call: (method, params) => running.ask({ call: { method, params } }),
    on: () => () => undefined,
  });
  await signIn(client, 'aino-harjula');
  const patientId = await openPatient(client, 'virtanen');
  const prescriptionSetId = await prescribe(client, patientId);
  const sheet = valueOf(
    await client.prints.patientSheet({ patientId, prescriptionSetIds: [prescriptionSetId], largePrint: false }),
  );
  expect(Buffer.from(sheet.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect(await running.quit()).toBe(0);
});
