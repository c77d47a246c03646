/** The desktop shell: one window over the same host and the same contract as the Node shell. */
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readPageFiles } from '../rpc/page-directory.ts';
import { PAGE_HEADERS } from '../rpc/page-files.ts';
import { type Host } from '../rpc/host.ts';
import { paced } from '../rpc/pace.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/kernel/error-codes.ts';
import { ProfileRefused, profileRefusal, startHost, StartRefused } from '../compose.ts';
import { readShellArguments, type ShellOptions } from './arguments.ts';
import { CALL_CHANNEL, EVENT_CHANNEL, ORIGIN, SCHEME, START_PAGE } from './channel.ts';
import { utilityCard } from './fork-card.ts';
import { utilityService } from './fork-service.ts';
import { keystoreSecrets, KeystoreRefused } from './secrets.ts';
import { confine, isOurPage, refusedSwitch, windowOptions } from './window.ts';

const here = import.meta.dirname;
const CLOSE_WAIT_MS = 10_000;

let window: BrowserWindow | null = null;
let host: Host | null = null;

function tellAndQuit(code: ErrorCode): void {
  const { says, todo } = ERROR_CODES[code];
  dialog.showErrorBox(
    'Kantele',
    (['fi', 'sv', 'en'] as const).map(l => `${says[l]} ${todo[l]}`).join('\n\n') + `\n\n${code}`,
  );
  app.exit(1);
}

async function start(options: ShellOptions): Promise<void> {
  Menu.setApplicationMenu(null);
  const files = readPageFiles(join(here, '..', 'renderer'));
  // Practice and real data never in one folder; a new real environment wants a folder of its own, or it is refused.
  const dataDir = join(app.getPath('userData'), options.profilePath === null ? 'practice' : 'real');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const resourcesDir = app.isPackaged ? join(process.resourcesPath, 'resources') : join(here, '..', '..', 'resources');
  const running = await startHost({
    shell: 'electron',
    resourcesDir,
    dataDir,
    simulator: null,
    workstation: 'practice',
    startService: utilityService(here, resourcesDir),
    startCard: utilityCard(here),
    ...options,
    secrets: keystoreSecrets(safeStorage, dataDir, process.platform),
  });
  host = running;

  window = new BrowserWindow(windowOptions(join(here, 'preload.cjs'), join(resourcesDir, 'icons', '256x256.png')));
  const { session } = window.webContents;
  session.protocol.handle(SCHEME, request => {
    const url = new URL(request.url);
    const file = url.origin === ORIGIN || request.url.startsWith(`${ORIGIN}/`) ? files.get(url.pathname) : undefined;
    return file === undefined
      ? new Response('not found', { status: 404, headers: PAGE_HEADERS })
      : new Response(Buffer.from(file.body), { headers: { ...PAGE_HEADERS, 'Content-Type': file.mediaType } });
  });
  confine(window.webContents, session);
  const dispatch = paced((message: unknown) => running.dispatch(message), { nowMs: () => performance.now(), wait });
  ipcMain.handle(CALL_CHANNEL, (event, message: unknown) => {
    const frame = event.senderFrame;
    if (!isOurPage(window, event.sender, frame?.url, frame !== null && frame.parent === null))
      return { ok: false, error: { code: 'CALL-0002' } };
    return dispatch(message);
  });
  running.on(fact => {
    if (window !== null && !window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, fact);
  });
  window.once('ready-to-show', () => window?.show());
  window.on('closed', () => (window = null));
  await window.loadURL(START_PAGE);
}

const refused = refusedSwitch(app);
if (refused !== null || !app.requestSingleInstanceLock()) {
  app.exit(refused === null ? 0 : 1);
} else {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let closing = false;
  app.on('before-quit', event => {
    if (closing || host === null) return;
    event.preventDefault();
    closing = true;
    const late = setTimeout(() => app.exit(0), CLOSE_WAIT_MS);
    void host.close().finally(() => {
      clearTimeout(late);
      app.exit(0);
    });
  });
  app
    .whenReady()
    .then(() => {
      const options = readShellArguments(process.argv.slice(1));
      if (options.ok) return start(options.value);
      dialog.showErrorBox('Kantele', options.error);
      return app.exit(1);
    })
    .catch((error: unknown) => {
      if (error instanceof ProfileRefused) {
        dialog.showErrorBox('Kantele', profileRefusal(error.faults));
        return app.exit(1);
      }
      return tellAndQuit(
        error instanceof StartRefused ? error.code : error instanceof KeystoreRefused ? 'DB-0002' : 'CALL-0003',
      );
    });
}
