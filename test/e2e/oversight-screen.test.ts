/** A data protection officer's day: what a nurse did without a visit is found, decided and reported; other roles see their own. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
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
const rail = () => page.getByRole('navigation');

const signIn = (holder: RegExp): Promise<void> => hands.signIn(page, holder);
const signOut = (): Promise<void> => hands.signOut(page);
const openPerson = (text: string, name: RegExp): Promise<void> => hands.openPerson(page, text, name);

test('a nurse opens a neighbour without a visit; the officer finds it at once, with the reason, and decides', async () => {
  await signIn(/Hoivala/);
  await openPerson('Esimerkki Kaisa', /Esimerkki, Kaisa/);
  await page.getByRole('heading', { name: 'Kirjaukset', level: 1 }).waitFor();
  await signOut();

  await signIn(/Turvanen/);
  await page.getByRole('heading', { name: 'Havainnot', level: 1 }).waitFor();
  await row(/Ei hoitosuhdetta.*Hoivala.*Esimerkki/).waitFor();
  await row(/Sama osoite.*Hoivala.*Esimerkki/).click();
  await page.getByText('Potilaan osoite on sama kuin käyttäjän kotiosoite henkilöstöluettelossa.').waitFor();
  await page.getByRole('button', { name: 'Merkitse tarkastetuksi' }).press('Enter');
  await page.getByText('Kirjoita perustelu.').waitFor();
  await page.getByRole('textbox', { name: /Perustelu/ }).fill('Kysytty esihenkilöltä: hoito oli sovittu.');
  await page.getByRole('button', { name: 'Merkitse tarkastetuksi' }).press('Enter');
  await page.getByText('Kysytty esihenkilöltä: hoito oli sovittu.').waitFor();
  await row(/Sama osoite/).waitFor({ state: 'detached' });
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('the log is searched, checked, exported and reported; the officer opens no patients', async () => {
  await rail().getByRole('button', { name: 'Lokihaku' }).click();
  await page.getByRole('heading', { name: 'Lokihaku', level: 1 }).waitFor();
  await page.getByRole('textbox', { name: /Käyttäjän nimi/ }).fill('hoivala');
  await page.keyboard.press('Enter');
  await row(/Tiedot avattu.*Hoivala.*Esimerkki.*hoito/)
    .first()
    .click();
  await page.getByRole('button', { name: 'Tarkista eheys' }).press('Enter');
  await page.getByText(/Loki on ehyt: \d+ riviä/).waitFor();
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Vie CSV' }).press('Enter'),
  ]);
  expect(csv.suggestedFilename()).toMatch(/^kantele-log-.*\.csv$/);
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Lokiraportti potilaalle' }).press('Enter'),
  ]);
  expect(report.suggestedFilename()).toMatch(/^log-report-.*\.pdf$/);
  await takePicture(page, 'log-search');
  await page.getByRole('button', { name: 'Kieltäydy kirjallisesti' }).press('Enter');
  await page.getByRole('button', { name: 'Kirjaa ja tulosta' }).press('Enter');
  // Refused for want of reasons: the field that lacks them has the focus.
  const reasons = page.getByRole('dialog').getByRole('textbox', { name: /Perustelut/ });
  await expect.poll(() => reasons.evaluate(field => field === document.activeElement)).toBe(true);
  await reasons.fill('Raportti paljastaisi suojatun työntekijän.');
  await page.getByText('Vakava vaara jonkun muun oikeuksille').click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'log-refusal');
  const [refusal] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Kirjaa ja tulosta' }).press('Enter'),
  ]);
  expect(refusal.suggestedFilename()).toMatch(/^log-refusal-.*\.pdf$/);
  expect(await accessibilityFaults(page)).toEqual([]);

  await rail().getByRole('button', { name: 'Palvelut' }).click();
  await page.getByRole('button', { name: /^Käyttöoikeudet/ }).click();
  await page.getByRole('heading', { name: 'Käyttöoikeudet', level: 1 }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await rail().getByRole('button', { name: 'Palvelut' }).click();
  await page.getByRole('button', { name: /^Valmius/ }).click();
  await page.getByRole('heading', { name: 'Valmius', level: 1 }).waitFor();
  await row(/Yhteys palveluun: Roolitieto.*Kunnossa/).waitFor();
  await row(/Yhteistestin tapaus: oma ammattioikeus.*Kunnossa/).waitFor();
  await row(/Varmuuskopio.*Puuttuu.*Tee varmuuskopio/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await rail().getByRole('button').allInnerTexts()).not.toContain('Kirjaukset');
  await signOut();
});

test('a secretary meets persons without their health; what is not hers is not on the screen', async () => {
  await signIn(/Ask/);
  await openPerson('Esimerkki Kaisa', /Esimerkki, Kaisa/);
  await page.getByRole('heading', { name: 'Tahdonilmaisut', level: 1 }).waitFor();
  expect(await page.getByText('Penisilliini').count()).toBe(0);
  for (const name of ['Määräys', 'Kirjaukset', 'Toimitus', 'Lokihaku'])
    expect(await rail().getByRole('button', { name }).count()).toBe(0);
  expect(desk.violations).toEqual([]);
});
