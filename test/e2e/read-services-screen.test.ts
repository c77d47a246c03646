/** Imaging studies, the citizen's own measurements and one's own rights on the screen: real host, real simulator, a citizen's window. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SEPPO = '031052W913V';
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
  await page.getByRole('region', { name: 'Kuvankatselimen sijainen' }).getByText('Kantele ei sisällä').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
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
