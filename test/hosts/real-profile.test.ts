/**
 * A desk in a real environment: its profile file, services behind TLS that ask for a client certificate, a card behind a PKCS#11
 * module, and an authority that is not the practice one. The services are the simulator, started by itself; the desk knows
 * nothing of that.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ProfileRefused } from '../../src-main/compose.ts';
import { forkCard } from '../../src-main/node/fork-card.ts';
import { type Simulator, standardFolders, startSimulator } from '../../src-main/simulator/simulator.ts';
import { makeRealWorld, type RealWorld } from '../builders/real-profile.builder.ts';
import { type Bench, setUpSoftCard } from '../builders/soft-card/soft-card-at-hand.ts';
import { CERTS } from '../fakes/practice-set.fake.ts';
import { type DirectHost, root, startDirectHost } from './direct.ts';
import { accepted, openPatient, PIN1, preparePrescription, prescribe, until, valueOf } from './story.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A practice person whom the Centre knows. */
const IDENTITY_CODE = '120468-912X';

const dir = mkdtempSync(join(tmpdir(), 'kantele-real-'));
const dataDir = join(dir, 'data');
let simulator: Simulator;
let services: Server;
let world: RealWorld;
let bench: Bench;
let host: DirectHost;
let clients: Set<string>;

const address = (): string => `https://127.0.0.1:${(services.address() as AddressInfo).port}`;

/** What stands before the services in a real environment: TLS with certificates at both ends. */
async function startServices(certsDir: string, target: string): Promise<Server> {
  const pem = (name: string): string => readFileSync(join(certsDir, name), 'utf8');
  const server = createServer(
    {
      key: pem('tls.key.pem'),
      cert: `${pem('tls.pem')}\n${pem('issuing.pem')}`,
      ca: [pem('root.pem'), pem('issuing.pem')],
      requestCert: true,
      rejectUnauthorized: true,
    },
    (asked, answer) => {
      const { subject } = (
        asked.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } }
      ).getPeerCertificate();
      clients.add(subject.CN);
      const on = plainRequest(
        `${target}${asked.url ?? ''}`,
        { method: asked.method, headers: { ...asked.headers, host: new URL(target).host } },
        from => {
          answer.writeHead(from.statusCode ?? 502, from.headers);
          from.pipe(answer);
        },
      );
      on.on('error', () => answer.destroy());
      asked.pipe(on);
    },
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const startReal = (profile: unknown, folder = dataDir): Promise<DirectHost> =>
  startDirectHost(folder, null, 0, {
    profilePath: world.write(profile),
    startCard: forkCard(root, { SOFTHSM2_CONF: bench.card.configuration }),
    cardModule: bench.card.module,
  });

beforeAll(async () => {
  clients = new Set();
  world = await makeRealWorld(dir, 'aino-harjula', 'https://127.0.0.1:1');
  bench = setUpSoftCard({ certs: world.certsDir });
  const { medicinesDir: _seeded, ...folders } = standardFolders(join(root, 'resources'));
  simulator = await startSimulator({ port: 0, dataDir: join(dir, 'services'), ...folders, certsDir: world.certsDir });
  services = await startServices(world.certsDir, simulator.url);
  host = await startReal({ ...world.profile, services: { root: address() } });
});
afterAll(async () => {
  await host?.close();
  services?.closeAllConnections();
  services?.close();
  await simulator?.close();
  bench?.remove();
  rmSync(dir, { recursive: true, force: true });
});

test('the environment is named, and nothing of the practice is there', async () => {
  const { client } = host;
  expect(valueOf(await client.system.about({}))).toMatchObject({
    profile: 'real',
    environment: 'Koeympäristö',
    simulator: 'none',
    workstation: 'vastaanotto-1',
    medicines: { release: { invented: false } },
  });
  expect(valueOf(await client.session.practiceCards({}))).toEqual([]);
  expect(await client.session.insertPracticeCard({ cardId: 'aino-harjula' })).toMatchObject({ ok: false });
});

test('the card signs its holder in; a prescription goes to the services, with a receipt, and bears no mark of the practice', async () => {
  const { client } = host;
  await until(async () => valueOf(await client.session.state({})).card, 'the card is seen');
  valueOf(await client.session.signIn({ pin1: PIN1 }));
  expect(valueOf(await client.session.state({}))).toMatchObject({
    at: 'signedIn',
    rightChecked: 'fresh',
    revocation: 'checked',
    card: { practice: false },
  });
  expect(valueOf(await client.patients.search({ text: 'a', limit: 5 })).hits).toEqual([]);
  expect(valueOf(await client.system.citizenPage({}))).toEqual({ address: null });
  expect(await client.system.practiceFault({ fault: 'none' })).toMatchObject({ error: { code: 'NET-0003' } });
  expect(valueOf(await client.prints.labelPrinter({}))).toEqual({ address: 'tulostin-1', dotsPerMm: 8 });

  const patientId = await openPatient(client, IDENTITY_CODE);
  const shown = await preparePrescription(client, patientId);
  const [page] = valueOf(await client.prescribing.preview({ draftIds: [shown.draftId] }));
  expect(JSON.stringify(page)).not.toMatch(/HARJOITUS\b|harjoitustietopaketi|practice pack/);
  const oid = await prescribe(client, patientId);
  expect((await accepted(client, oid)).receipt?.verified).toBe(true);
  expect([...clients]).toEqual([expect.not.stringContaining('HARJOITUS')]);
});

