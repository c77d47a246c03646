/** A pharmacist at the counter: the real host, the real simulator, the keys of a working day. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let desk: DeskAtHand;
let page: Page;
let cheapestVnr = '';

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
  await hands.signIn(page, /Apaja/);
  await hands.openPerson(page, 'Esimerkki Kaisa', /Esimerkki, Kaisa/);
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  // The practice prescriptions and what was given of them are made in the background of the first start, day by day.
  const row = page.getByRole('row', { name: /NAUTIHTU.*3 kertaa/ });
  for (let tries = 0; tries < 60 && (await row.count()) === 0; tries += 1) {
    await page.keyboard.press('F5');
    await page.waitForTimeout(1000);
  }
});
afterAll(() => desk?.end());

const faults = () => accessibilityFaults(page);
const call = (method: string, params: unknown): Promise<unknown> => hands.call(page, method, params);
/** FNC1 as a scanner types it: Ctrl and the key right of P and Å. */
const SEPARATOR = '\u001d';
/** A keyboard-wedge scanner: faster than any hand, and than the wire of a test under load. */
const scan = (code: string): Promise<void> =>
  page.evaluate(text => {
    const target = document.activeElement ?? document.body;
    const keys = [...text].map(char =>
      char === '\u001d'
        ? { key: ']', code: 'BracketRight', ctrlKey: true }
        : {
            key: char,
            code: /\d/.test(char) ? `Digit${char}` : `Key${char.toUpperCase()}`,
            shiftKey: /[A-Z]/.test(char),
          },
    );
    for (const key of [...keys, { key: 'Enter', code: 'Enter' }])
      target.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  }, code);
const goToRow = (name: RegExp): Promise<void> => hands.goToRow(page, name);
const choose = (field: string, word: string): Promise<void> => hands.choose(page, field, word);
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

test('the list opens on what can be dispensed, says its source, and counts what it hides', async () => {
  expect(await page.getByText(/Reseptikeskuksesta klo/).isVisible()).toBe(true);
  expect(await page.getByText(/Suodatin piilottaa/).isVisible()).toBe(true);
  expect(await faults()).toEqual([]);
  const before = await page.getByRole('row').count();
  await goToRow(/NAUTIHTU/);
  await page.keyboard.press('a');
  await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(before);
  await page.keyboard.press('a');
  await expect.poll(() => page.getByRole('row').count()).toBe(before);
});

test('a package outside the price band stops: the focus goes to what needs a person; giving back releases the hold', async () => {
  await goToRow(/NAUTIHTU/);
  await page.keyboard.press('Enter');
  await page
    .getByText(/hintaputken ulkopuolella/)
    .first()
    .waitFor();
  await page.getByText('Varattu tälle apteekille', { exact: false }).waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field')))
    .toBe('substitutionRefusal');
  expect(await faults()).toEqual([]);
  const cheapest = page.getByRole('row').filter({ hasText: 'Halvin' }).first();
  cheapestVnr = (await cheapest.innerText()).match(/\d{3}\s?\d{3}/)?.[0].replace(/\s/g, '') ?? '';
  expect(cheapestVnr).toMatch(/^\d{6}$/);
  await page.getByRole('button', { name: 'Anna takaisin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Anna takaisin' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
});

test('whoever goes on before the rules have answered keeps the focus', async () => {
  const letGo = await hands.holdCalls(page, 'dispensing.check');
  await goToRow(/NAUTIHTU/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /NAUTIHTU/ }).waitFor();
  await page.keyboard.press('F4');
  await letGo();
  await page
    .getByText(/hintaputken ulkopuolella/)
    .first()
    .waitFor();
  // The focus is led after the answer has been drawn.
  await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn, 100))));
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field')),
    'the packages, where F4 led',
  ).toBe('choices');
  await page.getByRole('button', { name: 'Anna takaisin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Anna takaisin' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
});

