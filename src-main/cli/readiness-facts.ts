/** What the checklist of joining Kanta is told: of the practice world by a simulator, of a real environment by what its profile names. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadinessFacts } from '../../shared/domain/oversight/readiness.ts';
import { SERVICES } from '../../shared/domain/queue.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { fail } from '../../shared/kernel/result.ts';
import { readCertificateStock, stockOfEnvironment } from '../adapters/card/certificate-stock.ts';
import { createDriver } from '../adapters/card/pkcs11/driver.ts';
import { modulePlaces } from '../adapters/card/pkcs11/places.ts';
import { type KantaConfig, PRACTICE_RECEIPT_SIGNER } from '../adapters/kanta/config.ts';
import { connectKanta, type Kanta } from '../adapters/kanta/connect.ts';
import { readPracticeDirectory } from '../adapters/system/directory.ts';
import { newUuid } from '../adapters/system/identity.ts';
import { type RealProfile } from '../adapters/system/profile-file.ts';
import { systemClock, systemTimers } from '../adapters/system/time.ts';
import { runJointTests } from '../app/use-cases/readiness/joint-tests.ts';
import { forkCard } from '../node/fork-card.ts';
import { standardFolders, startSimulator } from '../simulator/simulator.ts';

type Facts = Omit<ReadinessFacts, 'medicines' | 'registers' | 'database'>;

/** The practice physician who asks. */
const ASKER = '00999900101';
const ROOT = join(import.meta.dirname, '..', '..');

type Line = Pick<KantaConfig, 'root' | 'bases' | 'language' | 'systemKeys' | 'receipts' | 'tls'>;

const connected = (line: Line, systemId: string): Kanta =>
  connectKanta({
    ...line,
    system: { id: systemId, name: 'Kantele', version: 'readiness' },
    clock: systemClock,
    newUuid,
    // No document is read here.
    readDocument: () => fail({ finding: 'unread' }),
    generationOf: () => 'unknown',
    readable: () => [],
  });

/** Asks every service for what it says of itself; no person is named in that. */
async function linesOf(kanta: Kanta): Promise<Pick<Facts, 'lines' | 'clockDriftMs'>> {
  const probes = await Promise.all(
    SERVICES.map(async service => ({ service, probe: await kanta.line.probe(service) })),
  );
  const drift = probes.flatMap(({ probe }) => (probe.ok && probe.value.driftMs !== null ? [probe.value.driftMs] : []));
  return {
    lines: probes.map(({ service, probe }) => ({ service, answers: probe.ok })),
    clockDriftMs: drift[0] ?? null,
  };
}

export async function practiceFacts(): Promise<Facts> {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-readiness-'));
  const { seedDir, schemasDir, certsDir } = standardFolders(join(ROOT, 'resources'));
  const pem = (name: string): string => readFileSync(join(certsDir, name), 'utf8');
  const simulator = await startSimulator({ port: 0, dataDir: folder, seedDir, schemasDir, certsDir });
  const organisations = JSON.parse(readFileSync(join(seedDir, 'organisations.json'), 'utf8')) as readonly {
    id: string;
    oid: string;
  }[];
  const kanta = connected(
    {
      root: simulator.url,
      language: 'en',
      systemKeys: new Map(
        organisations.map(({ id, oid: text }) => [
          oid(text),
          { key: pem(`system-${id}.key.pem`), chain: [pem(`system-${id}.pem`), pem('issuing.pem')] },
        ]),
      ),
      receipts: { roots: [pem('root.pem')], signer: PRACTICE_RECEIPT_SIGNER },
    },
    '2.999.246.1',
  );
  try {
    const directory = readPracticeDirectory(seedDir);
    const who = directory.professional(ASKER);
    if (who === null) throw new Error('the practice physician is missing from the seed');
    return {
      profile: 'practice',
      certificates: readCertificateStock(certsDir)(systemClock.nowMs()),
      ...(await linesOf(kanta)),
      jointTests: await runJointTests({ roles: kanta.roles, repository: kanta.repository, newUuid }, who),
      professions: directory.staff().map(({ profession }) => profession),
      cardSoftware: null,
    };
  } finally {
    kanta.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads the library in a card process of its own, as the desk will; no PIN is asked. */
async function cardSoftwareOf(chosen: string | null): Promise<NonNullable<Facts['cardSoftware']>> {
  const path = chosen ?? modulePlaces(process.platform).find(({ exists }) => exists)?.path ?? null;
  if (path === null) return { state: 'missing', path: '', software: '', readers: 0 };
  const quiet = (): void => undefined;
  const driver = createDriver(
    {
      start: forkCard(ROOT),
      clock: systemClock,
      timers: systemTimers,
      log: { info: quiet, warn: quiet, error: quiet },
      // Tried once: what does not load is told, not tried again.
      restarts: { most: 0, withinMs: 60_000 },
    },
    quiet,
  );
  try {
    await driver.use(path);
    const { status, module, readers } = driver;
    return {
      state: status === 'ready' ? 'ready' : 'failed',
      path,
      software: module === null ? '' : `${module.description} ${module.version}`.trim(),
      readers: readers.length,
    };
  } finally {
    driver.close();
  }
}

/** @param offline asks no service */
export async function environmentFacts(profile: RealProfile, offline: boolean): Promise<Facts> {
  const { services, system, systemKeys, receipts, tls, trust, directory, card } = profile;
  const kanta = connected(
    { root: services.root, bases: services.bases, language: system.language, systemKeys, receipts, tls },
    system.id,
  );
  try {
    const lines = offline
      ? { lines: SERVICES.map(service => ({ service, answers: null })), clockDriftMs: null }
      : await linesOf(kanta);
    return {
      profile: 'real',
      certificates: stockOfEnvironment(trust, systemKeys)(systemClock.nowMs()),
      ...lines,
      jointTests: null,
      professions: directory.staff().map(({ profession }) => profession),
      cardSoftware: await cardSoftwareOf(card.module),
    };
  } finally {
    kanta.close();
  }
}
