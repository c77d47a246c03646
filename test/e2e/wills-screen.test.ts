/** Consent and disclosure as a nurse, a citizen and a reviewer meet them: real host, real simulator, the citizen in a window of their own. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const KARL = '300955Y931U';
let desk: DeskAtHand;
let page: Page;

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
});
afterAll(() => desk?.end());

const row = (name: RegExp) => page.getByRole('row', { name });
const dialog = () => page.getByRole('dialog').or(page.getByRole('alertdialog'));
const isClosed = () => dialog().waitFor({ state: 'detached' });

const signIn = (holder: RegExp): Promise<void> => hands.signIn(page, holder);
const goTo = (place: RegExp, heading: string): Promise<void> => hands.goToService(page, place, heading);
/** Records a declaration by the keys: the dialog, the kind, the confirmation, F12. */
async function record(kind: RegExp, fill: () => Promise<void> = async () => undefined): Promise<void> {
  await page.keyboard.press('Control+Shift+N');
  await dialog().getByRole('radio', { name: kind }).focus();
  await page.keyboard.press('Space');
  await fill();
  await dialog()
    .getByRole('checkbox', { name: /Luin kirjauksen/ })
    .focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('F12');
}

test('a consent is recorded with the confirmation, leaves by the queue and is accepted; it prints', async () => {
  await signIn(/Hoivala/);
  await hands.openPerson(page, KARL, /Lindqvist/);
  await page.getByRole('button', { name: 'Avaa käynti' }).click();
  await page.getByText(/Käynti avoinna/).waitFor();
  await goTo(/^Tahdonilmaisut/, 'Tahdonilmaisut');
  await row(/Elinluovutustahto.*Vastaanotettu/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.keyboard.press('Control+Shift+N');
  await page.keyboard.press('F12');
  await dialog().getByText('Valitse, mitä henkilö ilmoittaa.').waitFor();
  await dialog().getByRole('radio', { name: 'Luovutuslupa, terveydenhuolto' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('F12');
  await dialog().getByText('Merkitse, että henkilö on vahvistanut kirjauksen.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await isClosed();
  await record(/^Luovutuslupa, terveydenhuolto/);
  await isClosed();
  await row(/Luovutuslupa, terveydenhuolto.*Voimassa.*Vastaanotettu/).waitFor();
  const print = page.waitForEvent('download');
  await page.getByRole('button', { name: /Tulosta lomake/ }).click();
  expect((await print).suggestedFilename()).toMatch(/^declaration-\d+\.pdf$/);
});

test('a living will refuses what nobody sees, whole; it can be taken without those characters', async () => {
  await record(/^Hoitotahto/, async () => {
    const text = dialog().getByRole('textbox', { name: /Hoitotahdon teksti/ });
    await text.fill('Ei elvytystä.');
    await text.fill('Ei\u0007 elvytystä,\u200b kipu hoidettava.');
    await dialog()
      .getByText(/näkymätön tai kielletty merkki/)
      .waitFor();
    expect(await text.inputValue()).toBe('Ei elvytystä.');
    await dialog()
      .getByRole('button', { name: /ilman kiellettyjä merkkejä/ })
      .press('Enter');
    expect(await text.inputValue()).toBe('Ei elvytystä, kipu hoidettava.');
  });
  await isClosed();
  await row(/Hoitotahto.*Ei elvytystä, kipu hoidettava.*Vastaanotettu/).waitFor();
});

test('what the citizen denies between list and opening stays closed, and nothing tells what it was', async () => {
  const citizen = await hands.enterCitizenPage(page, 'Lindqvist');
  await citizen.getByRole('link', { name: 'Tahdonilmaisut' }).click();
  await citizen.getByText('Ei elvytystä, kipu hoidettava.').waitFor();
  expect(await accessibilityFaults(citizen)).toEqual([]);

  await goTo(/^Muiden rekisterien/, 'Muiden rekisterien tiedot');
  await page.getByText('Tietoja ei ole vielä haettu').waitFor();
  await page.keyboard.press('F12');
  await row(/Mottagningsbesök/).waitFor();
  await citizen.locator('.choice', { hasText: 'Kielto: palvelunantaja' }).getByRole('button').click();
  await citizen.getByText('Tallennettu.').waitFor();
  await row(/Mottagningsbesök/).press('Enter');
  await page.getByText(/Asiakirja ei ole enää saatavilla/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('F12');
  await page.getByRole('main').getByText('Tietoja ei ole saatavilla').waitFor();
  await page.keyboard.press('F9');
  await dialog().getByText('R11').waitFor();
  const why = await dialog().textContent();
  expect(why).toContain('Se ei kerro, jäikö jotakin pois.');
  expect(why).not.toMatch(/Mottagning|Koejärven|1 asiakirja/);
  await citizen.context().close();
});

test('contradicting declarations are told; an emergency opens with a reason, for half an hour, and waits for another eye', async () => {
  await dialog().getByRole('button', { name: 'Tahdonilmaisut' }).press('Enter');
  await row(/Kielto: palvelunantaja.*Koejärven/).waitFor();
  await record(/^Luovutuskielto/, async () => {
    await dialog()
      .getByRole('button', { name: /Mitä kielto koskee/ })
      .click();
    await page.getByRole('option', { name: 'Kaikki terveydenhuollon tiedot' }).click();
  });
  await isClosed();
  await page.getByText(/Luovutuslupa ja kielto kaikista terveydenhuollon tiedoista/).waitFor();

  // From whatever screen: one key, the reason, the word that the patient cannot decide, and the search.
  await page.keyboard.press('Control+Shift+B');
  await dialog()
    .getByRole('textbox', { name: /Hätähaun syy/ })
    .waitFor();
  await dialog().getByRole('button', { name: 'Tee hätähaku' }).press('Enter');
  await dialog().getByText('Kirjoita syy.').waitFor();
  await dialog()
    .getByRole('textbox', { name: /Hätähaun syy/ })
    .focus();
  await page.keyboard.type('Tajuton, lääkitys selvitettävä.');
  for (const key of ['Tab', 'Space', 'Control+Enter']) await page.keyboard.press(key);
  await page.getByText(/Hätähaku voimassa klo .* \(30 min\)/).waitFor();
  await page
    .getByRole('banner')
    .getByText(/klo .* asti/)
    .waitFor();
  await row(/Mottagningsbesök/).press('Enter');
  await page.getByRole('article').getByText('Kontroll av blodtryck').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Kirjaudu ulos' }).click();
  await signIn(/Turvanen/);
  await goTo(/^Hätähakujen tarkastus/, 'Hätähakujen tarkastus');
  await row(/Hoivala.*Lindqvist.*Tarkastamatta/).waitFor();
  await page.getByRole('textbox', { name: /Tarkastajan arvio/ }).fill('Perusteltu.');
  await page.getByRole('button', { name: 'Merkitse tarkastetuksi' }).press('Enter');
  await row(/Hoivala.*Tarkastettu/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(desk.violations).toEqual([]);
});

test('the screens speak Swedish and English', async () => {
  for (const [from, language, services, place, title] of [
    ['Asetukset', 'Svenska', 'Tjänster', /^Granskning av nödsökningar/, 'Granskning av nödsökningar'],
    ['Inställningar', 'English', 'Services', /^Review of emergency searches/, 'Review of emergency searches'],
  ] as const) {
    await page.getByRole('button', { name: from }).click();
    await page.getByText(language, { exact: true }).first().click();
    await page.getByRole('button', { name: services }).click();
    await page.getByRole('button', { name: place }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }
});
