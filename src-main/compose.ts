/** The one file that knows every adapter: puts the application together and hands a shell the finished host. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isPersonsCall } from '../shared/contract/api.ts';
import { type HostOptions, ProfileRefused, StartRefused } from './host-options.ts';
import { practiceWorld, realEnvironment, type Surroundings } from './surroundings.ts';
import { createApplication } from './app/application.ts';
import { type Environment } from './app/environment.ts';
import { queueCounts } from './app/handlers/queue.handlers.ts';
import { type Secrets } from './app/ports/platform.port.ts';
import { type MedicineVersionSource } from './app/ports/medicine-versions.port.ts';
import { StoreFault } from './app/ports/store.port.ts';
import { createPump } from './app/sync/pump.ts';
import { keepSettling } from './app/use-cases/dispensing/settle.ts';
import { keepMedicinesCurrent } from './app/use-cases/medicines/keep-current.ts';
import { keepForgetting } from './app/use-cases/offline/kept-lists.ts';
import { combineCards } from './adapters/card/card-rack.ts';
import { createCardSoftware } from './adapters/card/pkcs11/card-software.ts';
import { openPkcs11Card } from './adapters/card/pkcs11/pkcs11-card.ts';
import { modulePlaces } from './adapters/card/pkcs11/places.ts';
import { createCovidCertificates } from './adapters/covid/covid-certificates.ts';
import { readCovidFiles } from './adapters/covid/covid-files.ts';
import { keptList } from './adapters/covid/trust-keep.ts';
import { createSystemSeal } from './adapters/kanta/system-seal.ts';
import { connectKanta } from './adapters/kanta/connect.ts';
import { openKnowledgeShelf } from './adapters/knowledge/knowledge-shelf.ts';
import { createLabelPrinter } from './adapters/print/label-printer.ts';
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
import { readProfileFile, type RealProfile } from './adapters/system/profile-file.ts';
import { createProofWriter } from './adapters/system/proofs.ts';
import { systemClock, systemTimers } from './adapters/system/time.ts';
import { createDispatch } from './rpc/dispatch.ts';
import { createRescueHost } from './rpc/rescue-host.ts';
import { createEventHub } from './rpc/events.ts';
import { type Host } from './rpc/host.ts';
import { base64Bytes, CRYPTOGRAPHY, sha1 } from './adapters/card/cryptography.ts';
import { PAST } from './adapters/card/signer-trust.ts';
import { createDocumentExaminer } from './adapters/documents/examiner.ts';
import { readSchema } from './adapters/documents/schema-files.ts';
import { createDocumentCodec, readDocument } from './wire/documents.ts';
import { createMessageCodec } from './wire/fhir/message.codec.ts';

export { type HostOptions, ProfileRefused, StartRefused, type StartService } from './host-options.ts';
export { profileRefusal } from './adapters/system/profile-words.ts';
export { type StartCardProcess } from './adapters/card/pkcs11/card-process.ts';

/** Shown in the interface, written into documents and sent in tokens. */
const VERSION = '0.1.0';

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

const CARD_MODULE_SETTING = 'card.module';

type ProfileKind = ReadOptions['profile'];

const databaseOf = (options: HostOptions, secrets: Secrets, profile: ProfileKind): ReadOptions => ({
  path: join(options.dataDir, 'kantele.db'),
  key: secrets.databaseKey(),
  profile,
  sha256,
});

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

/** @throws ProfileRefused with every fault of the file */
function profileOf({ profilePath }: HostOptions): RealProfile | null {
  if (profilePath === undefined || profilePath === null) return null;
  const read = readProfileFile(profilePath, systemClock.nowMs());
  if (!read.ok) throw new ProfileRefused(read.error);
  return read.value;
}

