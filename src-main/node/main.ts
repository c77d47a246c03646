/** The Node shell: the same host and the same screens as the desktop shell, in a browser window on this machine. */
import { join } from 'node:path';
import { ProfileRefused, profileRefusal, startHost, StartRefused } from '../compose.ts';
import { ERROR_CODES } from '../../shared/kernel/error-codes.ts';
import { findBrowser, hasDisplay, openAppWindow } from './app-window.ts';
import { readArguments, USAGE } from './arguments.ts';
import { forkCard } from './fork-card.ts';
import { forkService } from './fork-service.ts';
import { readPageFiles } from '../rpc/page-directory.ts';
import { serveLoopback } from './server.ts';

const root = join(import.meta.dirname, '..', '..');

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options.ok) {
    console.error(`${options.error}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const {
    profilePath,
    dataDir,
    simulator,
    medicinesDir,
    cardModule,
    port,
    window: wantsWindow,
    workstation,
  } = options.value;
  const { idleLockMs, rightMaxAgeMs, cardDelayMs, takeBackSeconds, signatureHash } = options.value;
  const files = readPageFiles(join(root, 'dist', 'renderer'));
  const host = await startHost({
    shell: 'node',
    resourcesDir: join(root, 'resources'),
    dataDir,
    profilePath,
    simulator,
    medicinesDir,
    workstation,
    idleLockMs,
    rightMaxAgeMs,
    takeBackSeconds,
    cardDelayMs,
    startService: forkService(root),
    startCard: forkCard(root),
    cardModule,
    signatureHash,
  });
  const server = await serveLoopback(host, files, port);

  const browser = findBrowser(process.platform, process.env['PATH'] ?? '');
  const closeWindow =
    wantsWindow && browser !== null && hasDisplay(process.platform, process.env)
      ? openAppWindow(browser, server.newAddress())
      : null;
  console.log(profilePath === null ? 'Kantele, harjoitus / övning / practice' : `Kantele, ${profilePath}`);
  console.log(
    closeWindow === null
      ? `Open this address in a browser (it works once): ${server.newAddress()}`
      : `Opened in a window of ${browser}`,
  );
  console.log(
    `Data folder: ${dataDir}. The key of the database lies beside it in a file that only this user can read.`,
  );
  if (process.stdin.isTTY) {
    console.log('Enter: a new address. Ctrl+C: stop.');
    process.stdin.on('data', () => console.log(server.newAddress()));
  }

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    closeWindow?.();
    void server
      .close()
      .then(() => host.close())
      .then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  if (error instanceof ProfileRefused) {
    console.error(profileRefusal(error.faults));
  } else if (error instanceof StartRefused) {
    const { says, todo } = ERROR_CODES[error.code];
    for (const language of ['fi', 'sv', 'en'] as const)
      console.error(`${error.code} ${says[language]} ${todo[language]}`);
  } else {
    console.error('CALL-0003', error instanceof Error ? error.stack : 'unknown');
  }
  process.exit(1);
});
