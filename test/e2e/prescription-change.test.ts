/** A stored prescription is corrected and cancelled by keys: the real host, the real simulator with its own rules. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { takePicture } from './pictures.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let desk: DeskAtHand;
let page: Page;

const shoot = (name: string): Promise<void> => takePicture(page, name);
const press = async (...chords: readonly string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord);
};
const faults = () => accessibilityFaults(page);
const heading = () => page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' });
const row = () => page.getByRole('row', { name: /AMOXICILLIN/ }).first();

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
  await hands.signIn(page, /Harjula/);
  await hands.openPerson(page, 'Aalto Aune', /Aalto, Aune/);
  await heading().waitFor();
});
afterAll(() => desk?.end());

async function signed(): Promise<void> {
  await page.getByLabel(/PIN2/).waitFor();
  await page.keyboard.type('123456');
  await press('Enter');
  await page.getByRole('heading', { name: 'Vastaanotettu: 1 asiakirja' }).waitFor({ timeout: 60_000 });
  await press('Escape');
  await heading().waitFor();
}

test('a prescription is written, corrected with its changes in sight, and the Centre takes the new version', async () => {
  await press('F3');
  await page.getByRole('combobox', { name: 'Lääke' }).waitFor();
  await page.keyboard.type('amox 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await press('Enter');
  await page.getByRole('textbox', { name: 'Annostus' }).waitFor();
  await page.keyboard.type('1x3 7pv');
  await press('Control+e', 'F12');
  await signed();

  await row().waitFor();
  await row().click();
  await press('F8');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräyksen korjaus' }).waitFor();
  await page.getByText('Ei muutoksia vielä.').waitFor();
  await page.getByRole('textbox', { name: 'Viesti apteekille' }).fill('Toimitetaan viikon erissä');
  await page.getByRole('cell', { name: 'Toimitetaan viikon erissä' }).waitFor();
  // Without a reason nothing is signed.
  await press('F12');
  await page.getByText('Korjaukselle tarvitaan syy', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: /Korjauksen syy/ }).focus();
  await press('Enter');
  await page.getByRole('option', { name: 'Tekninen syy' }).waitFor();
  await page.keyboard.type('Tek');
  await press('Enter');
  await page.getByRole('button', { name: /Tekninen syy/ }).waitFor();
  expect(await faults()).toEqual([]);
  await shoot('correction-form');
  await press('F12');
  await page.getByRole('dialog').getByRole('cell', { name: 'Toimitetaan viikon erissä' }).waitFor();
  expect(await faults()).toEqual([]);
  await shoot('correction-review');
  await signed();
  await row().dblclick();
  await page.getByText('versio 2').waitFor({ timeout: 30_000 });
  await page.getByText('Toimitetaan viikon erissä').waitFor();
  expect(await faults()).toEqual([]);
  await shoot('correction-detail');
});

test('it is cancelled with type, reason and agreement; what is cancelled says why nothing more is done', async () => {
  await press('Shift+F8');
  const dialog = page.getByRole('dialog', { name: 'Lääkemääräyksen mitätöinti' });
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Tarkista ja allekirjoita' }).click();
  await dialog.getByText('Valitse syy.').waitFor();
  await dialog.getByText('Kirjaa potilaan suostumus.').waitFor();
  await dialog.getByRole('button', { name: /Syy/ }).focus();
  await press('Enter');
  await page.getByRole('option', { name: 'Haittavaikutus' }).waitFor();
  await page.keyboard.type('Hai');
  await press('Enter');
  await dialog.getByRole('radio', { name: 'Suullinen' }).check({ force: true });
  expect(await faults()).toEqual([]);
  await shoot('cancellation');
  await dialog.getByRole('button', { name: 'Tarkista ja allekirjoita' }).click();
  await page.getByRole('dialog').getByText('Haittavaikutus', { exact: false }).first().waitFor();
  await shoot('cancellation-review');
  await signed();
  await page.getByRole('radio', { name: 'Kaikki' }).check({ force: true });
  await row().filter({ hasText: 'Mitätöity' }).waitFor({ timeout: 30_000 });
  await row().click();
  await press('F8');
  await page.getByText('Ei voi: lääkemääräys on mitätöity').filter({ visible: true }).first().waitFor();
  await shoot('cancelled');
  expect(desk.violations).toEqual([]);
});
