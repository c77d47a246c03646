/** The one file that knows every adapter: puts the application together and hands a shell the finished host. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPersonsCall } from '../shared/contract/api.ts';
import { type ErrorCode } from '../shared/kernel/error-codes.ts';
import { oid, type Oid } from '../shared/kernel/oid.ts';
import { createApplication } from './app/application.ts';
import { type Environment } from './app/environment.ts';
import { queueCounts } from './app/handlers/queue.handlers.ts';
import { type Secrets } from './app/ports/platform.port.ts';
import { StoreFault } from './app/ports/store.port.ts';
import { createPump } from './app/sync/pump.ts';
import { keepSettling } from './app/use-cases/dispensing/settle.ts';
import { keepForgetting } from './app/use-cases/offline/kept-lists.ts';
import { PRACTICE_PUMP_CONFIG } from './app/sync/pump-config.ts';
import { combineCards } from './adapters/card/card-rack.ts';
import { createCardSoftware } from './adapters/card/pkcs11/card-software.ts';
import { type StartCardProcess } from './adapters/card/pkcs11/card-process.ts';
import { openPkcs11Card } from './adapters/card/pkcs11/pkcs11-card.ts';
import { modulePlaces } from './adapters/card/pkcs11/places.ts';
import { openPracticeTray } from './adapters/card/practice/practice-tray.ts';
import { readCertificateStock } from './adapters/card/certificate-stock.ts';
import { openCertificateTrust } from './adapters/card/trust.ts';
import { PRACTICE_RECEIPT_SIGNER, type SystemKey } from './adapters/kanta/config.ts';
import { createCovidCertificates } from './adapters/covid/covid-certificates.ts';
import { readCovidFiles } from './adapters/covid/covid-files.ts';
import { keptList } from './adapters/covid/trust-keep.ts';
import { connectKanta } from './adapters/kanta/connect.ts';
import { openKnowledgeShelf } from './adapters/knowledge/knowledge-shelf.ts';
import { openCatalogue, practiceRelease } from './adapters/medicines/catalogue.ts';
import { createLabelPrinter } from './adapters/print/label-printer.ts';
import { type SignatureHash } from '../shared/codes/signature-hash.ts';
import { createPrinter } from './adapters/print/printer.ts';
import { openCodeRegisters } from './adapters/registers/code-registers.ts';
import { openStore } from './adapters/sqlite/open-store.ts';
import { type ReadOptions } from './adapters/sqlite/open-to-read.ts';
import { unsentFile } from './adapters/sqlite/salvage/export.ts';
import { salvage } from './adapters/sqlite/salvage/unsent.ts';
import { freeDiskMegabytes, newBackupPath } from './adapters/system/disk.ts';
import { fileSecrets } from './adapters/system/file-secrets.ts';
import { newUuid, sha256, systemRandom } from './adapters/system/identity.ts';
import { createLog } from './adapters/system/log.ts';
import { readPracticeDirectory } from './adapters/system/practice-directory.ts';
import { readPracticePatients } from './adapters/system/practice-patients.ts';
import { createProofWriter } from './adapters/system/proofs.ts';
import { superviseSimulator } from './adapters/system/simulator-supervisor.ts';
import { systemClock, systemTimers } from './adapters/system/time.ts';
import { createDispatch } from './rpc/dispatch.ts';
import { createRescueHost } from './rpc/rescue-host.ts';
import { createEventHub } from './rpc/events.ts';
import { type Host } from './rpc/host.ts';
import { base64Bytes, CRYPTOGRAPHY, sha1 } from './adapters/card/cryptography.ts';
import { PAST, openTrustFolder } from './adapters/card/signer-trust.ts';
import { createDocumentExaminer } from './adapters/documents/examiner.ts';
import { readSchema } from './adapters/documents/schema-files.ts';
import { createDocumentCodec, readDocument } from './wire/documents.ts';
import { createMessageCodec } from './wire/fhir/message.codec.ts';

/** Shown in the interface, written into documents and sent in tokens. */
const VERSION = '0.1.0';

/** A process of the product beside the host, as a shell starts it. */
export type StartService = (
  service: 'simulator',
  args: readonly string[],
  hear: Readonly<{ line(text: string): void; exit(): void }>,
) => Readonly<{ stop(): Promise<void> }>;

export type { StartCardProcess };

