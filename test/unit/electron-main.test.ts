import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';

/** A stand-in for Electron that records what the shell asks of it. */
type Recorded = {
  windows: { options: Electron.BrowserWindowConstructorOptions; loaded: string[] }[];
  handled: Map<string, (event: unknown, message: unknown) => unknown>;
  served: Map<string, (request: { url: string }) => Response>;
  exposed: Record<string, unknown>;
  exits: number[];
  calls: string[];
};
const { recorded, state } = vi.hoisted(() => ({
  recorded: { windows: [], handled: new Map(), served: new Map(), exposed: {}, exits: [], calls: [] } as Recorded,
  state: { lock: true, switches: new Set<string>(), userData: '' },
}));

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  class WebContents extends EventEmitter {
    readonly id = 7;
    readonly session = {
      protocol: {
        handle: (scheme: string, handler: (request: { url: string }) => Response) =>
          recorded.served.set(scheme, handler),
      },
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
      setDevicePermissionHandler: () => undefined,
    };
    setWindowOpenHandler(): void {}
    setIgnoreMenuShortcuts(): void {}
    send(): void {}
  }
  class BrowserWindow extends EventEmitter {
    readonly webContents = new WebContents();
    readonly #record: Recorded['windows'][number];
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super();
      this.#record = { options, loaded: [] };
      recorded.windows.push(this.#record);
    }
    isDestroyed(): boolean {
      return false;
    }
    show(): void {}
    loadURL(url: string): Promise<void> {
      this.#record.loaded.push(url);
      return Promise.resolve();
    }
  }
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: { hasSwitch: (name: string) => state.switches.has(name) },
    requestSingleInstanceLock: () => state.lock,
    enableSandbox: () => recorded.calls.push('enableSandbox'),
    getPath: () => state.userData,
    whenReady: () => Promise.resolve(),
    exit: (code: number) => recorded.exits.push(code),
    quit: () => undefined,
  });
  return {
    app,
    BrowserWindow,
    dialog: { showErrorBox: () => recorded.calls.push('errorBox') },
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, message: unknown) => unknown) =>
        recorded.handled.set(channel, handler),
    },
    Menu: { setApplicationMenu: (menu: unknown) => recorded.calls.push(`menu ${String(menu)}`) },
    protocol: { registerSchemesAsPrivileged: () => recorded.calls.push('scheme') },
    safeStorage: {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from(`wrapped:${text}`),
      decryptString: (bytes: Buffer) => bytes.toString().slice(8),
    },
    utilityProcess: { fork: () => new EventEmitter() },
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => (recorded.exposed[name] = api) },
    ipcRenderer: Object.assign(new EventEmitter(), {
      invoke: (channel: string, message: unknown) => Promise.resolve({ channel, message }),
    }),
  };
});

vi.mock('../../src-main/compose.ts', () => ({
  StartRefused: class extends Error {},
  ProfileRefused: class extends Error {},
  profileRefusal: () => '',
  startHost: () =>
    Promise.resolve({
      dispatch: (message: unknown) => Promise.resolve({ ok: true, value: message }),
      on: () => () => undefined,
      close: () => Promise.resolve(),
    }),
}));
vi.mock('../../src-main/rpc/page-directory.ts', () => ({
  readPageFiles: () =>
    new Map([
      ['/index.html', { body: new TextEncoder().encode('<!doctype html>'), mediaType: 'text/html; charset=utf-8' }],
    ]),
}));

const folder = mkdtempSync(join(tmpdir(), 'kantele-electron-'));
beforeAll(() => {
  state.userData = folder;
  mkdirSync(join(folder, 'practice'));
  writeFileSync(join(folder, 'x'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.resetModules();
  recorded.windows.length = 0;
  recorded.exits.length = 0;
  recorded.calls.length = 0;
  recorded.handled.clear();
  state.switches.clear();
  state.lock = true;
});

const startShell = async (): Promise<void> => {
  await import('../../src-main/electron/main.ts');
  await vi.waitFor(() => expect(recorded.windows.length + recorded.exits.length).toBeGreaterThan(0));
};

test('one sandboxed window on the product’s own page, without a menu', async () => {
  await startShell();
  await vi.waitFor(() => expect(recorded.windows[0]?.loaded).toEqual(['app://kantele/index.html']));
  expect(recorded.windows[0]?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
  expect(recorded.calls).toEqual(expect.arrayContaining(['enableSandbox', 'scheme', 'menu null']));
});

test('the page’s files come from a map, with the policy; every other path is unknown', async () => {
  await startShell();
  await vi.waitFor(() => expect(recorded.served.has('app')).toBe(true));
  const serve = recorded.served.get('app');
  const page = serve?.({ url: 'app://kantele/index.html' });
  expect([page?.status, page?.headers.get('content-security-policy')?.includes("default-src 'none'")]).toEqual([
    200,
    true,
  ]);
  for (const url of [
    'app://kantele/../main/main.mjs',
    'app://kantele/%2e%2e/main.mjs',
    'app://kantele/',
    'app://evil/index.html',
    'app://kantele/etc/passwd',
  ])
    expect([url, serve?.({ url })?.status]).toEqual([url, 404]);
});

test('calls of a foreign frame are refused, ours reach the host', async () => {
  await startShell();
  await vi.waitFor(() => expect(recorded.handled.has('kantele:call')).toBe(true));
  const call = recorded.handled.get('kantele:call');
  const message = { method: 'session.state', params: {} };
  const frame = (url: string, parent: unknown = null): unknown => ({ sender: { id: 7 }, senderFrame: { url, parent } });
  expect(await call?.(frame('app://kantele/index.html'), message)).toEqual({ ok: true, value: message });
  for (const event of [
    frame('https://example.org/'),
    frame('app://kantele/index.html', {}),
    { sender: { id: 8 }, senderFrame: { url: 'app://kantele/index.html', parent: null } },
    { sender: { id: 7 }, senderFrame: null },
  ])
    expect(await call?.(event, message)).toEqual({ ok: false, error: { code: 'CALL-0002' } });
});

test('a second instance and a debugging switch end at once, without a window', async () => {
  state.lock = false;
  await startShell();
  expect([recorded.exits, recorded.windows.length]).toEqual([[0], 0]);
  vi.resetModules();
  recorded.exits.length = 0;
  state.lock = true;
  state.switches.add('remote-debugging-port');
  await startShell();
  expect([recorded.exits, recorded.windows.length]).toEqual([[1], 0]);
});

test('the preload gives the page two functions and nothing else', async () => {
  await import('../../src-main/electron/preload.ts');
  const bridge = recorded.exposed['kantele'] as Record<string, unknown>;
  expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
    ['call', 'function'],
    ['on', 'function'],
  ]);
  const call = bridge['call'] as (method: string, params: unknown) => Promise<unknown>;
  expect(await call('session.state', {})).toEqual({
    channel: 'kantele:call',
    message: { method: 'session.state', params: {} },
  });
  const heard: unknown[] = [];
  const on = bridge['on'] as (hear: (fact: unknown) => void) => () => void;
  const off = on(fact => heard.push(fact));
  const { ipcRenderer } = await import('electron');
  ipcRenderer.emit('kantele:event', { sender: 'hidden' }, 'fact');
  off();
  ipcRenderer.emit('kantele:event', { sender: 'hidden' }, 'later');
  expect(heard).toEqual(['fact']);
});
