import type { App, BrowserWindow, BrowserWindowConstructorOptions, Input, Session, WebContents } from 'electron';
import { ORIGIN, START_PAGE } from './channel.ts';

/** Everything that keeps a page in its box (Electron security checklist). Tested as data; no window is made any other way. */
export const windowOptions = (preload: string, icon: string): BrowserWindowConstructorOptions => ({
  width: 1366,
  height: 768,
  minWidth: 1024,
  minHeight: 640,
  show: false,
  autoHideMenuBar: true,
  title: 'Kantele',
  icon,
  webPreferences: {
    preload,
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
    // In memory: no cache, no storage of the page reaches the disk.
    partition: 'kantele',
  },
});

/** Command-line switches that would open the product to somebody else: the program does not start with them. */
const REFUSED_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'no-sandbox',
  'disable-web-security',
  'load-extension',
  'js-flags',
] as const;

export const refusedSwitch = (app: Pick<App, 'commandLine'>): string | null =>
  REFUSED_SWITCHES.find(name => app.commandLine.hasSwitch(name)) ?? null;

/** Keys of Chromium that would throw away work or open its tools; they reach the page as ordinary keys. */
export function isChromiumKey(input: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt' | 'shift'>): boolean {
  if (input.type !== 'keyDown') return false;
  const key = input.key.toLowerCase();
  const command = input.control || input.meta;
  if (command && ['r', 'w', 'n', 't', '+', '-', '=', '0', 'p', 'o', 's', 'u', 'j'].includes(key)) return true;
  if (command && input.shift && ['i', 'c', 'j', 'r', 'n', 't'].includes(key)) return true;
  return input.alt && ['arrowleft', 'arrowright', 'f4'].includes(key) ? key !== 'f4' : false;
}

/** Refuses everything a page could ask for: permissions, other places, other windows, downloads outside the product. */
export function confine(contents: WebContents, session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stayHere = (event: { preventDefault(): void }, url: string): void => {
    if (url !== START_PAGE) event.preventDefault();
  };
  contents.on('will-navigate', event => stayHere(event, event.url));
  contents.on('will-redirect', event => stayHere(event, event.url));
  contents.on('will-frame-navigate', event => stayHere(event, event.url));
  contents.on('will-attach-webview', event => event.preventDefault());
  // Menu shortcuts are off; the page still hears the key, because only the browser's own reaction is taken away.
  contents.on('before-input-event', (event, input) => {
    contents.setIgnoreMenuShortcuts(true);
    if (isChromiumKey(input)) event.preventDefault();
  });
  contents.on('zoom-changed', event => (event as unknown as { preventDefault?: () => void }).preventDefault?.());
}

/** Only the top frame of our own live window may call. */
export function isOurPage(
  window: BrowserWindow | null,
  sender: WebContents,
  frameUrl: string | undefined,
  isTopFrame: boolean,
): boolean {
  return (
    window !== null &&
    !window.isDestroyed() &&
    sender.id === window.webContents.id &&
    isTopFrame &&
    (frameUrl ?? '').startsWith(`${ORIGIN}/`)
  );
}