test('plain dispensing: scan, then three keys and the PIN; the label comes and green waits for the receipt', async () => {
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await goToRow(/PYÖKSÄ/);
  await scan(cheapestVnr);
  await page.getByRole('heading', { level: 1, name: /NAUTIHTU/ }).waitFor();
  await page.getByText('Pakkaus luettu').first().waitFor();
  // Most of the earlier lot is left: what is reimbursed only later wants a reason (R56).
  await page.getByText('yli joustoajan', { exact: false }).waitFor();
  await page.getByRole('textbox', { name: 'Perustelu' }).fill('Asiakas lähtee matkalle.');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toContain('Hyväksy');
  await press('Enter');
  await page.getByRole('button', { name: 'Allekirjoita (1)' }).waitFor();
  await press('F12');
  await page.getByLabel('PIN2, allekirjoitus').waitFor();
  expect(await faults()).toEqual([]);
  const label = page.waitForEvent('download');
  await page.keyboard.type('123456');
  await press('Enter');
  expect((await label).suggestedFilename()).toMatch(/^label-\d+\.pdf$/);
  await page.getByText('Reseptikeskus on kuitannut toimitukset.').waitFor();
  expect(keys).toBeLessThanOrEqual(4);
  await page.keyboard.press('Escape');
  await goToRow(/NAUTIHTU/);
  await page.keyboard.press('t');
  await page
    .getByRole('row', { name: /vaihdettu/ })
    .getByText('Vastaanotettu')
    .waitFor();
  expect(await faults()).toEqual([]);
  const again = page.waitForEvent('download');
  await page.keyboard.press('F9');
  expect((await again).suggestedFilename()).toMatch(/^label-\d+\.pdf$/);
  await page.keyboard.press('a');
});

