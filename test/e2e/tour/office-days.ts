/** A social worker's, a data protection officer's, a secretary's and an archivist's day: each has a home and only its rights. */
import { choose, goToService, openPerson, sign, signIn, signOut } from '../hands.ts';
import { PATIENT } from './main-job.ts';
import { type Stage, step, story } from './stage.ts';

export async function socialWorkersDay(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');
  const dialog = page.getByRole('dialog');
  const row = (name: RegExp) => page.getByRole('row', { name });
  const isClosed = () => dialog.waitFor({ state: 'detached' });

  story('A social worker’s day');
  await step('A client relationship and a case are opened', async () => {
    await signIn(page, /Petri Juhani Huolto/);
    await openPerson(page, ...PATIENT);
    await page.keyboard.press('Control+Shift+E');
    await page.getByText('Asiakkaalla ei ole asiakkuutta.').waitFor();
    await page.keyboard.press('Control+Shift+N');
    await choose(page, 'Palvelutehtävä', 'Iäkkäiden palvelut');
    await page.keyboard.press('F12');
    await isClosed();
    await row(/Asiakkuus Iäkkäiden/).waitFor();
    await page.keyboard.press('Control+Shift+N');
    await dialog.getByRole('textbox', { name: /Asian otsikko/ }).fill('Kotihoidon tarve');
    await page.keyboard.press('F12');
    await isClosed();
    await row(/Kotihoidon tarve Iäkkäiden/).waitFor();
  });
  await step('A decision is written by its structure', async () => {
    await page.keyboard.press('Control+Shift+N');
    await choose(page, 'Asiakirjarakenne', 'Päätös');
    await dialog
      .getByRole('textbox', { name: /^Päätös/ })
      .fill('Myönnetään kotihoito 7 tuntia viikossa 1.12.2026 alkaen.');
    await dialog
      .getByRole('textbox', { name: /Perustelut/ })
      .fill('Palvelutarpeen arviointi 20.11.2026. Sosiaalihuoltolaki 19 a §.');
    await dialog
      .getByRole('textbox', { name: /Muutoksenhaku/ })
      .fill('Oikaisuvaatimus 30 päivän kuluessa tiedoksisaannista.');
    await picture(page, 'social-decision');
    await page.keyboard.press('F12');
    await dialog.getByText(/Myönnetään kotihoito/).waitFor();
    await picture(page, 'social-decision-preview');
  });
  await step('Signed by its maker, archived in the Client Data Repository under its case', async () => {
    await sign(page);
    await isClosed();
    const decision = row(/Päätös.*Arkistoitu/s);
    await decision.waitFor();
    await decision.click();
    await page.getByText(/Myönnetään kotihoito/).waitFor();
    await picture(page, 'social-client');
  });
  await step('Own clients', async () => {
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Sulje/ })
      .click();
    await page.keyboard.press('Control+Shift+E');
    await row(/Esimerkki, Kaisa/).waitFor();
    await picture(page, 'social-own-clients');
    await signOut(page);
  });
}

export async function officersDay(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');
  const row = (name: RegExp) => page.getByRole('row', { name });
  const press = (name: string) => page.getByRole('button', { name }).press('Enter');

  story('A data protection officer’s day');
  await step('What is unusual in the log stands on the first screen, with its ground', async () => {
    await signIn(page, /Vesa Turvanen/);
    await page.getByRole('heading', { name: 'Havainnot', level: 1 }).waitFor();
    await row(/Sama osoite.*Hoivala.*Esimerkki/).click();
    await page.getByText('Potilaan osoite on sama kuin käyttäjän kotiosoite henkilöstöluettelossa.').waitFor();
    await page.getByRole('textbox', { name: /Perustelu/ }).fill('Kysytty esihenkilöltä: hoito oli sovittu.');
    await picture(page, 'findings-of-the-log');
    await press('Merkitse tarkastetuksi');
    await page.getByText('Kysytty esihenkilöltä: hoito oli sovittu.').waitFor();
  });
  await step('The emergency search is reviewed', async () => {
    await goToService(page, /^Hätähakujen tarkastus/, 'Hätähakujen tarkastus');
    await row(/Harjula.*Lindqvist.*Tarkastamatta/).click();
    await page.getByRole('textbox', { name: /Tarkastajan arvio/ }).fill('Perusteltu: potilas tajuton.');
    await picture(page, 'emergency-review');
    await press('Merkitse tarkastetuksi');
    await row(/Harjula.*Tarkastettu/).waitFor();
  });
  await step('The log is searched; its chain is whole; it is exported and reported to the patient', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Lokihaku' }).click();
    await page.getByRole('textbox', { name: /Käyttäjän nimi/ }).fill('hoivala');
    await page.keyboard.press('Enter');
    await row(/Tiedot avattu.*Hoivala.*Esimerkki.*hoito/)
      .first()
      .click();
    await press('Tarkista eheys');
    await page.getByText(/Loki on ehyt: \d+ riviä/).waitFor();
    await picture(page, 'log-search');
    await Promise.all([page.waitForEvent('download'), press('Vie CSV')]);
    await Promise.all([page.waitForEvent('download'), press('Lokiraportti potilaalle')]);
  });
  await step('Rights of each role, and the readiness of the organisation', async () => {
    await goToService(page, /^Käyttöoikeudet/, 'Käyttöoikeudet');
    await picture(page, 'rights-of-roles');
    await goToService(page, /^Valmius/, 'Valmius');
    await row(/Yhteys palveluun: Roolitieto.*Kunnossa/).waitFor();
    await row(/Yhteistestin tapaus: oma ammattioikeus.*Kunnossa/).waitFor();
    await picture(page, 'readiness');
    await signOut(page);
  });
}

export async function otherHomes(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');

  story('Other roles');
  await step('A secretary meets persons without their health', async () => {
    await signIn(page, /Birgitta Ask/);
    await openPerson(page, ...PATIENT);
    await page.getByRole('heading', { name: 'Tahdonilmaisut', level: 1 }).waitFor();
    await page.getByRole('row', { name: /Luovutuslupa, terveydenhuolto/ }).waitFor();
    await picture(page, 'secretary');
    await signOut(page);
  });
  await step('An archivist reads what is archived and writes nothing', async () => {
    await signIn(page, /Helmi Arkisto/);
    await openPerson(page, ...PATIENT);
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('row', { name: /Käynti, sairaanhoitaja/ }).press('Enter');
    await page.getByRole('article').getByText('Tulee seurantakäynnille.').waitFor();
    await picture(page, 'archivist');
    await signOut(page);
  });
}
