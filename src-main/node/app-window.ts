import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const BROWSERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

const runnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export function findBrowser(platform: NodeJS.Platform, searchPath: string): string | null {
  const places = (BROWSERS[platform] ?? []).flatMap(name =>
    name.includes('/') || name.includes('\\') ? [name] : searchPath.split(delimiter).map(dir => join(dir, name)),
  );
  return places.find(runnable) ?? null;
}

export const hasDisplay = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean =>
  platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);

/** Opens an application window of its own, with a profile that is gone afterwards: no history, no cache of patients. */
export function openAppWindow(browser: string, address: string): () => void {
  const profile = mkdtempSync(join(tmpdir(), 'kantele-window-'));
  const child = spawn(
    browser,
    [`--app=${address}`, `--user-data-dir=${profile}`, '--no-first-run', '--disk-cache-size=1', '--disable-sync'],
    { stdio: 'ignore' },
  );
  const clean = (): void => rmSync(profile, { recursive: true, force: true });
  child.on('exit', clean);
  return () => {
    child.kill();
    clean();
  };
}
