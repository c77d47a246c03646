import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CardLink, type StartCardProcess } from '../../../src-main/adapters/card/pkcs11/card-process.ts';
import { openPkcs11Card, type Pkcs11Card } from '../../../src-main/adapters/card/pkcs11/pkcs11-card.ts';
import { type DriverConfig } from '../../../src-main/adapters/card/pkcs11/driver.ts';
import { systemClock, systemTimers } from '../../../src-main/adapters/system/time.ts';
import { type CertificateTrust } from '../../../src-main/app/ports/signing-card.port.ts';
import { forkCard } from '../../../src-main/node/fork-card.ts';
import { practiceTrust } from '../../fakes/practice-set.fake.ts';
import { type SoftCard } from './make-soft-card.ts';
import { type KeyKind } from './card-keys.ts';

const root = join(import.meta.dirname, '..', '..', '..');

export type Bench = Readonly<{
  dir: string;
  card: SoftCard;
  /** The fault module over SoftHSM. */
  faultModule: string;
  remove(): void;
}>;

/** Makes SoftHSM tokens and the fault module in a folder of their own, once for many tests. */
export function setUpSoftCard(
  options: Readonly<{ person?: string; keys?: KeyKind; alwaysAuthenticate?: boolean; certs?: string }> = {},
): Bench {
  const dir = mkdtempSync(join(tmpdir(), 'kantele-soft-'));
  const args = ['--dir', dir, '--card', options.person ?? 'aino-harjula'];
  if (options.keys !== undefined) args.push('--keys', options.keys);
  if (options.alwaysAuthenticate === true) args.push('--always-authenticate');
  if (options.certs !== undefined) args.push('--certs', options.certs);
  const said = execFileSync(process.execPath, [join(root, 'test', 'run', 'soft-card.ts'), ...args], {
    encoding: 'utf8',
  });
  const faultModule = join(dir, 'fault-module.so');
  const compiled = spawnSync(
    'gcc',
    [
      ...['-D_GNU_SOURCE', '-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-fvisibility=hidden'],
      `-I${join(root, 'node_modules', 'pkcs11js', 'includes')}`,
      join(import.meta.dirname, 'fault-module.c'),
      ...['-ldl', '-o', faultModule],
    ],
    { encoding: 'utf8' },
  );
  if (compiled.status !== 0) throw new Error(`fault module: ${compiled.stderr}`);
  return {
    dir,
    card: JSON.parse(said) as SoftCard,
    faultModule,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export type Controls = Readonly<Record<string, string | number>>;

export type SoftHand = Readonly<{
  card: Pkcs11Card;
  trust: CertificateTrust;
  /** Replaces the control file of the fault module. */
  control(next: Controls): void;
  /** Everything that went over the wire in either direction, as sent. */
  wire: readonly unknown[];
  started(): number;
  /** Resolves when the card is seen to have come or gone. */
  until(isThere: boolean): Promise<void>;
  close(): Promise<void>;
}>;

const FAST = { load: 10_000, look: 5_000, sign: 1_500, pad: 3_000 };

/** Opens the card of a bench through the fault module in a real process, and waits until it is seen. */
export async function openSoftCard(
  bench: Bench,
  options: Readonly<{
    controls?: Controls;
    driver?: Partial<DriverConfig>;
    awaitCard?: boolean;
    module?: string;
    /** A figure is measured: nobody keeps what goes over the wire. */
    unheard?: boolean;
  }> = {},
): Promise<SoftHand> {
  const file = join(mkdtempSync(join(tmpdir(), 'kantele-faults-')), 'control');
  const control = (next: Controls): void =>
    writeFileSync(
      file,
      Object.entries(next)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
  control(options.controls ?? {});
  const wire: unknown[] = [];
  let started = 0;
  const fork = forkCard(root, {
    SOFTHSM2_CONF: bench.card.configuration,
    KANTELE_FAULTS: file,
    KANTELE_WRAPPED: bench.card.module,
  });
  const start: StartCardProcess = hear => {
    started += 1;
    if (options.unheard === true) return fork(hear);
    const link = fork({
      message(message) {
        wire.push(message);
        hear.message(message);
      },
      exit: hear.exit,
    });
    return {
      send(message) {
        wire.push(structuredClone(message));
        link.send(message);
      },
      kill: link.kill,
    } satisfies CardLink;
  };
  const trust = await practiceTrust();
  const card = openPkcs11Card({
    start,
    clock: systemClock,
    timers: systemTimers,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    deadlines: FAST,
    trust,
    policies: ['2.999.246.1', '2.999.246.2'],
    practice: true,
    ...options.driver,
  });
  const until = (isThere: boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`card ${isThere ? 'not seen' : 'still seen'}`)), 10_000);
      const look = (): void => {
        if ((card.present() !== null) !== isThere) return;
        clearTimeout(late);
        stop();
        resolve();
      };
      const stop = card.watch(look);
      look();
    });
  await card.driver.use(options.module ?? bench.faultModule);
  if (options.awaitCard !== false) await until(true);
  return {
    card,
    trust,
    control,
    wire,
    started: () => started,
    until,
    async close() {
      card.close();
      rmSync(join(file, '..'), { recursive: true, force: true });
    },
  };
}
