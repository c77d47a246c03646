/** The record entry screens as a nurse and a physician meet them: real host, real simulator, real keys. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DeskAtHand, deskAtHand, type ServicesAtHand, servicesAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
import { takePicture } from './pictures.ts';
import { accessibilityFaults } from './accessibility.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const KAISA = '120468-912X';
/** Everything a text field may be hit with and a document can carry. */
const HOSTILE = `<img src=x onerror=alert(1)> ]]> &amp; "lainaus" 'pilkku' \u{1f600} å\u00a0ä\tö {{name}} \${1} %s \\n`;

let services: ServicesAtHand;
let desk: DeskAtHand;
let page: Page;

beforeAll(async () => {
  services = await servicesAtHand();
  desk = await deskAtHand({ services: services.address });
  ({ page } = desk);
});
afterAll(async () => {
  await desk?.end();
  await services?.end();
});

const faults = (): Promise<readonly string[]> => accessibilityFaults(page);
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

const signIn = (holder: RegExp): Promise<void> => hands.signIn(page, holder);
async function openKaisa(): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('searchbox').fill(KAISA);
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor();
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Avaa' }).press('Enter');
  // Her data are on their way: the key waits for them and is not lost.
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('heading', { name: 'Kirjaukset', level: 1 }).waitFor();
}
const saved = () => page.getByText(/^Tallennettu klo \d/).waitFor();
const row = (name: RegExp) => page.getByRole('row', { name });
/** The note with everything that was typed is in the store. */
async function settled(): Promise<void> {
  await page.waitForTimeout(600);
  await saved();
}

test('a nurse opens a visit, writes with the keyboard, and signs: queued first, accepted with the receipt', async () => {
  await signIn(/Hoivala/);
  await openKaisa();
  await page.getByText('Ei kirjauksia').first().waitFor();
  expect(await faults()).toEqual([]);

  await page.keyboard.press('Control+Shift+N');
  await page.getByText('Palvelutapahtuma ei ole auki').waitFor();
  expect(await faults()).toEqual([]);
  // From no visit to an empty note in two digits, also for a hand that is faster than the host.
  const letGo = await hands.holdCalls(page, 'patients.openServiceEvent');
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  await letGo();
  await field('Tulosyy').waitFor();
  await page.keyboard.type('//seur');
  await page.getByRole('option', { name: 'Tulee seurantakäynnille.' }).waitFor();
  await page.keyboard.press('Enter');
  expect(await field('Tulosyy').inputValue()).toBe('Tulee seurantakäynnille.');

  const search = page.getByRole('combobox', { name: /Käyntisyyn koodi/ });
  await search.fill('verenpanetauti');
  await page.getByRole('option', { name: /I10/ }).first().waitFor();
  await search.fill('I10');
  await page.getByRole('option', { name: /^I10/ }).first().waitFor();
  await search.press('Enter');
  await page.getByRole('button', { name: 'Poista I10' }).waitFor();

  await field('Yläpaine').fill('128');
  await field('Alapaine').fill('82');
  await field('Lämpö').fill('36,6');
  await settled();
  expect(await faults()).toEqual([]);

  await page.keyboard.press('F12');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/128/).first().waitFor();
  expect(await dialog.textContent()).toContain('36,6');
  expect(await faults()).toEqual([]);
  await dialog.getByRole('textbox', { name: /PIN2/ }).fill('123456');
  await page.keyboard.press('Enter');
  await dialog.getByText('Potilastietovaranto on vastaanottanut kirjauksen.').waitFor();
  await page.keyboard.press('Escape');
  await row(/Käynti, sairaanhoitaja.*Vastaanotettu/).waitFor();
  // The list has the focus, on what was signed: Enter reads it.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row');
  await page.keyboard.press('Enter');
  await page.getByRole('article').getByText('Tulee seurantakäynnille.').waitFor();
  expect(await faults()).toEqual([]);
});