export type HostOptions = Readonly<{
  shell: 'electron' | 'node' | 'direct';
  resourcesDir: string;
  dataDir: string;
  /** A simulator that runs already, with the token of its control interface where it is known; null starts the embedded one. */
  simulator: Readonly<{ url: string; controlToken: string | null }> | null;
  /** Folder of a release in the basic register's text form; null takes the practice release. */
  medicinesDir?: string | null;
  workstation: string;
  startService: StartService;
  /** Starts the process that holds the PKCS#11 module; without one there are practice cards only. */
  startCard?: StartCardProcess;
  /** Library of the card software, before what is set in the settings. */
  cardModule?: string | null;
  /** Hash of new signatures; null or absent: the strongest that the card's key offers. */
  signatureHash?: SignatureHash | null;
  /** The shell's own keystore; without one the key lies in a file that only this user can read. */
  secrets?: Secrets;
  /** How long a practice card takes for one signature; real ones need 500 to 2000 ms. */
  cardDelayMs?: number;
  /** Covers the desk when nobody has pressed a key for so long; default ten minutes. */
  idleLockMs?: number;
  /** How old an answer of the role service may be when its line is down; default 24 hours. */
  rightMaxAgeMs?: number;
  /** How long a signed prescription waits before it is sent; default ten seconds. */
  takeBackSeconds?: number;
}>;

/** The host cannot start; the code says what a person is told. Nothing was overwritten. */
export class StartRefused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/** Own choice: long enough to see a slip, short enough that the pharmacy does not wait. */
const TAKE_BACK_SECONDS = 10;
const IDLE_LOCK_MS = 10 * 60_000;
/** A stored answer of the role service may stand in for a fresh one this long (own choice: a working day and the night after it). */
const RIGHT_MAX_AGE_MS = 24 * 3_600_000;
/** A working day: what was open in the morning is not open the next one. */
const DESK_MAX_AGE_MS = 12 * 3_600_000;
const MEGABYTE = 1_048_576;
/** Below this no new work is begun, so that what is there can still be signed, stored and sent. */
const LEAST_FREE_MEGABYTES = 50;

/** Policies of the practice authority's cards (example arc of X.660). */
const PRACTICE_POLICIES = ['2.999.246.1', '2.999.246.2'];
const CARD_MODULE_SETTING = 'card.module';

type Organisation = Readonly<{ id: string; oid: string }>;

/** The practice system keys of every organisation of the seed. */
function practiceSystemKeys(resourcesDir: string): ReadonlyMap<Oid, SystemKey> {
  const certs = join(resourcesDir, 'certs-test-only');
  const organisations = JSON.parse(
    readFileSync(join(resourcesDir, 'simulator-seed', 'organisations.json'), 'utf8'),
  ) as readonly Organisation[];
  const pem = (name: string): string => readFileSync(join(certs, name), 'utf8');
  return new Map(
    organisations.map(({ id, oid: text }) => [
      oid(text),
      { key: pem(`system-${id}.key.pem`), chain: [pem(`system-${id}.pem`), pem('issuing.pem')] },
    ]),
  );
}

const databaseOf = (options: HostOptions, secrets: Secrets): ReadOptions => ({
  path: join(options.dataDir, 'kantele.db'),
  key: secrets.databaseKey(),
  profile: 'practice',
  sha256,
});

/** The store, with the practice patients in it; the code of the refusal when it does not open. */
function openPracticeStore(options: HostOptions, secrets: Secrets): ReturnType<typeof openStore> {
  const opened = openStore({ ...databaseOf(options, secrets), clock: systemClock });
  if (!opened.ok) return opened;
  const store = opened.value;
  if (store.read(tx => tx.patients.count()) === 0) {
    const patients = readPracticePatients(join(options.resourcesDir, 'simulator-seed', 'patients.ndjson'));
    store.write(tx => tx.patients.putMany(patients));
  }
  return opened;
}

/** A host that only tells what is wrong with the database and gives the unsent acts out. */
function rescueHost(database: ReadOptions): Host {
  const found = salvage(database);
  const { pages, damagedPages, lostActs } = found;
  return createRescueHost({
    damage: {
      pages,
      damagedPages,
      lostActs,
      unsent: found.unsent.length,
      documentsWithoutAct: found.documentsWithoutAct.length,
    },
    file() {
      const at = systemClock.now();
      const fileName = `kantele-unsent-${at.replaceAll(':', '-')}.json`;
      return { fileName, mediaType: 'application/json', base64: Buffer.from(unsentFile(found, at)).toString('base64') };
    },
  });
}

