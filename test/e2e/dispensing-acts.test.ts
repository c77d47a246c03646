/** A prescription is locked and reserved at the counter by keys alone; each act is signed and taken by the Centre. */
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { type Desk, launchBrowser, openWindow, type Running, startDesk, temporaryFolder } from './processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = temporaryFolder();
let running: Running;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  await buildRenderer(join(import.meta.dirname, '..', '..'));
  running = await startDesk(folder.path, null);
  browser = await launchBrowser();
  desk = await openWindow(browser, running.url);
  page = desk.page;
  await page.getByText('Leena Apaja').waitFor();
  await page.keyboard.press('Alt+3');
  await page.getByLabel('PIN1').waitFor();
  await page.getByLabel('PIN1').fill('1234');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').first().waitFor();
  await page.getByRole('searchbox').first().fill('Esimerkki Kaisa');
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  // The practice prescriptions are made in the background of the first start.
  const row = page.getByRole('row', { name: /PYÖKSÄ/ });
  for (let tries = 0; tries < 90 && (await row.count()) === 0; tries += 1) {
    await page.keyboard.press('F5');
    await page.waitForTimeout(1000);
  }
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  folder.remove();
});

/** For the eye: only where a folder is named. */
async function shoot(name: string): Promise<void> {
  const into = process.env['KANTELE_SHOTS'];
  if (into !== undefined) await page.screenshot({ path: join(into, `${name}.png`) });
}
/** All prescriptions, also those that cannot be dispensed now: a locked one is hidden otherwise. */
async function showAll(): Promise<void> {
  await page.getByText(/^Kaikki \(/).click();
  await page.getByRole('radio', { name: /^Kaikki/, checked: true }).waitFor();
}
async function goToRow(name: RegExp): Promise<void> {
  await page.getByRole('row', { name }).first().focus();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toMatch(name);
}
/** PIN2, the Centre's receipt, and back to the list. */
async function sign(receipt: string): Promise<void> {
  await page
    .getByLabel('PIN2, allekirjoitus')
    .waitFor({ timeout: 10_000 })
    .catch(async (fault: unknown) => {
      await shoot('no-pin');
      throw fault;
    });
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await page.getByText(receipt).waitFor({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
const ACCEPTED = 'Reseptikeskus on kuitannut asiakirjan.';

test('a prescription is locked with its reason and unlocked, reserved with its age and released', async () => {
  for (const [key, word, undo] of [
    ['l', /Lukittu/, /Lukituksen purku|Pura lukitus/],
    ['v', /Varattu/, /Pura varaus/],
  ] as const) {
    await showAll();
    await goToRow(/PYÖKSÄ/);
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Syy' }).fill('Annos epäselvä, lääkäriä ei tavoiteta');
    await shoot(`take-${key}`);
    await page.keyboard.press('F12');
    await sign(ACCEPTED);
    await showAll();
    await page
      .getByRole('row', { name: /PYÖKSÄ/ })
      .filter({ hasText: word })
      .first()
      .waitFor();
    await shoot(`taken-${key}`);
    await goToRow(/PYÖKSÄ/);
    await page.keyboard.press(key);
    await dialog.getByText(undo).first().waitFor();
    await dialog.getByText(/Merkintä on ollut voimassa/).waitFor();
    await dialog.getByRole('textbox', { name: 'Syy' }).fill('Asia selvisi');
    await page.keyboard.press('F12');
    await sign(ACCEPTED);
    await page
      .getByRole('row', { name: /PYÖKSÄ/ })
      .filter({ hasNotText: word })
      .first()
      .waitFor();
  }
});

test('nothing broke the policy of the page', () => {
  expect(desk.violations).toEqual([]);
});
