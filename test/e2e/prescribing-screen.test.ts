/** A doctor with a patient in the room: the real host, the real simulator, keys only. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let desk: DeskAtHand;
let page: Page;
let keys = 0;

/** Counts what the doctor presses; the digits of a PIN are not counted. */
async function press(...chords: readonly string[]): Promise<void> {
  for (const chord of chords) await page.keyboard.press(chord);
  keys += chords.length;
}
async function type(text: string): Promise<void> {
  await page.keyboard.type(text);
  keys += text.length;
}
async function pin(digits: string): Promise<void> {
  await page.keyboard.type(digits);
  await press('Enter');
}

async function signIn(): Promise<void> {
  await page.getByText('Aino Maria Harjula').first().waitFor();
  await page.keyboard.press('Alt+1');
  await page.getByLabel('PIN1').waitFor();
  await page.keyboard.type('1234');
  await page.keyboard.press('Enter');
  // The desk is kept: after a new start it may lie open where it was, not on the search.
  await page.getByRole('navigation').waitFor();
}
async function openPatient(name: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('searchbox').first().fill(name);
  await page
    .getByRole('row', { name: new RegExp(name.replace(' ', ', ')) })
    .first()
    .waitFor({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
}
const faults = () => accessibilityFaults(page);
const call = (method: string, params: unknown): Promise<unknown> => hands.call(page, method, params);
const dose = () => page.getByRole('textbox', { name: 'Annostus' });
const chip = (state: string) => page.getByRole('list', { name: 'Kori' }).getByText(state, { exact: true });

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
  await signIn();
});
afterAll(() => desk?.end());

/** What is written into the rows that stand in the page is what the field names, also further down; then back to the head. */
async function listFollowsArrows(): Promise<void> {
  const active = page.getByRole('option', { selected: true });
  const line = page.getByRole('combobox', { name: 'Lääke' });
  const head = await active.ariaSnapshot();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('PageDown');
  expect(await active.getAttribute('id')).toBe(await line.getAttribute('aria-activedescendant'));
  expect(Number(await active.getAttribute('aria-posinset'))).toBeGreaterThan(20);
  const isInView = await active.evaluate(row => {
    const [own, list] = [row.getBoundingClientRect(), row.closest('[role=listbox]')?.getBoundingClientRect()];
    return list !== undefined && own.top >= list.top - 1 && own.bottom <= list.bottom + 1;
  });
  expect(isInView).toBe(true);
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageUp');
  expect(await active.getAttribute('aria-posinset')).toBe('1');
  expect(await page.locator('mark').first().textContent()).toMatch(/^amox/i);
  for (let step = 0; step < 20 && (await active.ariaSnapshot()) !== head; step += 1)
    await page.keyboard.press('ArrowDown');
  expect(await active.ariaSnapshot()).toBe(head);
}

test('a searched prescription is signed and accepted within 25 keys; signed is not green', async () => {
  await openPatient('Aalto Aune');
  keys = 0;
  await press('F3');
  await page.getByRole('combobox', { name: 'Lääke' }).waitFor();
  await type('amox 500');
  await page.getByRole('option', { selected: true }).waitFor();
  expect(await faults()).toEqual([]);
  await listFollowsArrows();
  await press('Enter');
  await dose().waitFor();
  await type('1x3 7pv');
  await page.getByText('1 tabletti 3 kertaa päivässä 7 päivän ajan.').waitFor();
  await press('Control+e', 'Control+Enter');
  await chip('Valmis').waitFor();
  expect(await faults()).toEqual([]);
  await press('F12');
  await page.getByLabel(/PIN2/).waitFor();
  expect(await faults()).toEqual([]);
  await pin('123456');
  await page.getByRole('heading', { name: /^(Allekirjoitettu ja jonossa|Vastaanotettu)/ }).waitFor();
  expect(keys).toBeLessThanOrEqual(25);
  await page.getByRole('heading', { name: 'Vastaanotettu: 1 asiakirja' }).waitFor({ timeout: 30_000 });
  expect(await faults()).toEqual([]);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tulosta potilasohje' }).click();
  expect((await saving).suggestedFilename()).toMatch(/^instruction-[\d-]+\.pdf$/);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  await page.getByRole('row', { name: /AMOXICILLIN.*3 kertaa/ }).waitFor();
});

