/** The frame around all work: sign-in, patients, queue, settings, palette, lost connection. Real host, real simulator. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import { enterCard } from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let desk: DeskAtHand;
let page: Page;

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
});
afterAll(() => desk?.end());

const faults = () => accessibilityFaults(page);
const pinField = () => page.getByRole('textbox', { name: /PIN1/ });
const card = (holder: RegExp) => page.getByRole('button', { name: holder, pressed: false });
async function enterPin(pin: string): Promise<void> {
  await pinField().fill(pin);
  await page.keyboard.press('Enter');
}
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
async function pickFault(name: string): Promise<void> {
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /Harjoitusviat|Yhteys poikki/ })
    .click();
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

test('nothing of a desk is in the page before its owner has given the PIN; a wrong one tells how many tries are left', async () => {
  await card(/Aino Maria Harjula/).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await faults()).toEqual([]);
  const focused = () => page.locator('button:focus').textContent();
  await page.keyboard.press('Alt+0');
  await page.keyboard.press('End');
  expect(await focused()).not.toMatch(/Harjula|Alt/);
  await page.keyboard.type('aino');
  expect(await focused()).toMatch(/Aino Maria Harjula/);
  await page.keyboard.press('Enter');
  await pinField().waitFor();
  await enterPin('9999');
  await page.getByText(/Väärä tunnusluku\. 4 yritystä jäljellä/).waitFor();
  expect(await faults()).toEqual([]);
});

test('a locked card says so and can be reset in practice', async () => {
  for (const left of [/3 yritystä jäljellä/, /2 yritystä jäljellä/, /Yksi yritys jäljellä/]) {
    await enterPin('9999');
    await page.getByText(left).first().waitFor();
  }
  await enterPin('9999');
  await page
    .getByText(/Tunnusluku on lukossa/)
    .first()
    .waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Nollaa yritykset: Aino Maria Harjula' }).press('Enter');
  await page
    .getByText(/Tunnusluku on lukossa/)
    .first()
    .waitFor({ state: 'detached' });
  await enterPin('1234');
  await page.getByRole('searchbox').waitFor();
  expect(await faults()).toEqual([]);
});

test('a wrong check character is told before anything is asked from a service', async () => {
  const search = page.getByRole('searchbox');
  await search.fill('120468-912Y');
  await page.getByText(/tarkistusmerkki ei täsmää/).waitFor();
  expect(await faults()).toEqual([]);
  await search.fill('qqqq');
  await page.getByText('Ketään ei löytynyt').waitFor();
  await search.fill('120468-912X');
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor();
  await search.press('Enter');
  await page.getByRole('dialog').getByText('Avaaminen kirjataan lokiin.').waitFor();
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('banner').getByText('Esimerkki, Kaisa Marjatta').waitFor();
});

test('the palette knows every place and act, and leads there by the keyboard', async () => {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Komennot' });
  await palette.getByRole('option', { name: /Asetukset/ }).waitFor();
  expect(await faults()).toEqual([]);
  await page.keyboard.type('ei tällaista');
  await palette.getByText('Tällaista komentoa ei ole.').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type('kirjauk');
  await page.keyboard.press('Enter');
  await heading('Kirjaukset').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('uusi kirj');
  await palette.getByRole('option', { name: /Uusi kirjaus/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
});

test('what is made while the line is cut waits in the queue, in words, and goes when the line is back', async () => {
  await pickFault('Yhteys poikki');
  await page.getByRole('banner').getByRole('button', { name: 'Avaa käynti' }).press('Enter');
  await page
    .getByRole('banner')
    .getByText(/Käynti avoinna/)
    .waitFor();
  await page.keyboard.press('Control+q');
  const row = page.getByRole('row', { name: /Palvelutapahtuma avattu/ });
  await row.waitFor();
  expect(await row.textContent()).not.toContain('Vastaanotettu');
  expect(await faults()).toEqual([]);
  await pickFault('Ei harjoitusvikaa');
  await page.getByRole('button', { name: 'Yritä nyt' }).press('Enter');
  await page.getByText('Jono on tyhjä: kaikki on vastaanotettu.').waitFor();
  await page.getByRole('radio', { name: 'Kaikki' }).press('Space');
  await page.getByRole('row', { name: /Palvelutapahtuma avattu.*Vastaanotettu/ }).waitFor();
  await page.getByText('Kuittauksen allekirjoitus tarkistettu').waitFor();
  expect(await faults()).toEqual([]);
});

test('a covered desk shows nothing of the patient and comes back to the same screen', async () => {
  await page.keyboard.press('Control+l');
  await heading('Työpöytä on peitetty').waitFor();
  expect(await page.content()).not.toContain('Esimerkki');
  expect(await faults()).toEqual([]);
  await enterPin('1234');
  await heading('Lähetysjono').waitFor();
  await page.getByRole('banner').getByText('Esimerkki, Kaisa Marjatta').waitFor();
});

test('a lost host is told with what is safe, and found again by itself', async () => {
  // Chromium's offline switch leaves an open socket alone: it is cut here as a lost host would cut it.
  let cut = async (): Promise<void> => undefined;
  await page.routeWebSocket('**/socket', socket => {
    socket.connectToServer();
    cut = () => socket.close();
  });
  await page.reload();
  await page.getByRole('navigation').waitFor();
  await page.keyboard.press('Control+q');
  await heading('Lähetysjono').waitFor();
  await page.getByRole('radio', { name: 'Kaikki' }).press('Space');
  await page.getByRole('row', { name: /Palvelutapahtuma avattu/ }).waitFor();
  await desk.context.setOffline(true);
  await cut();
  await page.getByRole('button', { name: 'Yritä nyt' }).press('Enter');
  await page.getByText(/Yhteys ohjelman taustaosaan on poikki/).waitFor();
  expect(await faults()).toEqual([]);
  await desk.context.setOffline(false);
  await page.getByText(/Yhteys ohjelman taustaosaan on poikki/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Yritä nyt' }).press('Enter');
  await page.getByRole('row', { name: /Palvelutapahtuma avattu/ }).waitFor();
});

