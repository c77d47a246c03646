import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, type Random } from '../../shared/kernel/clock.ts';
import { dateInHelsinki } from '../../shared/kernel/time.ts';
import { createCitizenService } from './citizen/citizen-service.ts';
import { createControl } from './control.ts';
import { openCovidSigners } from './covid-signers.ts';
import { medicineReleases } from './medicines.ts';
import { createPages } from './rest/pages.ts';
import { createRepository } from './search/repository.ts';
import {
  readImaging,
  readOtherRegisters,
  readPatients,
  readPractice,
  readReimbursement,
  readRelations,
} from './seed/index.ts';
import { type SeedingJob, seedDocuments, seedPatients, seedRegister } from './seeding.ts';
import { createServer } from './server.ts';
import { makeCopies } from './services/copies.ts';
import { createCounterServices } from './services/counter.ts';
import { createNamedPrescriptions } from './services/named-prescriptions.ts';
import { createOpenDisclosures } from './services/open-disclosures.ts';
import { seedImaging } from './services/seed-imaging.ts';
import { seedOtherRegisters } from './services/seed-other-registers.ts';
import { createUpkeep } from './services/upkeep.ts';
import { openStore } from './store/store.ts';
import { openTrust } from './trust/certificates.ts';
import { openReceiptSigner } from './trust/receipt.ts';
import { createTokenReader } from './trust/token.ts';
import { createValidator } from './validation/index.ts';
import { createWellbeingAccess } from './wellbeing/authorisation.ts';
import { seedWellbeing } from './wellbeing/seed-wellbeing.ts';
import { createWellbeingService } from './wellbeing/wellbeing-service.ts';
import { type Log, type ProfileChecker, type World } from './world.ts';

export type SimulatorOptions = Readonly<{
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** Folder of the simulator's own database; seeded when it is empty. */
  dataDir: string;
  /** `resources/simulator-seed`. */
  seedDir: string;
  /** `resources/schemas`. */
  schemasDir: string;
  /** `resources/certs-test-only`: root, issuer, revocation lists, the service's receipt key. */
  certsDir: string;
  /** `resources/medicines`; without it there are no releases. */
  medicinesDir?: string;
  clock?: Pick<Clock, 'nowMs'>;
  /** For secrets of holds; by default the system's. */
  random?: Random;
  log?: Log;
  /** Token of the control interface; `'off'` shuts it, left out one is made. */
  control?: string;
  /** Give the practice patients their prescriptions, in the background after the first start; default true where releases are. */
  prescriptions?: boolean;
  /** Store so many copies of the newest open prescriptions, for trials under load; before anything is served. */
  copies?: number;
  /** Check every single resource that is given out against its profile. */
  validateAnswers?: boolean;
  /** A ready validator, so that many simulators of one test process share its quarter of a second. */
  checker?: ProfileChecker;
}>;

export type Simulator = Readonly<{
  /** `http://127.0.0.1:port`; services are at `{url}/{service}/baseR4`. */
  url: string;
  /** Token of `{url}/control`; null when it is off. */
  controlToken: string | null;
  /** Settles when the practice prescriptions are in. */
  seeded: Promise<void>;
  close(): Promise<void>;
}>;

/** So many of the first practice patients are offered at the door of the citizens' pages. */
const NAMED = 12;
const RANDOM_PARTS = 2 ** 47;

/**
 * Starts the Kanta services for practice on the loopback interface.
 * @throws Error when certificates or schemas are missing, the database is of a newer version, or the seed holds a real-looking person
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const trust = await openTrust(options.certsDir);
  const receipts = openReceiptSigner(options.certsDir);
  const checker = options.checker ?? createValidator(options.schemasDir);
  const store = openStore(options.dataDir);
  const repository = createRepository(store, randomUUID);
  const world: World = {
    clock,
    random: options.random ?? (() => randomInt(RANDOM_PARTS) / RANDOM_PARTS),
    newUuid: randomUUID,
    store,
    repository,
    trust,
    receipts,
    checker,
    validateAnswers: options.validateAnswers ?? true,
    pages: createPages(randomUUID),
    disclosures: createOpenDisclosures(),
    named: createNamedPrescriptions(),
    log: options.log ?? (() => undefined),
  };
  if (store.isEmpty()) {
    const target = { store, repository, nowMs: clock.nowMs() };
    store.write(() => {
      seedRegister(target, readPractice(options.seedDir));
      seedPatients(target, readPatients(options.seedDir));
      store.settings.set('seed-started-ms', String(clock.nowMs()));
    });
  }
  const others = readOtherRegisters(options.seedDir);
  if (others !== null) seedOtherRegisters(world, others);
  const imaging = readImaging(options.seedDir);
  if (imaging !== null) seedImaging(world, imaging);
  seedWellbeing(world, options.seedDir);
  const access = createWellbeingAccess(world);
  const tokens = createTokenReader(trust);
  const relations = readRelations(options.seedDir);
  const named = readPatients(options.seedDir)
    .slice(0, NAMED)
    .flatMap(({ hetu, deceased }) => (hetu === null || deceased !== undefined ? [] : [hetu]));
  const upkeep = createUpkeep(world);
  const controlToken = options.control === 'off' ? null : (options.control ?? randomBytes(32).toString('hex'));
  const server = createServer({
    world,
    tokens,
    upkeep,
    medicines: medicineReleases(
      options.medicinesDir ?? null,
      dateInHelsinki(Number(store.settings.get('seed-started-ms') ?? clock.nowMs())),
    ),
    covidSigners: openCovidSigners(options.certsDir),
    counter: createCounterServices(world, readReimbursement(options.seedDir)),
    citizens: createCitizenService(world, relations, named, access),
    wellbeing: createWellbeingService(world, access, tokens),
    control: controlToken === null ? null : { faults: createControl(), token: controlToken },
  });
  if (options.copies !== undefined) await makeCopies(world, options.copies);
  const url = await server.listen({ host: '127.0.0.1', port: options.port });
  const job: SeedingJob | null =
    options.medicinesDir === undefined || options.prescriptions === false
      ? null
      : seedDocuments(world, upkeep, { ...options, medicinesDir: options.medicinesDir });
  return {
    url,
    controlToken,
    seeded: job?.done ?? Promise.resolve(),
    async close() {
      await job?.stop();
      server.server.closeAllConnections();
      await server.close();
      store.close();
    },
  };
}

/** The folders of a checkout or an installed product, from its `resources` folder. */
export const standardFolders = (resources: string) => ({
  seedDir: join(resources, 'simulator-seed'),
  schemasDir: join(resources, 'schemas'),
  certsDir: join(resources, 'certs-test-only'),
  medicinesDir: join(resources, 'medicines'),
});