test('its data are backed up by a command that is told so, and by no other', () => {
  const backUp = (...more: readonly string[]) =>
    spawnSync(process.execPath, [join(root, 'src-main', 'cli', 'kantele.ts'), 'backup', '--data', dataDir, ...more], {
      encoding: 'utf8',
    });
  expect(backUp('--out', join(dir, 'no.db'))).toMatchObject({ status: 2, stderr: expect.stringContaining('DB-0006') });
  expect(backUp('--out', join(dir, 'yes.db'), '--real')).toMatchObject({ status: 0 });
});

describe('the checklist of joining', () => {
  const check = (profile: unknown, ...more: readonly string[]): Promise<{ code: number; rows: Map<string, string> }> =>
    new Promise(resolve => {
      const path = join(dir, 'checked.json');
      writeFileSync(path, JSON.stringify(profile));
      const args = ['readiness', '--profile', path, '--data', dataDir, '--json', ...more];
      const child = execFile(
        process.execPath,
        [join(root, 'src-main', 'cli', 'kantele.ts'), ...args],
        { env: { ...process.env, SOFTHSM2_CONF: bench.card.configuration } },
        (_, text) => {
          const report = JSON.parse(text) as { rows?: { id: string; state: string }[]; faults?: { field: string }[] };
          const told = [
            ...(report.rows ?? []).map(({ id, state }) => [id, state] as const),
            ...(report.faults ?? []).map(({ field }) => [field, 'fault'] as const),
          ];
          resolve({ code: child.exitCode ?? -1, rows: new Map(told) });
        },
      );
    });
  const real = () => ({ ...world.profile, services: { root: address() }, card: { module: bench.card.module } });

  test('examines the profile: its certificates, card software, services and database', async () => {
    const { code, rows } = await check(real());
    expect(Object.fromEntries(rows)).toMatchObject({
      profile: 'ready',
      cardSoftware: 'ready',
      'certificate.root.Koe juuri': 'ready',
      'line.resepti': 'ready',
      'line.rooli': 'ready',
      clock: 'ready',
      logChain: 'ready',
      'role.physician': 'ready',
      'role.archivist': 'lacking',
    });
    expect(code).toBe(1);
  });

  test('tells card software that is no library, services that do not answer, and asks none when told so', async () => {
    const broken = {
      ...real(),
      services: { root: 'https://127.0.0.1:1' },
      card: { module: join(dir, 'checked.json') },
    };
    const { rows } = await check(broken);
    expect([rows.get('cardSoftware'), rows.get('line.resepti'), rows.get('clock')]).toEqual([
      'lacking',
      'lacking',
      'unknown',
    ]);
    expect((await check(broken, '--offline')).rows.get('line.resepti')).toBe('unknown');
  });

  test('a profile that cannot be used is told field by field', async () => {
    const { code, rows } = await check({ ...real(), services: { root: simulator.url } });
    expect([code, ...rows]).toEqual([1, ['services.root', 'fault']]);
  });
});

test('practice and real data never meet in one folder', async () => {
  await host.close();
  await expect(startDirectHost(dataDir, { url: simulator.url, controlToken: null })).rejects.toMatchObject({
    code: 'DB-0006',
  });
  const practiceData = join(dir, 'practice');
  await (await startDirectHost(practiceData, { url: simulator.url, controlToken: null })).close();
  const real = { ...world.profile, services: { root: address() } };
  await expect(startReal(real, practiceData)).rejects.toMatchObject({ code: 'DB-0006' });
  host = await startReal(real);
  expect(valueOf(await host.client.system.about({})).profile).toBe('real');
});

test('a start is refused before anything is touched', async () => {
  const folder = join(dir, 'never');
  const refusal = (profile: unknown): Promise<unknown> =>
    startReal(profile, folder).then(
      () => null,
      (error: unknown) => (error instanceof ProfileRefused ? error.faults : error),
    );
  const { trust } = world.profile as { trust: Record<string, unknown> };
  writeFileSync(join(dir, 'foreign.crl'), readFileSync(join(CERTS, 'crl.pem')));
  expect(await refusal('{')).toMatchObject([{ kind: 'notJson' }]);
  expect(await refusal({ ...world.profile, services: { root: simulator.url } })).toMatchObject([
    { field: 'services.root', kind: 'notSecure' },
  ]);
  expect(await refusal({ ...world.profile, trust: { ...trust, roots: [join(CERTS, 'root.pem')] } })).toMatchObject([
    { field: 'trust.roots[0]', kind: 'practice' },
  ]);
  expect(
    await refusal({
      ...world.profile,
      trust: { ...trust, revocationLists: { files: ['foreign.crl'], addresses: [] } },
    }),
  ).toEqual([{ field: 'trust', kind: 'untrusted' }]);
  expect(await refusal({ ...world.profile, medicines: join(root, 'resources', 'medicines', 'practice') })).toEqual([
    { field: 'medicines', kind: 'practiceMedicines' },
  ]);
  expect(() => readFileSync(join(folder, 'kantele.db'))).toThrow(/ENOENT/);
});