const LANGUAGES = [
  { label: 'Svenska', places: ['Patient', 'Förskrivning', 'Journal', 'Kö', 'Tangenter', 'Inställningar', 'Lås'] },
  { label: 'English', places: ['Patient', 'Prescribing', 'Records', 'Queue', 'Keys', 'Settings', 'Lock'] },
  { label: 'Suomi', places: ['Potilas', 'Määräys', 'Kirjaukset', 'Jono', 'Näppäimet', 'Asetukset', 'Lukitse'] },
];
test('settings act at once in three languages, two themes and at twice the size; no word of the rail breaks', async () => {
  await page.getByRole('navigation').getByRole('button', { name: 'Asetukset' }).press('Enter');
  for (const { label, places } of LANGUAGES) {
    await page.getByText(label, { exact: true }).click();
    for (const place of places) {
      const word = page.getByRole('navigation').getByText(place, { exact: true });
      await word.waitFor();
      expect(await word.evaluate(element => element.getClientRects().length), place).toBe(1);
      expect((await word.boundingBox())?.height, place).toBeLessThan(20);
    }
    expect(await faults()).toEqual([]);
  }
  await page.getByText('Tumma', { exact: true }).click();
  expect(await faults()).toEqual([]);
  await page.setViewportSize({ width: 683, height: 384 });
  for (const key of ['Control+q', 'F2']) {
    await page.keyboard.press(key);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(683);
    expect(await faults()).toEqual([]);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
});

test('a professional whose right has ended is told so and gets no desk', async () => {
  await page.getByRole('navigation').getByRole('button', { name: 'Kirjaudu ulos' }).press('Enter');
  await enterCard(page, /Ilmari Lukko/);
  await page
    .getByText(/oikeus|oikeutta/i)
    .first()
    .waitFor();
  await page.waitForTimeout(500);
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.locator('main').textContent()).toMatch(/ammattioikeu/i);
  expect(await faults()).toEqual([]);
  expect(desk.violations).toEqual([]);
});
