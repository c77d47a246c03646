/**
 * What differs between the practice world and a real environment. `compose.ts` alone asks; neither can be reached from the
 * other: own database, own certificates, and a real one knows no simulator and no practice card.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oid, type Oid } from '../shared/kernel/oid.ts';
import { type CertificateFact } from '../shared/domain/oversight/readiness.ts';
import { type Directory } from './app/environment.ts';
import { type Log } from './app/ports/platform.port.ts';
import { type CertificateTrust, type PracticeTray, type SigningCard } from './app/ports/signing-card.port.ts';
import { type MedicineVersions, type MedicineVersionSource } from './app/ports/medicine-versions.port.ts';
import { type Store } from './app/ports/store.port.ts';
import { PRACTICE_PUMP_CONFIG, PUMP_CONFIG, type PumpConfig } from './app/sync/pump-config.ts';
import { labelPrinterOf, saveLabelPrinter } from './app/use-cases/dispensing/label-printer.ts';
import { readCertificateStock, stockOfEnvironment } from './adapters/card/certificate-stock.ts';
import { openPracticeTray } from './adapters/card/practice/practice-tray.ts';
import { keepRevocationLists } from './adapters/card/revocation-keep.ts';
import { openSignerTrust, openTrustFolder } from './adapters/card/signer-trust.ts';
import { openCertificateTrust } from './adapters/card/trust.ts';
import { type KantaConfig, PRACTICE_RECEIPT_SIGNER, type SystemKey } from './adapters/kanta/config.ts';
import { practiceRelease } from './adapters/medicines/catalogue.ts';
import { practiceDay } from './adapters/medicines/practice-day.ts';
import { openVersionShelf } from './adapters/medicines/version-shelf.ts';
import { readPracticeDirectory } from './adapters/system/directory.ts';
import { readPracticePatients } from './adapters/system/practice-patients.ts';
import { type RealProfile } from './adapters/system/profile-file.ts';
import { type ProfileFault } from './adapters/system/profile-words.ts';
import { superviseSimulator } from './adapters/system/simulator-supervisor.ts';
import { systemClock, systemTimers } from './adapters/system/time.ts';
import { type SignerTrust } from './wire/documents.ts';
import { type HostOptions, ProfileRefused, StartRefused } from './host-options.ts';

export type Surroundings = Readonly<{
  /** Of the environment, for the health panel; null in the practice world. */
  name: string | null;
  simulator: 'embedded' | 'external' | 'none';
  citizenPage: string | null;
  trust: CertificateTrust;
  /** Whose signatures in documents are believed. */
  signers: SignerTrust;
  certificates(nowMs: number): readonly CertificateFact[];
  tray: (PracticeTray & SigningCard) | null;
  cards: Readonly<{ policies: readonly string[]; module: string | null }>;
  line: Pick<KantaConfig, 'root' | 'bases' | 'language' | 'systemKeys' | 'receipts' | 'tls' | 'controlToken'> &
    Readonly<{ system: Readonly<{ id: string }> }>;
  directory: Directory;
  medicines: MedicineVersions;
  pump: PumpConfig;
  /** Puts what a new database begins with where nothing stands yet. */
  furnish(store: Store): void;
  stop(): Promise<void>;
}>;

/** Policies of the practice authority's cards (example arc of X.660). */
const PRACTICE_POLICIES = ['2.999.246.1', '2.999.246.2'];

type Organisation = Readonly<{ id: string; oid: string }>;

/** The practice system keys of every organisation of the seed. */
function practiceSystemKeys(seedDir: string, pem: (name: string) => string): ReadonlyMap<Oid, SystemKey> {
  const organisations = JSON.parse(
    readFileSync(join(seedDir, 'organisations.json'), 'utf8'),
  ) as readonly Organisation[];
  return new Map(
    organisations.map(({ id, oid: text }) => [
      oid(text),
      { key: pem(`system-${id}.key.pem`), chain: [pem(`system-${id}.pem`), pem('issuing.pem')] },
    ]),
  );
}

/**
 * Simulator, practice cards, practice patients: ready to use without any configuration.
 * @param versions where newer versions of the medicines come from, once the line to the services is there
 * @throws StartRefused
 */
