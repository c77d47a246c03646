/**
 * Stands for the module `electron` when a packed main bundle runs under plain Node: what the shell asks of Electron goes to the
 * parent process by message, and the parent plays the page. Needs the environment of `packaging.child.ts`.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

type Frame = Readonly<{ url: string; parent: null }>;
type Handler = (event: Readonly<{ sender: { id: number }; senderFrame: Frame }>, message: unknown) => Promise<unknown>;
type Server = (request: Readonly<{ url: string }>) => Response;

/** What the parent asks; every question is answered under its number. */
export type Question = Readonly<
  { id: number } & ({ call: unknown } | { page: string } | { quit: true } | { windows: true })
>;
export type Told = Readonly<
  { opened: string } | { fault: string } | { event: unknown } | { id: number; answer: unknown }
>;

const tell = (told: Told): void => void process.send?.(told);
const handlers = new Map<string, Handler>();
const servers = new Map<string, Server>();
const windows: unknown[] = [];
const nothing = (): void => undefined;

class WebContents extends EventEmitter {
  readonly id = 7;
  readonly session = {
    protocol: { handle: (scheme: string, server: Server) => servers.set(scheme, server) },
    setPermissionRequestHandler: nothing,
    setPermissionCheckHandler: nothing,
    setDevicePermissionHandler: nothing,
  };
  setWindowOpenHandler(): void {}
  setIgnoreMenuShortcuts(): void {}
  send(_channel: string, fact: unknown): void {
    tell({ event: fact });
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  constructor(options: unknown) {
    super();
    windows.push(options);
  }
  isDestroyed(): boolean {
    return false;
  }
  show(): void {}
  loadURL(url: string): Promise<void> {
    tell({ opened: url });
    return Promise.resolve();
  }
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  commandLine: { hasSwitch: () => false },
  requestSingleInstanceLock: () => true,
  enableSandbox: nothing,
  getPath: () => process.env['PACKAGING_USER_DATA'] ?? '',
  whenReady: () => Promise.resolve(),
  exit: (code: number) => process.exit(code),
  quit: nothing,
});
export const dialog = { showErrorBox: (_title: string, text: string) => tell({ fault: text }) };
export const ipcMain = { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) };
export const Menu = { setApplicationMenu: nothing };
export const protocol = { registerSchemesAsPrivileged: nothing };
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(`wrapped:${text}`),
  decryptString: (bytes: Buffer) => bytes.toString().slice('wrapped:'.length),
};
export const utilityProcess = {
  fork: (path: string, args: string[]) =>
    fork(path, args, { stdio: ['ignore', 'pipe', 'ignore', 'ipc'], execArgv: [] }),
};

async function answer(question: Question): Promise<unknown> {
  if ('call' in question) {
    const senderFrame = { url: 'app://kantele/index.html', parent: null };
    return handlers.get('kantele:call')?.({ sender: { id: 7 }, senderFrame }, question.call);
  }
  if ('page' in question) {
    const response = servers.get('app')?.({ url: question.page });
    const type = response?.headers.get('content-type') ?? '';
    return { status: response?.status, type, bytes: (await response?.arrayBuffer())?.byteLength };
  }
  if ('windows' in question) return windows;
  app.emit('before-quit', { preventDefault: nothing });
  return null;
}

process.on('message', (question: Question) => {
  void answer(question).then(value => tell({ id: question.id, answer: value }));
});
process.on('disconnect', () => process.exit(1));
