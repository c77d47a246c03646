/** What a story over one desk stands on, from its beginning to its end: the pages, a desk with its own services, a window on it. */
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { type Desk, launchBrowser, openWindow, type Running, startDesk, temporaryFolder } from './processes.ts';

const WAIT_MS = 20_000;

export type DeskAtHand = Desk & Readonly<{ browser: Browser; end(): Promise<void> }>;

/** What was begun is ended too when a part fails to start. */
export async function deskAtHand(): Promise<DeskAtHand> {
  await buildRenderer(join(import.meta.dirname, '..', '..'));
  const data = temporaryFolder();
  const browser = await launchBrowser();
  let running: Running | null = null;
  const end = async (): Promise<void> => {
    await browser.close();
    await running?.stop();
    data.remove();
  };
  try {
    running = await startDesk(data.path, null);
    const desk = await openWindow(browser, running.url);
    desk.page.setDefaultTimeout(WAIT_MS);
    return { ...desk, browser, end };
  } catch (fault) {
    await end();
    throw fault;
  }
}