/**
 * Starts the practice host: simulator, store, queue, card tray, and the application over them. A damaged database gives a
 * host that rescues what is unsent.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { resourcesDir, dataDir } = options;
  const startedAtMs = systemClock.nowMs();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secrets = options.secrets ?? fileSecrets(dataDir);
  const log = createLog(process.stderr, options.shell === 'direct' ? 'error' : 'warn');
  const opening = openPracticeStore(options, secrets);
  if (!opening.ok) {
    log.error('store.refused', { code: opening.error.code });
    if (opening.error.code === 'DB-0003') return rescueHost(databaseOf(options, secrets));
    throw new StartRefused(opening.error.code);
  }
  const store = opening.value;
  const seedDir = join(resourcesDir, 'simulator-seed');
  const certsDir = join(resourcesDir, 'certs-test-only');
  const pem = (name: string): string => readFileSync(join(certsDir, name), 'utf8');

  const practice = practiceRelease(resourcesDir);
  const chosen = options.medicinesDir ?? null;
  const medicines = chosen === null ? practice : { ...practice, directory: chosen };
  // The simulator and the catalogue take most of the start: they come up side by side.
  const [embedded, opened] = await Promise.all([
    options.simulator === null
      ? superviseSimulator(
          (args, hear) => options.startService('simulator', args, hear),
          join(dataDir, 'simulator'),
          log,
          systemClock.nowMs,
        )
      : null,
    openCatalogue(medicines),
  ]);
  const simulator = embedded ?? options.simulator;
  if (simulator === null) throw new StartRefused('NET-0001');
  if (!opened.ok) throw new StartRefused('CALL-0003');
  const { catalogue } = opened.value;
  const trust = await openCertificateTrust({
    profile: 'practice',
    roots: [pem('root.pem')],
    issuers: [pem('issuing.pem')],
    revocationLists: [pem('crl.pem'), pem('root-crl.pem')],
  });
  const certificateStock = readCertificateStock(certsDir);
  const tray = openPracticeTray({
    seedDir,
    certsDir,
    state: join(dataDir, 'practice-cards.json'),
    delayMs: options.cardDelayMs ?? 0,
  });
  const { startCard } = options;
  const hardware =
    startCard === undefined
      ? null
      : openPkcs11Card({
          start: startCard,
          clock: systemClock,
          timers: systemTimers,
          log,
          trust,
          policies: PRACTICE_POLICIES,
          practice: true,
        });
  const cardSoftware =
    hardware === null
      ? null
      : createCardSoftware(hardware.driver, {
          option: options.cardModule ?? null,
          setting: {
            load: () => {
              const stored = store.read(tx => tx.settings.get(CARD_MODULE_SETTING));
              return typeof stored === 'string' ? stored : null;
            },
            save: path => store.write(tx => tx.settings.put(CARD_MODULE_SETTING, path)),
          },
          places: modulePlaces(process.platform),
          search: false, // practice: test cards only where somebody asked for them
          card: hardware,
          trust,
          nowMs: () => systemClock.nowMs(),
        });
  void cardSoftware?.start();
  const card = combineCards(hardware === null ? [tray] : [tray, hardware]);
  const documents = createDocumentCodec({ cryptography: CRYPTOGRAPHY, signatureHash: options.signatureHash ?? null });
  const examiner = createDocumentExaminer({
    cryptography: CRYPTOGRAPHY,
    past: PAST,
    trust: await openTrustFolder(certsDir),
    schema: readSchema(join(resourcesDir, 'schemas', 'cda-fi')),
  });
  const kanta = connectKanta({
    root: simulator.url,
    language: 'fi',
    system: { id: '2.999.246.1', name: 'Kantele', version: VERSION },
    systemKeys: practiceSystemKeys(resourcesDir),
    receipts: { roots: [pem('root.pem')], signer: PRACTICE_RECEIPT_SIGNER },
    controlToken: simulator.controlToken,
    clock: systemClock,
    newUuid,
    readDocument: bytes => documents.read(bytes),
    generationOf: bytes => readDocument(bytes).generation,
    readable: bytes => documents.readable(bytes),
  });

  const hub = createEventHub();
  const pump = createPump({
    store,
    line: kanta.line,
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    log,
    config: PRACTICE_PUMP_CONFIG,
    contextOf: item => ({
      actor: { registrationNumber: item.author.registrationNumber, right: item.author.right },
      organisationOid: item.author.organisationOid,
      unitOid: item.author.unitOid,
      reason: item.reason,
      relation: '',
      correlationId: newUuid(),
    }),
    onChange(change) {
      if (change.type === 'item' && change.item.state === 'accepted') {
        const { act, patientId } = change.item;
        hub.emit({
          type: act === 'prescription' || act === 'dispensing' ? 'prescriptionsChanged' : 'recordsChanged',
          patientId,
        });
      }
      hub.emit({ type: 'queueChanged', counts: queueCounts(env), lines: [...pump.lines()] });
    },
  });

  const env: Environment = {
    clock: systemClock,
    random: systemRandom,
    newUuid,
    randomBytes: length => randomBytes(length),
    timers: systemTimers,
    sha256,
    base64: bytes => Buffer.from(bytes).toString('base64'),
    store,
    card,
    tray,
    cardSoftware,
    faults: kanta.faults,
    trust,
    certificates: () => certificateStock(systemClock.nowMs()),
    queue: pump,
    centre: kanta.centre,
    repository: kanta.repository,
    wills: kanta.wills,
    social: kanta.social,
    disclosure: kanta.disclosure,
    renewals: kanta.renewals,
    roles: kanta.roles,
    reimbursement: kanta.reimbursement,
    packs: kanta.packs,
    labels: createLabelPrinter(),
    documents,
    examiner,
    messages: createMessageCodec({ sha1, base64: base64Bytes }),
    proofs: createProofWriter(documents),
    covid: createCovidCertificates({
      keep: keptList(kanta.covidSigners, join(dataDir, 'covid-signers.jws'), systemClock.nowMs),
      ...readCovidFiles(resourcesDir),
    }),
    catalogue: () => catalogue,
    knowledge: openKnowledgeShelf(resourcesDir, dataDir),
    codes: openCodeRegisters(resourcesDir),
    printer: createPrinter(),
    directory: readPracticeDirectory(seedDir),
    log,
    emit: fact => hub.emit(fact),
    freeDiskMegabytes: () => freeDiskMegabytes(dataDir),
    backupPath: at => newBackupPath(dataDir, at),
    breathe: () => new Promise(resolve => setImmediate(resolve)),
    memoryMegabytes: () => Math.round(process.memoryUsage.rss() / MEGABYTE),
    configuration: {
      socialGoLive: [],
      profile: 'practice',
      version: VERSION,
      shell: options.shell,
      secrets: secrets.kind,
      simulator: embedded === null ? 'external' : 'embedded',
      citizenPage: `${simulator.url}/omakanta`,
      workstation: options.workstation,
      idleLockMs: options.idleLockMs ?? IDLE_LOCK_MS,
      rightMaxAgeMs: options.rightMaxAgeMs ?? RIGHT_MAX_AGE_MS,
      deskMaxAgeMs: DESK_MAX_AGE_MS,
      multiSignature: 'oneByOneCards',
      takeBackSeconds: options.takeBackSeconds ?? TAKE_BACK_SECONDS,
      startedAtMs,
    },
  };
  const { handlers, session } = createApplication(env, (itemId, decision, by, reason, also) =>
    pump.decide(itemId, decision, by, reason, also),
  );
  const dispatch = createDispatch({
    handlers,
    caller: () => session.caller(),
    refusal: (needs, caller) => session.refusal(needs, caller),
    hasRoom: () => (freeDiskMegabytes(dataDir) ?? LEAST_FREE_MEGABYTES) >= LEAST_FREE_MEGABYTES,
    sameDesk: (asked, now) => asked.desk === now.desk,
    codeOf: error => (error instanceof StoreFault ? error.code : null),
    report: (what, facts) => log.warn(what, facts),
  });
  pump.start();
  const stopForgetting = keepForgetting(env);
  const stopSettling = keepSettling(env);

  return {
    dispatch(message) {
      if (isPersonsCall(message)) session.touch();
      return dispatch(message);
    },
    on: hear => hub.on(hear),
    async close() {
      session.close();
      stopForgetting();
      const settled = stopSettling();
      hardware?.close();
      await pump.stop();
      kanta.close();
      await settled;
      await embedded?.stop();
      store.close();
    },
  };
}