test('a pack that fits nothing and a code that tells no VNR are said in words; typing is not disturbed', async () => {
  await goToRow(/PYÖKSÄ/);
  await scan('000001');
  await page.getByText('VNR 000001 ei ole lääketietokannassa.', { exact: false }).first().waitFor();
  await scan('010641234567890717280200');
  await page.getByText('ei kerro VNR-numeroa', { exact: false }).first().waitFor();
  expect(await page.getByText('29.2.2028').isVisible()).toBe(true);
  // A practice pack of a recalled batch: the beginning of its serial plays the state.
  const body = `0200000${cheapestVnr}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  await scan(`01${body}${(10 - (sum % 10)) % 10}17290131` + '10E1' + SEPARATOR + '21RECALLED7');
  await page.getByText('erä on vedetty takaisin', { exact: false }).first().waitFor();
  expect(await faults()).toEqual([]);
});

test('what was dispensed here is corrected and cancelled with its reason; what is left and what is paid follow', async () => {
  await page.keyboard.press('Escape');
  await goToRow(/NAUTIHTU/);
  await page.keyboard.press('t');
  const row = page.getByRole('row', { name: /vaihdettu/ });
  await row.getByText('Kela vahvisti').waitFor({ timeout: 40_000 });
  const receipt = page.waitForEvent('download');
  await row.getByRole('button', { name: 'Kuitti ja selvitys' }).click();
  expect((await receipt).suggestedFilename()).toMatch(/^receipt-\d{4}-\d{2}-\d{2}\.pdf$/);
  for (const [key, change] of [
    ['k', /korjattu/i],
    ['m', /mitätöity/i],
  ] as const) {
    await row.focus();
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Syy' }).fill('Asiakas palasi');
    if (key === 'k') await dialog.getByRole('textbox', { name: /Huomautus/ }).fill('Neuvottu');
    await page.keyboard.press('F12');
    await page.getByLabel('PIN2, allekirjoitus').waitFor();
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await page.getByText('Reseptikeskus on kuitannut asiakirjan.').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await row.filter({ hasText: change }).waitFor();
    // The newest version took the place of the one before: the hand stays where it was.
    await expect.poll(() => row.evaluate(at => at.contains(document.activeElement))).toBe(true);
  }
  await page.getByText(/Toimitettavissa nyt/).click();
  await page.getByRole('row', { name: /PYÖKSÄ/ }).waitFor();
});

test('a paper prescription is stored from the counter: medicine, what the paper says, signature, and back', async () => {
  let keys = 0;
  const press = async (chord: string): Promise<void> => {
    keys += 1;
    await page.keyboard.press(chord);
  };
  await press('Control+Shift+N');
  await page.getByRole('heading', { level: 1, name: 'Paperi- tai puhelinmääräyksen tallennus' }).waitFor();
  await page.getByText('Kirjaaja: Leena Apaja').waitFor();
  await page.getByRole('combobox', { name: 'Lääke' }).fill('para 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await press('Enter');
  await page.getByRole('textbox', { name: 'Annostus', exact: true }).waitFor();
  await page.keyboard.type('1x3 5pv');
  // Signed too early it leads to what the paper has to say.
  await press('F12');
  await page
    .getByText(/tarvitsee muodon, syyn, tallentajan/)
    .first()
    .waitFor();
  await choose('Muoto', 'Paperimääräys');
  await choose('Syy', 'Tekninen häiriö');
  await page.getByLabel('Sukunimi').fill('Harjula');
  await page.getByLabel('Etunimet').fill('Aino Maria');
  await page.getByLabel('Rekisterinumero (11 numeroa)').fill('00999900101');
  await page.getByLabel('Yksilöintitunnus, SV (6 numeroa)').fill('999901');
  await press('Control+e');
  expect(await faults()).toEqual([]);
  await press('F12');
  await page.getByLabel('PIN2, allekirjoitus').waitFor();
  await page.keyboard.type('123456');
  await press('Enter');
  await page.getByText('Reseptikeskus on ottanut määräyksen vastaan.').waitFor({ timeout: 30_000 });
  await press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  // Besides what the paper says, its two choices and the PIN.
  expect(keys).toBeLessThanOrEqual(7);
});

test('with the line cut the work goes on: no hold, queued and not green, accepted when the line is back', async () => {
  await call('system.practiceFault', { fault: 'lineDown' });
  await page.keyboard.press('F5');
  await page
    .getByText(/Reseptikeskukseen ei saada yhteyttä/)
    .first()
    .waitFor();
  await page.getByText(/Toimittaminen, allekirjoitus ja ohjeliput toimivat/).waitFor();
  const guide = page.getByRole('region', { name: 'Ohje häiriön aikana' });
  await guide.getByText(/enintään 30 päivän tarve tai pienin pakkaus/).waitFor();
  await page.keyboard.press('Control+Shift+K');
  await guide.getByText(/enintään 30 päivän tarve/).waitFor({ state: 'detached' });
  await goToRow(/PEITEHTY/);
  await page.keyboard.press('Enter');
  await page.getByText('Ei varausta: yhteys Reseptikeskukseen on poikki').waitFor();
  await hands.chooseCheapest(page);
  // A hundred tablets are the need of a hundred days: not without the Centre, while a smaller package is on the market.
  await page
    .getByText(/enintään 30 päivän tarve tai pienin pakkaus/)
    .first()
    .waitFor();
  await page.getByLabel(/^Jaettu määrä/).fill('30');
  await page
    .getByText(/enintään 30 päivän tarve tai pienin pakkaus/)
    .first()
    .waitFor({ state: 'detached' });
  // What the judgement rests on is asked for, and kept with the dispensing.
  await page
    .getByText(/Toimita vain, jos tarve on kiireellinen/)
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: 'Perustelu' }).fill('Vanha pakkaus ja sen ohjelippu nähty.');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toContain('Hyväksy');
  await page.keyboard.press('F12');
  await page.getByLabel('PIN2, allekirjoitus').waitFor();
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/näkyvät vihreinä vasta/).waitFor();
  expect(await dialog.getByRole('heading', { name: /^Vastaanotettu/ }).count()).toBe(0);
  expect(await dialog.locator('[aria-current="step"]').innerText()).toMatch(/^(Jonossa|Lähetetään|Vastaus puuttuu)/);
  await call('system.practiceFault', { fault: 'none' });
  await call('queue.tryNow', {});
  await dialog.getByText('Reseptikeskus on kuitannut toimitukset.').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
});

test('nothing broke the policy of the page', () => {
  expect(desk.violations).toEqual([]);
});
