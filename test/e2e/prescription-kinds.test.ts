/** What stands in no database is prescribed by keys: the real host, the real simulator with its own rules. */
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
const field = (name: string | RegExp) => page.getByRole('textbox', { name });

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
  await hands.signIn(page, /Harjula/);
  await hands.openPerson(page, 'Aalto Aune', /Aalto, Aune/);
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
});
afterAll(() => desk?.end());

async function begin(kind: string): Promise<void> {
  await press('F3');
  await page.getByRole('combobox', { name: 'Lääke' }).waitFor();
  await press('Alt+m');
  await page.getByRole('menuitem', { name: kind }).waitFor();
  await page.getByRole('menuitem', { name: kind }).click();
  await field('Nimi').waitFor();
}
async function amountAndDose(total: string, unit: string): Promise<void> {
  await field(/^Annostus tekstinä/).fill('Ohjeen mukaan.');
  await field(/^Kokonaismäärä/).fill(total);
  await field(/^Yksikkö/).fill(unit);
  await press('Control+e', 'Control+Enter');
  // A check that could not run is taken on with its reason.
  for (let turn = 0; turn < 4; turn += 1) {
    const reason = page.getByLabel('Perustelu', { exact: true });
    const search = page.getByRole('combobox', { name: 'Lääke' });
    await reason.or(search).first().waitFor();
    if ((await search.count()) > 0) return;
    await reason.fill('Tarkistin itse');
    await press('Enter', 'Control+Enter');
  }
}

test('an ex tempore medicine, a product outside the database, a permit and a care supply are accepted by the Centre', async () => {
  await begin('Apteekissa valmistettava lääke');
  await field('Nimi').fill('Hydrokortisonivoide 1 %');
  await field(/^Ainesosat/).fill('Hydrocortisonum; 1 g\nVaselinum album; ad 100 g');
  await field(/^Valmistusohje/).fill('Sekoitetaan tasaiseksi voiteeksi.');
  expect(await faults()).toEqual([]);
  await shoot('kind-ex-tempore');
  await amountAndDose('100', 'g');

  await begin('Lääketietokannan ulkopuolinen valmiste');
  await press('F12');
  await page.getByText('Lääkkeen tiedoista puuttuu jotakin', { exact: false }).first().waitFor();
  await shoot('kind-outside-empty');
  await field('Nimi').fill('Suojavoide');
  await field('Lisätieto tai peruste').fill('Ei vastaavaa valmistetta tietokannassa');
  await amountAndDose('50', 'g');

  await begin('Potilaskohtainen erityislupavalmiste');
  await field('Nimi').fill('Melatonin');
  await field(/^Lääkemuoto/).fill('tabletti');
  await amountAndDose('30', 'kpl');

  await begin('Hoitotarvike');
  await field('Nimi').fill('Verensokeriliuskat');
  await amountAndDose('50', 'kpl');

  await press('F12');
  for (let shown = 1; shown < 4; shown += 1) {
    await page.getByText(`Katsottu ${shown} / 4`).waitFor();
    await press('Enter');
  }
  await page.getByLabel(/PIN2/).waitFor();
  await shoot('kinds-review');
  await page.keyboard.type('123456');
  await press('Enter');
  await page.getByRole('heading', { name: 'Vastaanotettu: kaikki 4 asiakirjaa' }).waitFor({ timeout: 60_000 });
  await press('Escape');
  for (const name of [/Hydrokortisonivoide/, /Suojavoide/, /Melatonin/, /Verensokeriliuskat/])
    await page.getByRole('row', { name }).first().waitFor();
  await shoot('kinds-list');
  expect(desk.violations).toEqual([]);
});
