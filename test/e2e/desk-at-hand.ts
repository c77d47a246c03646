/** What a story in the browser stands on, from its beginning to its end: the pages, services, a desk, a window on it. */
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import {
  type Desk,
  launchBrowser,
  openWindow,
  type Running,
  type SimulatorAddress,
  startDesk,
  startSimulatorProcess,
  temporaryFolder,
} from './processes.ts';

const WAIT_MS = 30_000;

export type ServicesAtHand = Readonly<{ simulator: Running; address: SimulatorAddress; end(): Promise<void> }>;

/** Services in a process of their own: a story stops them, looks into them, or lets several desks meet there. */
export async function servicesAtHand(controlToken: string | null = null): Promise<ServicesAtHand> {
  const data = temporaryFolder();
  const simulator = await startSimulatorProcess(data.path, controlToken ?? undefined);
  return {
    simulator,
    address: { url: simulator.url, controlToken },
    async end() {
      await simulator.stop();
      data.remove();
    },
  };
}

type Wish = Readonly<{
  /** Left out: the desk starts services of its own. */
  services?: SimulatorAddress;
  /** Data that were there before; they stay when the story ends. */
  folder?: string;
  workstation?: string;
  /** More words of the command line. */
  more?: readonly string[];
}>;

export type DeskAtHand = Desk &
  Readonly<{
    browser: Browser;
    /** The process dies as in a power cut and is started again over the same data, with a new window. */
    startAgain(): Promise<DeskAtHand>;
    end(): Promise<void>;
  }>;

/** What was begun is ended too when a part fails to start. */
export async function deskAtHand({ services, folder, workstation, more }: Wish = {}): Promise<DeskAtHand> {
  await buildRenderer(join(import.meta.dirname, '..', '..'));
  const data = folder === undefined ? temporaryFolder() : { path: folder, remove: () => undefined };
  const browser = await launchBrowser();
  let running: Running | null = null;
  const end = async (): Promise<void> => {
    await browser.close();
    await running?.stop();
    data.remove();
  };
  async function open(): Promise<DeskAtHand> {
    running = await startDesk(data.path, services ?? null, workstation, more);
    const desk = await openWindow(browser, running.url);
    desk.page.setDefaultTimeout(WAIT_MS);
    const startAgain = async (): Promise<DeskAtHand> => {
      await running?.kill();
      await desk.context.close();
      return open();
    };
    return { ...desk, browser, startAgain, end };
  }
  try {
    return await open();
  } catch (fault) {
    await end();
    throw fault;
  }
}
