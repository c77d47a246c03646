/** Checking a COVID certificate at the counter: real host, real simulator, real keys. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { takePicture } from './pictures.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let desk: DeskAtHand;
let page: Page;

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
});
afterAll(() => desk?.end());

const result = () => page.getByRole('main');
const shot = (name: string): Promise<void> => takePicture(page, name);

test('from the rail to a proven certificate, by keys alone; wrong ones say why', async () => {
  await hands.signIn(page, /Hoivala/);
  await page.getByRole('button', { name: 'Palvelut' }).click();
  await shot('services');
  await page.getByRole('button', { name: /^Koronatodistus/ }).press('Enter');
  const field = page.getByRole('textbox', { name: 'QR-koodin teksti' });
  await field.waitFor();
  await page.getByText('3 allekirjoittajaa', { exact: false }).waitFor();
  await shot('covid-empty');

  await page.getByRole('button', { name: 'Rokotus', exact: true }).click();
  await page.getByText('Esimerkki, Liisa Määtä').waitFor();
  expect(await result().innerText()).toContain('Allekirjoitus on aito');
  expect(await result().innerText()).toContain('Comirnaty (EU/1/20/1528)');
  await shot('covid-genuine');
  const genuine = await field.inputValue();

  // A changed letter: the field keeps what was typed, the answer changes, nothing of a person is shown.
  await field.fill(genuine.replace('HC1:', 'HC1'));
  await page.keyboard.press('Enter');
  await page.getByText('alussa ei ole merkintää HC1', { exact: false }).waitFor();
  expect(await page.getByText('Esimerkki, Liisa Määtä').count()).toBe(0);
  await page.getByRole('button', { name: 'Tuntematon allekirjoittaja' }).click();
  await page.getByText('ei ole luottamusluettelossa', { exact: false }).waitFor();
  expect(await page.getByText('Esimerkki, Liisa Määtä').count()).toBe(0);
  await shot('covid-unknown');

  // Leaving forgets the certificate.
  await page.keyboard.press('Control+q');
  await page.getByRole('heading', { name: 'Lähetysjono' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Koronatod');
  await page.keyboard.press('Enter');
  await field.waitFor();
  expect(await field.inputValue()).toBe('');

  // With a patient open it is compared with the patient's own entries; another person's is told as such.
  await hands.openPerson(page, 'Esimerkki Kaisa', /Esimerkki, Kaisa/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Koronatod');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Rokotus', exact: true }).click();
  await page.getByText('Todistus ei ole tämän potilaan', { exact: false }).waitFor();
  await page.getByText('Koronarokotuksia ei ole kirjattu.').waitFor();
  await shot('covid-compared');

  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
