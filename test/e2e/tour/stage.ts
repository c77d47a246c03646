/** The stage of the tour: one simulator, a clinic and two pharmacies with a host and a data folder each, one browser. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { type Cable, cableTo } from '../cable.ts';
import {
  type Desk,
  launchBrowser,
  openWindow,
  type Running,
  startDesk,
  startSimulatorProcess,
  temporaryFolder,
} from '../processes.ts';

/** Token of the simulator's control interface, so that the desks can play faults on it. */
const CONTROL = 'tour';

/** Longer than any step waits, also on a machine that many share. */
const LIMIT_MS = 30_000;

export type DeskName = 'clinic' | 'pharmacy' | 'otherPharmacy';
const WORKSTATIONS: Readonly<Record<DeskName, string>> = {
  clinic: 'vastaanotto-1',
  pharmacy: 'apteekki-1',
  otherPharmacy: 'satama-1',
};

/** One step: a line with its duration; what it says is what the pictures of the step show. */
export async function step(says: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${says.padEnd(84)} ${(performance.now() - started).toFixed(0).padStart(6)} ms`);
}

/** Names the story that the following steps tell. */
export const story = (name: string): void => console.log(`\n${name}`);

export interface Stage {
  page(desk: DeskName): Page;
  /** Saves what the window shows, numbered; the hand is off the table, so that nothing is lit by the mouse. */
  picture(page: Page, name: string): Promise<void>;
  /** Keeps a finished file as a numbered picture. */
  fileFor(name: string): string;
  /** The program of a desk dies in the middle and is started again on the same folder. */
  restart(desk: DeskName): Promise<Page>;
  /** The first pharmacy's own cable: nobody else's line is cut. */
  readonly cable: Cable;
  /** The simulator makes its practice prescriptions while it serves already: a story told first waits for them. */
  seeded(): Promise<void>;
  /** Where each desk stood when a story failed. */
  failed(story: string): Promise<void>;
  close(): Promise<void>;
}

export async function setStage(output: string): Promise<Stage> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const ground = temporaryFolder();
  const simulator = await startSimulatorProcess(ground.path, CONTROL);
  const cable = await cableTo(simulator.url);
  const browser = await launchBrowser();
  const folders = { clinic: temporaryFolder(), pharmacy: temporaryFolder(), otherPharmacy: temporaryFolder() };
  const start = (name: DeskName): Promise<Running> =>
    startDesk(
      folders[name].path,
      { url: name === 'pharmacy' ? cable.url : simulator.url, controlToken: CONTROL },
      WORKSTATIONS[name],
    );
  const windows = new Map<DeskName, Readonly<{ host: Running; desk: Desk }>>();
  const violations: string[] = [];
  const open = async (name: DeskName): Promise<Page> => {
    const host = await start(name);
    const desk = await openWindow(browser, host.url);
    desk.page.setDefaultTimeout(LIMIT_MS);
    windows.set(name, { host, desk });
    return desk.page;
  };
  await Promise.all([open('clinic'), open('pharmacy'), open('otherPharmacy')]);
  const at = (name: DeskName): Readonly<{ host: Running; desk: Desk }> => {
    const found = windows.get(name);
    if (found === undefined) throw new Error(`no desk ${name}`);
    return found;
  };

  let pictures = 0;
  const fileFor = (name: string): string => {
    pictures += 1;
    return join(output, `${String(pictures).padStart(2, '0')}-${name}.png`);
  };
  const picture = async (page: Page, name: string): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: fileFor(name) });
  };
  return {
    page: name => at(name).desk.page,
    picture,
    fileFor,
    cable,
    async restart(name) {
      const { host, desk } = at(name);
      violations.push(...desk.violations);
      await desk.context.close();
      await host.kill();
      return open(name);
    },
    async seeded() {
      const count = async (): Promise<number> => {
        const reply = await fetch(`${simulator.url}/control/documents`, {
          headers: { Authorization: `Bearer ${CONTROL}` },
        });
        return ((await reply.json()) as { count: number }).count;
      };
      for (let before = -1, now = await count(); before !== now;) {
        await new Promise(resolve => setTimeout(resolve, 3000));
        [before, now] = [now, await count()];
      }
    },
    async failed(name) {
      for (const [desk, { desk: window }] of windows)
        await window.page.screenshot({ path: join(output, `FAILED-${name}-${desk}.png`) });
    },
    async close() {
      for (const { desk } of windows.values()) violations.push(...desk.violations);
      await browser.close();
      await Promise.all([...windows.values()].map(({ host }) => host.stop()));
      await cable.pull();
      await simulator.stop();
      for (const folder of [ground, ...Object.values(folders)]) folder.remove();
      if (violations.length > 0) throw new Error(`the page policy was violated: ${violations.join('; ')}`);
      console.log(`\n${pictures} pictures in ${output}`);
    },
  };
}