test('a new version: why it is made, what it changes, and both versions beside each other', async () => {
  await page.keyboard.press('F8');
  await page.getByRole('menuitem', { name: /Tee uusi versio/ }).click();
  await field('Miksi uusi versio tehdään').fill('Laboratoriotulos puuttui.');
  await page.keyboard.press('F4');
  await page.getByRole('menuitem', { name: 'Laboratoriotulos' }).click();
  const search = page.getByRole('combobox', { name: /Tutkimuksen lyhenne/ });
  await search.fill('hemoglobini');
  await page.getByRole('option', { name: /B -Hb/ }).first().waitFor();
  await search.fill('1552');
  await page.getByRole('option', { name: /B -Hb/ }).first().waitFor();
  await search.press('Enter');
  await field('Tulos').fill('98');
  await page.getByText(/^Laboratoriotulos: 1552 B -Hb/).waitFor();
  expect(await faults()).toEqual([]);
  await settled();
  await page.keyboard.press('F12');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Laboratoriotulos puuttui.').waitFor();
  await dialog.getByRole('textbox', { name: /PIN2/ }).fill('123456');
  await page.keyboard.press('Enter');
  await dialog.getByText('Potilastietovaranto on vastaanottanut kirjauksen.').waitFor();
  await page.keyboard.press('Escape');
  await row(/Käynti, sairaanhoitaja.*2.*Vastaanotettu/).waitFor();
  await page.keyboard.press('F8');
  await page.getByRole('menuitem', { name: /Vertaa versioita/ }).click();
  await dialog.getByText('Syy: Laboratoriotulos puuttui.').waitFor();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a value outside possible bounds stops the signature until somebody says why', async () => {
  await page.keyboard.press('Control+Shift+N');
  await page.keyboard.press('1');
  await field('Tulosyy').fill('Kontrolli.');
  await field('Lämpö').fill('52');
  await page.getByText(/Mittaustulos on mahdollisten rajojen ulkopuolella/).waitFor();
  await page.keyboard.press('F12');
  await page.getByRole('main').getByText('Korjaa ensin merkityt kohdat.').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: 'Vahvista', exact: true }).press('Enter');
  await field('Perustelu').fill('mittari vaihdettu, sama tulos');
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Perusteltu: mittari vaihdettu, sama tulos').waitFor();
  await page.keyboard.press('F12');
  await page.getByRole('dialog').getByRole('textbox', { name: /PIN2/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('text of any kind is stored exactly; what no document can carry is refused with a message', async () => {
  await field('Suunnitelma').fill(HOSTILE);
  await settled();
  await field('Suunnitelma').fill('ennen\u0001jälkeen');
  await page
    .getByText(/merkki, jota asiakirja ei voi sisältää/)
    .first()
    .waitFor();
  expect(await field('Suunnitelma').inputValue()).toBe(HOSTILE);
  await field('Suunnitelma').fill('x'.repeat(20_001));
  await page
    .getByText(/Teksti on liian pitkä: 20.001 merkkiä/)
    .first()
    .waitFor();
  expect(await field('Suunnitelma').inputValue()).toBe(HOSTILE);
  expect(await faults()).toEqual([]);
  await field('Syke').fill('seitsemän');
  await page.keyboard.press('Tab');
  await page.getByText('Ei ole luku. Kirjoita esimerkiksi 37,5.').waitFor();
  await field('Syke').fill('');
});

test('what was typed survives the death of the program and is found in the list', async () => {
  await field('Loppuarvio').fill('Jatketaan kotimittauksia.');
  await settled();
  expect(desk.violations).toEqual([]);
  desk = await desk.startAgain();
  ({ page } = desk);
  await signIn(/Hoivala/);
  // The desk is kept: the same person's records lie open again.
  await page.getByRole('heading', { name: 'Kirjaukset', level: 1 }).waitFor();
  await row(/Luonnos/).click();
  await page.keyboard.press('Enter');
  await field('Loppuarvio').waitFor();
  expect(await field('Loppuarvio').inputValue()).toBe('Jatketaan kotimittauksia.');
  expect(await field('Suunnitelma').inputValue()).toBe(HOSTILE);
  expect(await field('Lämpö').inputValue()).toBe('52');
  await page.getByText('Perusteltu: mittari vaihdettu, sama tulos').waitFor();
});

test('Esc, another screen and a covered desk keep the note; discarding it is a named act', async () => {
  await field('Nykytila').fill('Vointi hyvä.');
  await page.keyboard.press('Control+q');
  await page.getByRole('heading', { name: 'Lähetysjono' }).waitFor();
  await page.keyboard.press('Control+Shift+E');
  expect(await field('Nykytila').inputValue()).toBe('Vointi hyvä.');
  await page.keyboard.press('Control+l');
  await page.getByRole('textbox', { name: /PIN1/ }).fill('1234');
  await page.keyboard.press('Enter');
  await field('Nykytila').waitFor();
  expect(await field('Nykytila').inputValue()).toBe('Vointi hyvä.');
  await page.keyboard.press('Escape');
  await row(/Luonnos/).waitFor();
  await row(/Luonnos/).click();
  await page.getByRole('button', { name: 'Hylkää luonnos' }).click();
  await page.getByRole('dialog').getByText('Hylätäänkö luonnos?').waitFor();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Escape');
  await row(/Luonnos/).waitFor();
  await page.getByRole('button', { name: 'Hylkää luonnos' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hylkää luonnos' }).click();
  await row(/Luonnos/).waitFor({ state: 'detached' });
});

test('a physician writes an A certificate and forwards it at the patient’s request: Kela has it', async () => {
  await page.getByRole('button', { name: 'Kirjaudu ulos' }).click();
  await signIn(/Harjula/);
  await openKaisa();
  await page.keyboard.press('Control+Shift+N');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Todistukset ja lausunnot').waitFor();
  expect(await faults()).toEqual([]);
  await dialog.getByRole('button', { name: /Lääkärintodistus A \(SV 6\)/ }).press('Enter');
  await page.getByRole('heading', { name: 'Lääkärintodistus A (SV 6)', level: 1 }).waitFor();
  const search = page.getByRole('combobox', { name: /Hae koodilla tai sanoilla/ });
  await search.fill('J06.9');
  await page
    .getByRole('option', { name: /^J06\.9/ })
    .first()
    .waitFor();
  await search.press('Enter');
  await page.getByRole('button', { name: 'Poista J06.9' }).waitFor();
  const date = async (label: string, digits: string): Promise<void> => {
    await page.getByRole('group', { name: label }).getByRole('spinbutton').first().focus();
    await page.keyboard.type(digits);
  };
  await date('Työkyvytön alkaen', '02012026');
  await date('Työkyvytön saakka', '09012026');
  await field('Nykyinen työtehtävä').fill('Varastotyö');
  await settled();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('F12');
  await dialog.getByText(/Työkyvytön saakka: 9\.1\.2026/).waitFor();
  await dialog.getByRole('textbox', { name: /PIN2/ }).fill('123456');
  await page.keyboard.press('Enter');
  await dialog.getByText('Potilastietovaranto on vastaanottanut kirjauksen.').waitFor();
  await page.keyboard.press('Escape');
  await row(/Lääkärintodistus A/).press('Enter');
  await page.getByText('Todistusta ei ole välitetty.').waitFor();
  await page.getByRole('button', { name: 'Välitä: Kela' }).press('Enter');
  await dialog.getByRole('button', { name: 'Välitä', exact: true }).press('Enter');
  await dialog.getByText(/Todistus välitetään vain potilaan pyynnöstä/).waitFor();
  expect(await faults()).toEqual([]);
  await dialog.getByRole('checkbox', { name: /Potilas on pyytänyt/ }).press('Space');
  await dialog.getByRole('button', { name: 'Välitä', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const delivered = page.getByRole('listitem').getByText('Toimitettu vastaanottajalle');
  await vi.waitFor(
    async () => {
      await page.getByRole('button', { name: 'Hae tila' }).click();
      await delivered.waitFor({ timeout: 1000 });
    },
    { timeout: 30_000 },
  );
  expect(await faults()).toEqual([]);
});

test('a physician writes with the line cut: the note is signed and queued, never green', async () => {
  await row(/Käynti, sairaanhoitaja.*Vastaanotettu/).waitFor();
  await services.simulator.stop();
  await page.keyboard.press('F5');
  await page.getByText(/Potilastietovarantoon ei saada yhteyttä/).waitFor();
  await row(/Käynti, sairaanhoitaja/).waitFor();
  expect(await faults()).toEqual([]);

  await page.keyboard.press('Control+Shift+N');
  await page.keyboard.press('1');
  await field('Tulosyy').fill('Kurkkukipu.');
  await page.getByText('Diagnoosi puuttuu.').waitFor();
  await page.getByText('Ostopalvelun valtuutuksia ei saatu palvelusta.', { exact: false }).waitFor();
  await takePicture(page, 'note-line-cut');
  await page.keyboard.press('F7');
  await page.getByRole('article', { name: 'Lääkärintodistus A (SV 6)' }).waitFor();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('F12');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /PIN2/ }).fill('123456');
  await page.keyboard.press('Enter');
  await dialog.getByText('Kirjaus on allekirjoitettu ja lähtee arkistoon jonon kautta.').waitFor();
  await dialog.getByRole('button', { name: 'Päätä käynti' }).press('Enter');
  await row(/Käynti, lääkäri.*Jonossa/).waitFor();
  await row(/päättyi.*Jonossa/).waitFor();
  expect(desk.violations).toEqual([]);
});

test('the screens speak Swedish and English and stand twice the size', async () => {
  for (const [from, language, title, newNote] of [
    ['Asetukset', 'Svenska', 'Anteckningar', 'Ny anteckning'],
    ['Inställningar', 'English', 'Records', 'New note'],
  ] as const) {
    await page.getByRole('button', { name: from }).click();
    await page.getByText(language, { exact: true }).first().click();
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.getByRole('button', { name: newNote }).waitFor();
    expect(await faults()).toEqual([]);
  }
  await page.setViewportSize({ width: 683, height: 384 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(683);
  expect(await faults()).toEqual([]);
  expect(desk.violations).toEqual([]);
});
