/** Parts of the kit under load, as released: a key in a long table, a list of results drawn anew. Limits: a frame at 60 Hz, and 5 ms. */
import { type Page } from 'playwright-core';
import { openGalleryHost } from '../e2e/gallery.host.ts';
import { launchBrowser } from '../e2e/processes.ts';

const FRAME_MS = 16;
const DRAWING_MS = 5;

/**
 * Processor time of the page's main thread per round, in ms. Thread time, because the wall clock also counts what else
 * the machine does.
 */
async function costPerRound(
  page: Page,
  rounds: number,
  parts: readonly ('ScriptDuration' | 'LayoutDuration' | 'RecalcStyleDuration')[],
  run: (rounds: number) => Promise<void>,
): Promise<number> {
  const line = await page.context().newCDPSession(page);
  await line.send('Performance.enable', { timeDomain: 'threadTicks' });
  const seconds = async () => {
    const { metrics } = await line.send('Performance.getMetrics');
    return metrics.filter(({ name }) => parts.some(part => part === name)).reduce((sum, { value }) => sum + value, 0);
  };
  await page.evaluate(run, 10);
  const before = await seconds();
  await page.evaluate(run, rounds);
  return ((await seconds()) - before) * (1000 / rounds);
}

const host = await openGalleryHost('production');
const browser = await launchBrowser();
const opened = async (): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(host.address('scene=rows'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};
const line = (what: string, costMs: number, limitMs: number): void =>
  console.log(
    `${what.padEnd(30)}${costMs.toFixed(2).padStart(8)} ms  limit ${limitMs}: ${costMs < limitMs ? 'ok' : 'TOO SLOW'}`,
  );
try {
  console.log('\nparts of the kit, processor time of the page');
  const table = await opened();
  await table.locator('[role=row][data-row="0"]').focus();
  const keyMs = await costPerRound(
    table,
    60,
    ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'],
    async rounds => {
      for (let step = 0; step < rounds; step += 1) {
        const key = step % 15 === 14 ? 'PageDown' : 'ArrowDown';
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise(requestAnimationFrame);
      }
    },
  );
  line('a key in a table of 500 rows', keyMs, FRAME_MS);
  const results = await opened();
  const drawnMs = await costPerRound(results, 60, ['ScriptDuration'], async rounds => {
    for (let round = 0; round < rounds; round += 1) {
      document.querySelector<HTMLButtonElement>('#draw')?.click();
      await Promise.resolve();
      if (document.querySelectorAll('#results [role=option]').length !== 30) throw new Error('not drawn yet');
      await new Promise(requestAnimationFrame);
    }
  });
  line('thirty results drawn', drawnMs, DRAWING_MS);
} finally {
  await browser.close();
  await host.close();
}
