/**
 * A card behind a PKCS#11 module, from the start of the program as a person starts it: sign-in with PIN1, the state of the card
 * software with a test of each part, a prescription signed with PIN2 and accepted. SoftHSM holds the keys.
 */
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../../shared/contract/client.ts';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { type Bench, setUpSoftCard } from '../builders/soft-card/soft-card-at-hand.ts';
import { accepted, openPatient, PIN1, prescribe, valueOf } from '../hosts/story.ts';
import { accessibilityFaults } from './accessibility.ts';
import { takePicture } from './pictures.ts';
import {
  type Desk,
  launchBrowser,
  openWindow,
  type Running,
  startDesk,
  startSimulatorProcess,
  temporaryFolder,
} from './processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folders = [temporaryFolder(), temporaryFolder()] as const;
let bench: Bench;
let simulator: Running;
let host: Running;
let browser: Browser;
let desk: Desk;
let page: Page;

const picture = (name: string): Promise<void> => takePicture(page, name);

/** The page's own way to the host. */
const client = createClient({
  call: (method, params) =>
    page.evaluate(
      async message =>
        (
          await fetch('/call', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(message),
          })
        ).json() as Promise<unknown>,
      { method, params },
    ),
  on: () => () => undefined,
});

beforeAll(async () => {
  await buildRenderer(join(import.meta.dirname, '..', '..'));
  bench = setUpSoftCard();
  // The card process inherits it, as it would from the person's own shell.
  process.env['SOFTHSM2_CONF'] = bench.card.configuration;
  simulator = await startSimulatorProcess(folders[0].path);
  host = await startDesk(folders[1].path, { url: simulator.url, controlToken: null }, 'vastaanotto-1', [
    '--card-module',
    bench.card.module,
  ]);
  browser = await launchBrowser();
  desk = await openWindow(browser, host.url);
  page = desk.page;
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  await simulator?.stop();
  bench?.remove();
  for (const folder of folders) folder.remove();
});

test('the card in the reader signs its holder in with PIN1', async () => {
  await page.getByRole('textbox', { name: /PIN1/ }).fill(PIN1);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').getByRole('button', { name: 'Asetukset' }).waitFor();
  const { professional } = valueOf(await client.session.state({}));
  expect(professional?.registrationNumber).toBe('00999900101');
});

test('every part of the card software says how it is, and each can be tried', async () => {
  await page.getByRole('navigation').getByRole('button', { name: 'Asetukset' }).press('Enter');
  const library = page.getByText(bench.card.module);
  await library.waitFor();
  await library.scrollIntoViewIfNeeded();
  for (const name of ['Etsi lukijat', 'Lue kortti', 'Lataa uudelleen', 'Käynnistä uudelleen', 'Kokeile uudelleen']) {
    const button = page.getByRole('button', { name });
    await button.press('Enter');
    await page.getByRole('definition').filter({ has: button }).getByText('Kokeiltu: toimii.').waitFor();
  }
  await page.getByText(/Kirjautuminen: varmenne kelpaa\. PIN1: kunnossa\./).waitFor();
  await picture('card-software-light');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByText('Tumma', { exact: true }).click();
  await library.scrollIntoViewIfNeeded();
  await picture('card-software-dark');
  expect(await accessibilityFaults(page)).toEqual([]);

  expect(valueOf(await client.system.cardSoftware({}))).toMatchObject({
    at: 'ready',
    module: { path: bench.card.module, from: 'option' },
    restarts: 0,
    lastError: null,
  });
});

test('a prescription signed with PIN2 is accepted by the Centre', async () => {
  const patientId = await openPatient(client, 'Kokemäki');
  const oid = await prescribe(client, patientId);
  expect((await accepted(client, oid)).receipt?.verified).toBe(true);
  expect(desk.violations).toEqual([]);
});
