/**
 * A card behind a PKCS#11 module, from the start of the program as a person starts it: sign-in with PIN1, the state of the card
 * software with a test of each part, a prescription signed with PIN2 and accepted. SoftHSM holds the keys.
 */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../../shared/contract/client.ts';
import { type Bench, setUpSoftCard } from '../builders/soft-card/soft-card-at-hand.ts';
import { accepted, openPatient, PIN1, prescribe, valueOf } from '../hosts/story.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand, type ServicesAtHand, servicesAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
import { takePicture } from './pictures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let bench: Bench;
let services: ServicesAtHand;
let desk: DeskAtHand;
let page: Page;

const picture = (name: string): Promise<void> => takePicture(page, name);

/** The page's own way to the host. */
const client = createClient({
  call: (method, params) => hands.call(page, method, params),
  on: () => () => undefined,
});

beforeAll(async () => {
  bench = setUpSoftCard();
  // The card process inherits it, as it would from the person's own shell.
  process.env['SOFTHSM2_CONF'] = bench.card.configuration;
  services = await servicesAtHand();
  desk = await deskAtHand({
    services: services.address,
    workstation: 'vastaanotto-1',
    more: ['--card-module', bench.card.module],
  });
  ({ page } = desk);
});
afterAll(async () => {
  await desk?.end();
  await services?.end();
  bench?.remove();
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
