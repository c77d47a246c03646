/** A social worker's desk: from an empty client to an archived decision and its preview, real host, real simulator. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import { choose, sign, signIn } from './hands.ts';
import { takePicture } from './pictures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let desk: DeskAtHand;
let page: Page;

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
});
afterAll(() => desk?.end());

const row = (name: RegExp) => page.getByRole('row', { name });
const dialog = () => page.getByRole('dialog');
const isClosed = () => dialog().waitFor({ state: 'detached' });

test('relationship, case and decision by keyboard, archived in the repository', async () => {
  await signIn(page, /Petri/);
  await page.keyboard.press('Control+Shift+E');
  await page.getByText('Tällä työasemalla ei ole vielä asiakkuuksia.').waitFor();
  await page.keyboard.press('F2');
  await page.getByRole('searchbox').fill('120468-912X');
  await row(/120468-912X/).waitFor();
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: 'Avaa' }).press('Enter');
  await isClosed();
  await page.getByText('Asiakkaalla ei ole asiakkuutta.').waitFor();

  await page.keyboard.press('Control+Shift+N');
  await dialog()
    .getByRole('button', { name: /Palvelutehtävä/ })
    .click();
  await page.getByRole('option', { name: 'Iäkkäiden palvelut' }).click();
  await page.keyboard.press('F12');
  await isClosed();
  await row(/Asiakkuus Iäkkäiden/).waitFor();
  await page.keyboard.press('Control+Shift+N');
  await dialog()
    .getByRole('textbox', { name: /Asian otsikko/ })
    .fill('Kotihoidon tarve');
  await page.keyboard.press('F12');
  await isClosed();
  await row(/Kotihoidon tarve Iäkkäiden/).waitFor();

  await page.keyboard.press('Control+Shift+N');
  await dialog()
    .getByRole('button', { name: /Asiakirjarakenne/ })
    .click();
  await page.getByRole('option', { name: 'Päätös' }).click();
  await dialog()
    .getByRole('textbox', { name: /^Päätös/ })
    .fill('Myönnetään kotihoito.');
  await page.keyboard.press('F12');
  await dialog().getByText('Täytä kenttä.').first().waitFor();
  // What was typed is not thrown away by one key.
  await page.keyboard.press('Escape');
  await dialog().getByText('Kirjoitettua tekstiä ei ole tallennettu.').waitFor();
  await page.keyboard.press('Escape');
  await dialog().getByText('Kirjoitettua tekstiä ei ole tallennettu.').waitFor({ state: 'detached' });
  await dialog()
    .getByRole('textbox', { name: /Perustelut/ })
    .fill('Sosiaalihuoltolaki.');
  await dialog()
    .getByRole('textbox', { name: /Muutoksenhaku/ })
    .fill('Oikaisuvaatimus.');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('F12');
  await dialog().getByText('Myönnetään kotihoito.').waitFor();
  // The decision is its maker's: it takes the own card, and a wrong PIN leaves it as it was.
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'social-decision');
  await page.getByLabel(/^PIN2/).fill('000000');
  await page.keyboard.press('Enter');
  await dialog().getByText('Päätös säilyy näkyvissä.').waitFor();
  await sign(page);
  await isClosed();
  await row(/Päätös.*Arkistoitu/s).waitFor();

  await page.getByRole('button', { name: 'Luovutusilmoitus' }).click();
  await choose(page, 'Kenelle', 'Viranomaiselle');
  await dialog().getByRole('textbox', { name: /Saaja/ }).fill('Poliisi');
  await dialog()
    .getByRole('textbox', { name: /Luovutuksen peruste/ })
    .fill('Virka-apu');
  await dialog()
    .getByRole('textbox', { name: /Luovutetut tiedot/ })
    .fill('Päätös\nAsiakassuunnitelma');
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'social-disclosure');
  await page.keyboard.press('F12');
  await isClosed();
  await row(/Luovutusilmoitus.*Arkistoitu/s).waitFor();

  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'social-client');
});
