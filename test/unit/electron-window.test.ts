import { describe, expect, test } from 'vitest';
import type { BrowserWindow, Input, Session, WebContents } from 'electron';
import { confine, isChromiumKey, isOurPage, refusedSwitch, windowOptions } from '../../src-main/electron/window.ts';
import { ORIGIN, START_PAGE } from '../../src-main/electron/channel.ts';

describe('the desktop window', () => {
  test('is sandboxed, isolated and has no way out', () => {
    expect(windowOptions('/app/preload.cjs', '/app/icon.png').webPreferences).toEqual({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
      partition: 'kantele',
    });
  });

  type Handler = (event: { url: string; preventDefault(): void }, ...rest: unknown[]) => void;
  function confined(): Readonly<{
    fire(name: string, url: string): boolean;
    open(url: string): unknown;
    permissions: unknown[];
  }> {
    const handlers = new Map<string, Handler>();
    const permissions: unknown[] = [];
    let opener: (details: { url: string }) => unknown = () => ({ action: 'allow' });
    const contents = {
      on: (name: string, handler: Handler) => handlers.set(name, handler),
      setWindowOpenHandler: (handler: typeof opener) => (opener = handler),
      setIgnoreMenuShortcuts: () => undefined,
    } as unknown as WebContents;
    const session = {
      setPermissionRequestHandler: (handler: (c: unknown, p: string, answer: (granted: boolean) => void) => void) =>
        ['media', 'geolocation', 'notifications', 'hid', 'usb', 'clipboard-read'].forEach(p =>
          handler(null, p, granted => permissions.push(granted)),
        ),
      setPermissionCheckHandler: (handler: () => boolean) => permissions.push(handler()),
      setDevicePermissionHandler: (handler: () => boolean) => permissions.push(handler()),
    } as unknown as Session;
    confine(contents, session);
    return {
      fire(name, url) {
        let prevented = false;
        handlers.get(name)?.({ url, preventDefault: () => (prevented = true) });
        return prevented;
      },
      open: url => opener({ url }),
      permissions,
    };
  }

  const ELSEWHERE = [
    'https://example.org/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'file://server/share',
    'about:blank',
    'data:text/html,x',
    'javascript:alert(1)',
    'blob:app://kantele/1',
    'app://kantele/other.html',
    'app://kantele.evil/index.html',
    'app://evil/index.html',
    'smb://x',
    'ms-settings:',
    'vbscript:x',
    'chrome://gpu',
    'devtools://devtools',
    'ftp://x',
    'ws://x',
    'view-source:app://kantele/index.html',
    `${START_PAGE}?x=1`,
    `${START_PAGE}#y`,
    'APP://kantele/index.html',
    'app:/kantele/index.html',
    '//kantele/index.html',
    'app://user@kantele/index.html',
    'app://kantele:80/index.html',
    'mailto:a@b',
    'tel:1',
    'intent:x',
    '\\\\server\\share',
  ];

  test.each(ELSEWHERE)('%s is neither opened nor gone to', url => {
    const window = confined();
    expect(window.open(url)).toEqual({ action: 'deny' });
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
      expect([name, window.fire(name, url)]).toEqual([name, true]);
  });

  test('the start page may be loaded again; no permission is ever granted; no webview is attached', () => {
    const window = confined();
    expect(window.fire('will-navigate', START_PAGE)).toBe(false);
    expect(window.fire('will-attach-webview', START_PAGE)).toBe(true);
    expect(new Set(window.permissions)).toEqual(new Set([false]));
    expect(window.permissions).toHaveLength(8);
  });

  const key = (change: Partial<Input>): Parameters<typeof isChromiumKey>[0] => ({
    type: 'keyDown',
    key: 'a',
    control: false,
    meta: false,
    alt: false,
    shift: false,
    ...change,
  });
  test('keys of Chromium are caught, keys of the product are not', () => {
    for (const k of ['r', 'R', 'w', '+', '-', '0', 'p', 'n', 't'])
      expect([k, isChromiumKey(key({ key: k, control: true }))]).toEqual([k, true]);
    expect(isChromiumKey(key({ key: 'I', control: true, shift: true }))).toBe(true);
    expect(isChromiumKey(key({ key: 'ArrowLeft', alt: true }))).toBe(true);
    for (const own of [
      key({ key: 'F5' }),
      key({ key: 'F12' }),
      key({ key: 'q', control: true }),
      key({ key: 'k', control: true }),
      key({ key: 'r' }),
      key({ key: 'r', control: true, type: 'keyUp' }),
    ])
      expect(isChromiumKey(own)).toBe(false);
  });

  test('switches that open the program to others stop it', () => {
    const withSwitch = (name: string | null): Parameters<typeof refusedSwitch>[0] =>
      ({ commandLine: { hasSwitch: (asked: string) => asked === name } }) as Parameters<typeof refusedSwitch>[0];
    for (const name of [
      'remote-debugging-port',
      'inspect',
      'inspect-brk',
      'no-sandbox',
      'disable-web-security',
      'load-extension',
    ])
      expect(refusedSwitch(withSwitch(name))).toBe(name);
    expect(refusedSwitch(withSwitch(null))).toBeNull();
  });

  test('only the top frame of our own live window may call', () => {
    const window = { isDestroyed: () => false, webContents: { id: 7 } } as unknown as BrowserWindow;
    const contents = (id: number): WebContents => ({ id }) as WebContents;
    expect(isOurPage(window, contents(7), `${ORIGIN}/index.html`, true)).toBe(true);
    expect(isOurPage(window, contents(7), `${ORIGIN}/index.html`, false)).toBe(false);
    expect(isOurPage(window, contents(8), `${ORIGIN}/index.html`, true)).toBe(false);
    expect(isOurPage(window, contents(7), 'https://example.org/', true)).toBe(false);
    expect(isOurPage(window, contents(7), `${ORIGIN}.evil/index.html`, true)).toBe(false);
    expect(isOurPage(window, contents(7), undefined, true)).toBe(false);
    expect(
      isOurPage(
        { isDestroyed: () => true, webContents: { id: 7 } } as unknown as BrowserWindow,
        contents(7),
        START_PAGE,
        true,
      ),
    ).toBe(false);
    expect(isOurPage(null, contents(7), START_PAGE, true)).toBe(false);
  });
});