export async function practiceWorld(
  options: HostOptions,
  log: Log,
  versions: MedicineVersionSource,
): Promise<Surroundings> {
  const { resourcesDir, dataDir, clock = systemClock } = options;
  const seedDir = join(resourcesDir, 'simulator-seed');
  const certsDir = join(resourcesDir, 'certs-test-only');
  const pem = (name: string): string => readFileSync(join(certsDir, name), 'utf8');
  const practice = practiceRelease(resourcesDir);
  const chosen = options.medicinesDir ?? null;
  const versionsDir = join(dataDir, 'medicines');
  // The simulator and the catalogue take most of the start: they come up side by side.
  const [embedded, opened] = await Promise.all([
    options.simulator === null
      ? superviseSimulator(
          (args, hear) => options.startService('simulator', args, hear),
          join(dataDir, 'simulator'),
          log,
          clock.nowMs,
        )
      : null,
    openVersionShelf({
      first: chosen === null ? practice : { ...practice, directory: chosen },
      directory: versionsDir,
      ...(chosen === null ? { firstFrom: practiceDay(versionsDir, clock.today()) } : {}),
      source: chosen === null ? versions : null,
      today: () => clock.today(),
    }),
  ]);
  const simulator = embedded ?? options.simulator;
  if (simulator === null) throw new StartRefused('NET-0001');
  if (!opened.ok) throw new StartRefused('CALL-0003');
  return {
    name: null,
    simulator: embedded === null ? 'external' : 'embedded',
    citizenPage: `${simulator.url}/omakanta`,
    trust: await openCertificateTrust({
      profile: 'practice',
      roots: [pem('root.pem')],
      issuers: [pem('issuing.pem')],
      revocationLists: [pem('crl.pem'), pem('root-crl.pem')],
    }),
    signers: await openTrustFolder(certsDir),
    certificates: readCertificateStock(certsDir),
    tray: openPracticeTray({
      seedDir,
      certsDir,
      state: join(dataDir, 'practice-cards.json'),
      delayMs: options.cardDelayMs ?? 0,
    }),
    cards: { policies: PRACTICE_POLICIES, module: null },
    line: {
      root: simulator.url,
      language: 'fi',
      system: { id: '2.999.246.1' },
      systemKeys: practiceSystemKeys(seedDir, pem),
      receipts: { roots: [pem('root.pem')], signer: PRACTICE_RECEIPT_SIGNER },
      controlToken: simulator.controlToken,
    },
    directory: readPracticeDirectory(seedDir),
    medicines: opened.value,
    pump: PRACTICE_PUMP_CONFIG,
    furnish(store) {
      if (store.read(tx => tx.patients.count()) > 0) return;
      const patients = readPracticePatients(join(seedDir, 'patients.ndjson'));
      store.write(tx => tx.patients.putMany(patients));
    },
    async stop() {
      await embedded?.stop();
    },
  };
}

const refused = (field: string, kind: ProfileFault['kind']): ProfileRefused => new ProfileRefused([{ field, kind }]);

/** @throws ProfileRefused when the authorities and lists of the profile do not fit each other, or are of the practice */
async function realTrust(
  { trust }: RealProfile,
  kept: () => readonly Uint8Array[],
): Promise<Readonly<{ trust: CertificateTrust; renew(): Promise<void> }>> {
  const { roots, issuers, revocationLists } = trust;
  const open = (lists: readonly Uint8Array[]): Promise<CertificateTrust> =>
    openCertificateTrust({ profile: 'real', roots, issuers, revocationLists: [...revocationLists, ...lists] });
  /** A list that came over the network may be anything: without it the state of a card is unknown, not the start refused. */
  const openWithKept = (): Promise<CertificateTrust> => open(kept()).catch(() => open([]));
  let now: CertificateTrust;
  try {
    now = await openWithKept();
  } catch {
    throw refused('trust', 'untrusted');
  }
  return {
    trust: {
      judge: (der, purpose, atMs) => now.judge(der, purpose, atMs),
      facts: der => now.facts(der),
      verify: (der, digest, hash, signature) => now.verify(der, digest, hash, signature),
    },
    async renew() {
      now = await openWithKept();
    },
  };
}

/** What a profile file names. Nothing of the practice is in it, and nothing is sent before somebody works. @throws ProfileRefused */
export async function realEnvironment(profile: RealProfile, options: HostOptions, log: Log): Promise<Surroundings> {
  const { roots, issuers, revocationLists, addresses, policies } = profile.trust;
  const keep = keepRevocationLists({
    addresses,
    folder: join(options.dataDir, 'revocation-lists'),
    timers: systemTimers,
    log,
  });
  const { trust, renew } = await realTrust(profile, keep.lists);
  const opened = await openVersionShelf({
    first: { ...practiceRelease(options.resourcesDir), directory: profile.medicines },
    directory: join(options.dataDir, 'medicines'),
    source: null,
    today: () => (options.clock ?? systemClock).today(),
  });
  // Invented medicines have no place beside real ones.
  if (!opened.ok || opened.value.current().release().invented) throw refused('medicines', 'practiceMedicines');
  const { labelPrinter, systemKeys, receipts, tls, system } = profile;
  return {
    name: profile.environment.name,
    simulator: 'none',
    citizenPage: null,
    trust,
    signers: await openSignerTrust([...roots, ...issuers, ...revocationLists]),
    certificates: stockOfEnvironment(profile.trust, systemKeys),
    tray: null,
    cards: { policies, module: profile.card.module },
    line: {
      root: profile.services.root,
      bases: profile.services.bases,
      language: system.language,
      system: { id: system.id },
      systemKeys,
      receipts,
      tls,
      controlToken: null,
    },
    directory: profile.directory,
    medicines: opened.value,
    pump: PUMP_CONFIG,
    furnish(store) {
      keep.start(() => void renew());
      if (labelPrinter !== null && labelPrinterOf({ store }).address === '') saveLabelPrinter({ store }, labelPrinter);
    },
    async stop() {
      keep.stop();
    },
  };
}