test('a favourite is kept from the form by keys, and prescribed from the list in at most eight', async () => {
  await press('F3');
  await type('para 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await press('Enter');
  await dose().waitFor();
  await type('1x3 tarv 10pv');
  await press('Control+e', 'Alt+s');
  const naming = page.getByRole('dialog', { name: 'Tallenna suosikiksi' });
  await naming.getByLabel('Oma nimi').waitFor();
  expect(await faults()).toEqual([]);
  await type('Kipuun');
  await press('Enter');
  await naming.waitFor({ state: 'detached' });
  await press('F8');
  await page.getByRole('dialog').getByRole('button', { name: 'Poista luonnos' }).click();
  await page.getByText('Korissa ei ole määräyksiä.').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();

  keys = 0;
  await press('F3');
  await page.getByRole('option', { name: /Kipuun.*1 tabletti/, selected: true }).waitFor();
  expect(await faults()).toEqual([]);
  await press('Enter');
  await chip('Valmis').waitFor();
  expect(await dose().inputValue()).toBe('1x3 tarv 10pv');
  await press('F12');
  await page.getByLabel(/PIN2/).waitFor();
  await pin('123456');
  await page.getByRole('heading', { name: /^(Allekirjoitettu ja jonossa|Vastaanotettu)/ }).waitFor();
  expect(keys).toBeLessThanOrEqual(8);
  await page.keyboard.press('Escape');

  // Words of the search name it too: one key takes it, and another renames it.
  await press('F3');
  await page.getByRole('option', { name: /käytetty kerran/ }).waitFor();
  await type('kip');
  await page.getByRole('list', { name: 'Omat suosikit' }).getByText('Kipuun').waitFor();
  await press('Escape');
  await page.getByRole('option', { name: /Kipuun/ }).waitFor();
  await press('Alt+n');
  const changing = page.getByRole('dialog', { name: 'Muokkaa suosikkia' });
  await changing.getByLabel('Oma nimi').fill('Kipu ja kuume');
  await press('Enter');
  await page.getByRole('option', { name: /Kipu ja kuume/ }).waitFor();
  await press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();

  // A new one from an earlier one: the form is filled. A quick hand removes it before the host has heard of it.
  await page
    .getByRole('row', { name: /PARACETAMOL|Para/ })
    .first()
    .click();
  const letGo = await hands.holdCalls(page, 'prescribing.openForm');
  await press('Alt+u');
  await page.getByRole('textbox', { name: 'Annostus tekstinä' }).waitFor();
  await press('F8');
  await page.getByRole('dialog').getByRole('button', { name: 'Poista luonnos' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await letGo();
  await page.getByText('Korissa ei ole määräyksiä.').waitFor();
});

test('what was signed is taken back with one key before it leaves: the draft is in the basket again', async () => {
  const settings = { language: 'fi', theme: 'light', density: 'compact' };
  await call('system.saveSettings', { ...settings, takeBackSeconds: 60 });
  await press('F3');
  await page.getByRole('option', { name: /Kipu ja kuume/, selected: true }).waitFor();
  await press('Enter');
  await chip('Valmis').waitFor();
  await press('F12');
  await page.getByLabel(/PIN2/).waitFor();
  await pin('123456');
  await page
    .getByRole('dialog')
    .getByText(/PARACETAMOL.* lähtee \d+ s kuluttua/)
    .waitFor();
  expect(await faults()).toEqual([]);
  await press('Control+z');
  await page.getByText('Otettu takaisin.', { exact: false }).first().waitFor();
  await page.getByRole('dialog').getByText('Peruttu', { exact: false }).first().waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await chip('Valmis').waitFor();
  await page.getByRole('list', { name: 'Kori' }).getByRole('button').last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Poista luonnos' }).click();
  await page.getByText('Korissa ei ole määräyksiä.').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await call('system.saveSettings', { ...settings, takeBackSeconds: 0 });
});

test('what is not understood is said with its place, text helps, and hostile text changes nothing else', async () => {
  await press('F3');
  await type('amox 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await press('Enter');
  await dose().waitFor();
  await type('1x3 foo');
  await page.getByText('Tätä kohtaa ei ymmärretty.').first().waitFor();
  await chip('Este').waitFor();
  await press('Alt+t');
  const text = page.getByRole('textbox', { name: 'Annostus tekstinä' });
  await text.fill('</text><script>alert(1)</script> \u202E ]]> &amp; \u{1F9EA}');
  await page.getByRole('textbox', { name: 'Iterointi' }).fill('paljon');
  await page.getByText('Iteroinnissa tarvitaan toistojen määrä', { exact: false }).first().waitFor();
  await page.getByRole('textbox', { name: 'Iterointi' }).fill('');
  await press('Control+e');
  // Another prescription of the same substance with an amount left is a warning beside it.
  await page.getByText('samasta aineesta', { exact: false }).waitFor();
  await press('Control+Enter');
  await page.getByRole('combobox', { name: 'Lääke' }).waitFor();
  await chip('Valmis').waitFor();
});

test('two are paged through; a wrong PIN keeps the batch; the line is down and the act waits in the queue', async () => {
  await type('ibu 600');
  await page.getByRole('option', { selected: true }).waitFor();
  await press('Enter');
  await dose().waitFor();
  await type('1x3 tarv 10pv');
  await press('Control+e', 'Control+Enter');
  // An anti-inflammatory at eighty, and nobody has recorded the kidney function: asked, recorded, and the check is made.
  await page.getByLabel('Perustelu').waitFor();
  await press('Escape');
  await page.getByText('Munuaisten toimintaa (eGFR) ei tiedetä.', { exact: false }).first().waitFor();
  await press('Control+Shift+h');
  const health = page.getByRole('dialog', { name: 'Tiedot lääkityksen tarkistuksiin' });
  await health.getByLabel('Kreatiniini').fill('70');
  await health.getByLabel('Raskaana').first().waitFor();
  expect(await faults()).toEqual([]);
  await press('Control+Enter');
  await health.waitFor({ state: 'detached' });
  await page.getByText(/^7\d ml\/min$/).waitFor();
  await page.getByText('Munuaisten toimintaa (eGFR) ei tiedetä.', { exact: false }).waitFor({ state: 'detached' });
  await press('Control+Enter');
  await page.getByRole('button', { name: 'Allekirjoita (2)' }).waitFor();
  await call('system.practiceFault', { fault: 'lineDown' });
  await press('F12');
  await page.getByText('Katsottu 1 / 2').waitFor();
  expect(await page.getByLabel(/PIN2/).count()).toBe(0);
  await press('Enter');
  await page.getByLabel(/PIN2/).waitFor();
  await pin('000000');
  await page.getByText('4 yritystä jäljellä.', { exact: false }).waitFor();
  expect(await faults()).toEqual([]);
  await pin('123456');
  await page.getByRole('heading', { name: 'Allekirjoitettu ja jonossa: 2 asiakirjaa' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Yhteys Reseptikeskukseen on poikki', { exact: false }).waitFor({ timeout: 30_000 });
  await page.getByText('Ei vielä Reseptikeskuksessa').first().waitFor();
  await page.getByText(/Muistista .* sitten/).waitFor();
  expect(await faults()).toEqual([]);
  await call('system.practiceFault', { fault: 'none' });
  await call('queue.tryNow', {});
  await expect.poll(() => page.getByText('Ei vielä Reseptikeskuksessa').count(), { timeout: 60_000 }).toBe(0);
});

test('the medication list: the patient says otherwise, a column is chosen by a digit, the list is stamped, and any day is shown', async () => {
  await press('Control+Shift+l');
  await page.getByRole('heading', { level: 1, name: 'Lääkityslista' }).waitFor();
  const row = page.getByRole('row', { name: /IBUPROFEN/ });
  await row.getByText('Ero', { exact: true }).waitFor();
  await row.click();
  await press('Alt+p');
  const telling = page.getByRole('dialog', { name: 'Potilaan kertoma' });
  await telling.getByLabel('Annostus').fill('1 tabletti iltaisin');
  expect(await faults()).toEqual([]);
  await press('Enter');
  await row.getByText('1 tabletti iltaisin').waitFor();
  await row.click();
  await press('3');
  await row.getByText('Ero', { exact: true }).waitFor({ state: 'detached' });
  await press('F12');
  await page.getByText(/^Käyty läpi .*Aino Maria Harjula/).waitFor();
  expect(await faults()).toEqual([]);
  // A medicine that nobody has prescribed.
  await press('Alt+n');
  await page.getByRole('dialog', { name: 'Lisää lääke' }).getByLabel('Lääke').fill('Kalaöljy');
  await page.getByRole('dialog', { name: 'Lisää lääke' }).getByLabel('Annostus').fill('1 kapseli aamuisin');
  await press('Enter');
  await page.getByRole('row', { name: /Kalaöljy.*1 kapseli aamuisin/ }).waitFor();
  await page.getByRole('slider', { name: 'Tilanne' }).focus();
  await press('ArrowLeft');
  await page.getByText('Näytetään menneen päivän tilanne.', { exact: false }).waitFor();
  await page.getByRole('row', { name: /Kalaöljy/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Tähän päivään' }).click();
  await page.getByRole('row', { name: /Kalaöljy/ }).waitFor();
  await press('Control+Shift+m');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
});

test('Esc never loses a draft: it is in the basket after the card was out and after a new start', async () => {
  await press('F3');
  await type('para 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await press('Enter');
  await dose().waitFor();
  await type('1x3');
  await page.getByText(/^Tallennettu klo \d+\.\d\d\.\d\d$/).waitFor();
  await press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  await chip('Este').waitFor();
  await call('session.insertPracticeCard', { cardId: null });
  await page.getByText('Työpöytä on peitetty').waitFor();
  desk = await desk.startAgain();
  ({ page } = desk);
  await signIn();
  // The desk is kept: the same patient's prescriptions lie open again.
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  await chip('Este').waitFor();
  await page.getByRole('list', { name: 'Kori' }).getByRole('button').first().click();
  expect(await dose().inputValue()).toBe('1x3');
  await page.keyboard.press('F8');
  await page.getByRole('dialog').getByRole('button', { name: 'Poista luonnos' }).click();
  await page.getByText('Korissa ei ole määräyksiä.').waitFor();
  expect(desk.violations).toEqual([]);
});
