/** Imaging studies, the citizen's own measurements and one's own rights on the screen: real host, real simulator, a citizen's window. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
import { takePicture } from './pictures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SEPPO = '031052W913V';
/** Denies the county whose purchased service this clinic produces. */
const VAINO = '061241-975K';
let desk: DeskAtHand;
let page: Page;

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
});
afterAll(() => desk?.end());

const row = (name: RegExp) => page.getByRole('row', { name });
const goTo = (place: RegExp, name: string): Promise<void> => hands.goToService(page, place, name);

test('imaging studies: a missing statement is told, a statement is read, the viewer says that it is none', async () => {
  await hands.signIn(page, /Harjula/);
  await hands.openPerson(page, SEPPO, /Salonen/);
  await goTo(/^Kuvantaminen/, 'Kuvantaminen');
  await row(/Vatsan ultraäänitutkimus.*Lausunto puuttuu/).waitFor();
  await row(/Thoraxin röntgen/).click();
  await page.getByRole('button', { name: 'Lue lausunto' }).click();
  await page.getByText('Keuhkoissa ei tuoreita varjostumia').waitFor();
  await page.getByRole('button', { name: 'Avaa kuvat' }).click();
  const viewer = page.getByRole('region', { name: 'Kuvankatselimen sijainen' });
  await viewer.getByText('Kantele ei sisällä').waitFor();
  // A button that is half scrolled away would be measured by its half.
  await viewer.getByRole('button').last().scrollIntoViewIfNeeded();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('a treatment series: begun from the bar, its visit ended, its next one begun, and the whole of it ended', async () => {
  const more = page.getByRole('button', { name: 'Muu palvelutapahtuma' });
  await more.press('Enter');
  await page.getByRole('menuitem', { name: /Aloita hoitosarja/ }).press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText('Kirjoita hoitosarjalle nimi.').waitFor();
  await page.keyboard.type('Haavahoito');
  await takePicture(page, 'series-new');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText(/Sarjan käynti avoinna/).waitFor();
  await page.getByRole('button', { name: 'Päätä käynti' }).press('Enter');
  await page.getByRole('button', { name: 'Avaa käynti' }).waitFor();
  await more.press('Enter');
  await takePicture(page, 'series-menu');
  await page.getByRole('menuitem', { name: 'Avaa sarjan käynti: Haavahoito' }).press('Enter');
  await page.getByText(/Sarjan käynti avoinna/).waitFor();
  await more.press('Enter');
  await page.getByRole('menuitem', { name: /Päätä hoitosarja: Haavahoito/ }).press('Enter');
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByText(/käyntejä 2/)
    .waitFor();
  await takePicture(page, 'series-end');
  await page.getByRole('button', { name: 'Päätä hoitosarja', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Avaa käynti' }).waitFor();
});

test('own measurements: asked, allowed by the citizen at their page, plotted beside a table that says the same', async () => {
  await goTo(/^Hyvinvointitiedot/, 'Hyvinvointitiedot');
  await page.getByRole('heading', { name: 'Potilaan omiin mittauksiin ei ole lupaa' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('F12');
  const link = page.getByRole('link', { name: 'Avaa sivu' });
  const address = (await link.getAttribute('href')) ?? '';
  expect(address).not.toContain(SEPPO);
  const citizen = await desk.browser.newPage({ locale: 'fi-FI' });
  await citizen.goto(address);
  const door = citizen.locator('form', { hasText: 'Salonen-Iso-Aho' });
  await door.getByRole('button').click();
  await citizen.getByText('Harjoituslan terveysasema').waitFor();
  await citizen.getByRole('button', { name: 'Anna lupa', exact: true }).click();
  await citizen.getByText('Vastaus on välitetty').waitFor();
  await row(/Potilaan oma mittaus.*Mittauspäiväkirja/)
    .first()
    .waitFor();
  const chart = page.getByRole('img', { name: /^Verenpaine, mmHg: potilaan omat mittaukset/ });
  await chart.waitFor();
  expect(await chart.locator('[data-look="other"] path').count()).toBe(28);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: /^Paino/ }).click();
  await row(/90,5/).waitFor();
  await citizen.close();
});

test('own rights: what the service says, how old it is, and the certificates of the card', async () => {
  await goTo(/^Omat oikeudet/, 'Omat oikeudet');
  await page.getByText('Kunnossa, ei sulkulistalla').first().waitFor();
  await page.getByText('Ei rajoituksia').waitFor();
  await page.keyboard.press('F5');
  await page.getByText('1.6.2015 – toistaiseksi').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(desk.violations).toEqual([]);
});

test('a purchased service: authorised for a producer, ended; one that was received opens the organiser’s register', async () => {
  await goTo(/^Ostopalvelun valtuutukset/, 'Ostopalvelun valtuutukset');
  await page.getByText('Ei valtuutuksia').waitFor();
  await page.keyboard.press('Control+Shift+N');
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await dialog.getByRole('button', { name: 'Anna valtuutus' }).press('Enter');
  await dialog.getByText('Valitse palvelun tuottaja.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: /Palvelun tuottaja/ }).press('Enter');
  await page.getByRole('option', { name: /Lääkärikeskus Harjoitus/ }).press('Enter');
  await takePicture(page, 'authorisation-grant');
  await dialog.getByRole('button', { name: 'Anna valtuutus' }).press('Enter');
  await row(/Lääkärikeskus Harjoitus.*Voimassa.*Vastaanotettu/).waitFor();
  await takePicture(page, 'authorisations');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Päätä valtuutus' }).press('Enter');
  await dialog.getByRole('button', { name: 'Päätä valtuutus' }).press('Enter');
  await row(/Lääkärikeskus Harjoitus.*Lopetettu/).waitFor();

  await hands.openPerson(page, VAINO, /061241/);
  await goTo(/^Muiden rekisterien/, 'Muiden rekisterien tiedot');
  await page.getByRole('button', { name: 'Hae valtuutuksella' }).press('Enter');
  await page.getByRole('menuitem', { name: /Koejärven hyvinvointialue/ }).press('Enter');
  await row(/Sairaalajakson yhteenveto/).press('Enter');
  await page.getByText(/Haettu ostopalvelun valtuutuksella/).waitFor();
  await takePicture(page, 'authorised-search');
  expect(await accessibilityFaults(page)).toEqual([]);

  // The same authorisation lets the producer write into the organiser's register: the note asks which one.
  const letGo = await hands.holdCalls(page, 'records.templates');
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('heading', { name: 'Kirjaukset', level: 1 }).waitFor();
  await page.keyboard.press('Control+Shift+N');
  await page.getByText('Palvelutapahtuma ei ole auki').waitFor();
  await page.keyboard.press('1');
  await page.getByText('Kirjauspohja', { exact: true }).waitFor();
  // The line is down when the note is begun: what was kept is chosen from, and the note says so until the service has told.
  await hands.call(page, 'system.practiceFault', { fault: 'lineDown' });
  await takePicture(page, 'templates-coming');
  // The digit of a hand that is faster than the host waits for the templates.
  await page.keyboard.press('1');
  await letGo();
  const untold = page.getByText(/Valtuutuksia ei saatu palvelusta/);
  await untold.waitFor();
  await page.getByRole('button', { name: 'Kysy uudelleen' }).press('Enter');
  await takePicture(page, 'purchased-note-line-down');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await untold.count()).toBe(1);
  await hands.call(page, 'system.practiceFault', { fault: 'none' });
  await untold.waitFor({ state: 'detached' });
  const register = page.getByRole('button', { name: /Rekisteri, johon merkintä tallentuu/ });
  await register.press('Enter');
  await page.getByRole('option', { name: /Koejärven hyvinvointialue, ostopalvelu/ }).press('Enter');
  await register.getByText(/Koejärven hyvinvointialue/).waitFor();
  await takePicture(page, 'purchased-note');
  await page.getByRole('textbox', { name: 'Suunnitelma' }).fill('Fysioterapia jatkuu.');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('F12');
  await page
    .getByRole('dialog')
    .getByText(/Koejärven hyvinvointialue, 1\.2\.246/)
    .waitFor();
  await hands.sign(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Valmis|Sulje/ })
    .first()
    .press('Enter');
  await row(/Käynti, lääkäri.*ostopalvelu/).waitFor();
  await takePicture(page, 'purchased-note-listed');
});