/**
 * Starts the host: store, surroundings (the practice world, or the environment of a profile file), queue, cards, and the
 * application over them. A damaged database gives a host that rescues what is unsent.
 * @throws StartRefused, ProfileRefused
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { resourcesDir, dataDir } = options;
  const { clock = systemClock, timers = systemTimers } = options;
  const startedAtMs = clock.nowMs();
  const real = profileOf(options);
  const profile = real === null ? 'practice' : 'real';
  const log = createLog(process.stderr, options.shell === 'direct' ? 'error' : 'warn');
  // Before anything is touched: a profile that cannot be used leaves nothing behind.
  const environment = real === null ? null : await realEnvironment(real, options, log);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secrets = options.secrets ?? fileSecrets(dataDir);
  const database = databaseOf(options, secrets, profile);
  const opening = openStore({ ...database, clock });
  if (!opening.ok) {
    log.error('store.refused', { code: opening.error.code });
    if (opening.error.code === 'DB-0003') return rescueHost(database);
    throw new StartRefused(opening.error.code);
  }
  const store = opening.value;
  // The line to the services is made after the surroundings: it is asked for versions later.
  const versions: MedicineVersionSource = {
    list: () => medicineVersions.list(),
    files: id => medicineVersions.files(id),
  };
  let around: Surroundings;
  try {
    around = environment ?? (await practiceWorld(options, log, versions));
  } catch (error) {
    store.close();
    throw error;
  }
  const { trust, tray, medicines } = around;
  around.furnish(store);
  const { startCard } = options;
  const hardware =
    startCard === undefined
      ? null
      : openPkcs11Card({
          start: startCard,
          clock,
          timers,
          log,
          trust,
          policies: around.cards.policies,
          practice: profile === 'practice',
        });
  const cardSoftware =
    hardware === null
      ? null
      : createCardSoftware(hardware.driver, {
          option: options.cardModule ?? around.cards.module,
          setting: {
            load: () => {
              const stored = store.read(tx => tx.settings.get(CARD_MODULE_SETTING));
              return typeof stored === 'string' ? stored : null;
            },
            save: path => store.write(tx => tx.settings.put(CARD_MODULE_SETTING, path)),
          },
          places: modulePlaces(process.platform),
          // In practice there are test cards only where somebody asked for them.
          search: profile === 'real',
          card: hardware,
          trust,
          nowMs: () => clock.nowMs(),
        });
  void cardSoftware?.start();
  const card = combineCards([tray, hardware].filter(place => place !== null));
  const documents = createDocumentCodec({ cryptography: CRYPTOGRAPHY, signatureHash: options.signatureHash ?? null });
  const examiner = createDocumentExaminer({
    cryptography: CRYPTOGRAPHY,
    past: PAST,
    trust: around.signers,
    schema: readSchema(join(resourcesDir, 'schemas', 'cda-fi')),
  });
  const {
    line,
    covidSigners,
    medicineVersions,
    faults,
    close: closeKanta,
    ...services
  } = connectKanta(
    {
      ...around.line,
      system: { ...around.line.system, name: 'Kantele', version: VERSION },
      clock,
      newUuid,
      readDocument: bytes => documents.read(bytes),
      generationOf: bytes => readDocument(bytes).generation,
      readable: bytes => documents.readable(bytes),
    },
    (service, answeredInMs) => pump.heard(service, answeredInMs),
  );

  const covidFiles = readCovidFiles(resourcesDir);
  const hub = createEventHub();
  const pump = createPump({
    store,
    line,
    clock,
    timers,
    random: systemRandom,
    log,
    config: around.pump,
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
    clock,
    random: systemRandom,
    newUuid,
    randomBytes: length => randomBytes(length),
    timers,
    sha256,
    base64: bytes => Buffer.from(bytes).toString('base64'),
    store,
    card,
    tray,
    cardSoftware,
    faults: profile === 'practice' ? faults : null,
    trust,
    certificates: () => around.certificates(clock.nowMs()),
    queue: pump,
    ...services,
    labels: createLabelPrinter(),
    documents,
    examiner,
    messages: createMessageCodec({ sha1, base64: base64Bytes, seal: createSystemSeal(around.line.systemKeys) }),
    proofs: createProofWriter(documents),
    covid: createCovidCertificates({
      keep: keptList(covidSigners, join(dataDir, 'covid-signers.jws'), clock.nowMs),
      ...covidFiles,
      practiceCertificates: profile === 'practice' ? covidFiles.practiceCertificates : [],
    }),
    catalogue: () => medicines.current(),
    medicines,
    knowledge: openKnowledgeShelf(resourcesDir, dataDir, profile),
    codes: openCodeRegisters(resourcesDir),
    printer: createPrinter(),
    directory: around.directory,
    log,
    emit: fact => hub.emit(fact),
    freeDiskMegabytes: () => freeDiskMegabytes(dataDir),
    backupPath: at => newBackupPath(dataDir, at),
    breathe: () => new Promise(resolve => setImmediate(resolve)),
    memoryMegabytes: () => Math.round(process.memoryUsage.rss() / MEGABYTE),
    configuration: {
      profile,
      environment: around.name,
      version: VERSION,
      shell: options.shell,
      secrets: secrets.kind,
      simulator: around.simulator,
      citizenPage: around.citizenPage,
      workstation: real?.workstation ?? options.workstation,
      idleLockMs: options.idleLockMs ?? IDLE_LOCK_MS,
      rightMaxAgeMs: real?.rightMaxAgeMs ?? options.rightMaxAgeMs ?? RIGHT_MAX_AGE_MS,
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
  const stopMedicines = keepMedicinesCurrent(env);

  return {
    dispatch(message) {
      if (isPersonsCall(message)) session.touch();
      return dispatch(message);
    },
    on: hear => hub.on(hear),
    async close() {
      session.close();
      stopForgetting();
      stopMedicines();
      const settled = stopSettling();
      hardware?.close();
      await pump.stop();
      closeKanta();
      await settled;
      await around.stop();
      store.close();
    },
  };
}
