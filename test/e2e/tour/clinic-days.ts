/** A nurse's day and a physician's day: what is written and corrected, what other registers give and why they do not. */
import { enterCitizenPage, goToRow, goToService, openPerson, sign, signIn, signOut } from '../hands.ts';
import { PATIENT } from './main-job.ts';
import { type Stage, step, story } from './stage.ts';

const ARCHIVED = 'Potilastietovaranto on vastaanottanut kirjauksen.';
const KARL = ['300955Y931U', /Lindqvist/] as const;
const FOREIGN = /Mottagningsbesök/;

export async function nursesDay(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const note = /Käynti, sairaanhoitaja/;
  const settled = async (): Promise<void> => {
    await page.waitForTimeout(700);
    await page.getByText(/^Tallennettu .*\d\.\d\d/).waitFor();
  };

  story('A nurse’s day');
  await step('At the physician’s desk the nurse puts her own card in', async () => {
    await page.getByRole('button', { name: /Kortti/ }).click();
    await page
      .getByRole('button', { name: /Noora Elina Hoivala/ })
      .first()
      .click();
    await page.getByRole('textbox', { name: /PIN1/ }).waitFor();
    await picture(page, 'other-card-other-desk');
    await signIn(page, /Noora Elina Hoivala/);
  });
  await step('She opens the visit and picks a template', async () => {
    await openPerson(page, ...PATIENT);
    await page.getByRole('heading', { name: 'Kirjaukset', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Avaa käynti' }).click();
    await page
      .getByText(/Käynti avoinna/)
      .first()
      .waitFor();
    await page.getByRole('row', { name: /Käynti, avoinna.*Vastaanotettu/ }).waitFor();
    await page.keyboard.press('Control+Shift+N');
    await dialog.waitFor();
    await picture(page, 'note-templates');
    await page.keyboard.press('1');
  });
  await step('A phrase, the reason for the visit by its code, measurements as values', async () => {
    await field('Tulosyy').focus();
    await page.keyboard.type('//seur');
    await page.getByRole('option', { name: 'Tulee seurantakäynnille.' }).waitFor();
    await page.keyboard.press('Enter');
    const code = page.getByRole('combobox', { name: /Käyntisyyn koodi/ });
    await code.fill('verenpanetauti');
    await page.getByRole('option', { name: /I10/ }).first().waitFor();
    await picture(page, 'diagnosis-search');
    await code.press('Enter');
    await field('Nykytila').fill('Vointi hyvä, ei huimausta. Kotimittausten keskiarvo 134/86.');
    await field('Yläpaine').fill('132');
    await field('Alapaine').fill('84');
    await field('Syke').fill('68');
    await field('Suunnitelma').fill('Lääkitys ennallaan. Kontrolli kolmen kuukauden kuluttua.');
    await settled();
    await picture(page, 'note');
  });
  await step('The note is shown as it will be archived, signed, and archived', async () => {
    await page.keyboard.press('F12');
    await page.getByLabel(/^PIN2/).waitFor();
    await picture(page, 'note-preview');
    await sign(page);
    await dialog.getByText(ARCHIVED).waitFor();
    await picture(page, 'note-archived');
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Käynti, sairaanhoitaja.*Vastaanotettu/ }).waitFor();
  });
  await step('A laboratory result came late: a new version says why and what it changes', async () => {
    await page.getByRole('row', { name: note }).press('Enter');
    await page.getByRole('article').getByText('Tulee seurantakäynnille.').waitFor();
    await picture(page, 'records');
    await page.keyboard.press('F8');
    await page.getByRole('menuitem', { name: /Tee uusi versio/ }).click();
    await field('Miksi uusi versio tehdään').fill('Laboratoriotulos puuttui.');
    await page.keyboard.press('F4');
    await page.getByRole('menuitem', { name: 'Laboratoriotulos' }).click();
    const search = page.getByRole('combobox', { name: /Tutkimuksen lyhenne/ });
    await search.fill('1552');
    await page.getByRole('option', { name: /B -Hb/ }).first().waitFor();
    await search.press('Enter');
    await field('Tulos').fill('128');
    await page.getByText(/^Laboratoriotulos: 1552 B -Hb/).waitFor();
    await settled();
    await picture(page, 'new-version');
  });
  await step('Both versions beside each other', async () => {
    await page.keyboard.press('F12');
    await sign(page);
    await dialog.getByText(ARCHIVED).waitFor();
    await page.keyboard.press('Escape');
    const second = page.getByRole('row', { name: /Käynti, sairaanhoitaja.*2.*Vastaanotettu/ });
    await second.waitFor();
    await second.focus();
    await page.keyboard.press('F8');
    await page.getByRole('menuitem', { name: /Vertaa versioita/ }).click();
    await dialog.getByText('Syy: Laboratoriotulos puuttui.').waitFor();
    await picture(page, 'versions-compared');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await signOut(page);
  });
}

export async function physiciansDay(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const row = (name: RegExp) => page.getByRole('row', { name });

  story('A physician’s day: the patient’s will');
  await step('Consent to disclosure is recorded with the patient’s confirmation', async () => {
    await signIn(page, /Aino Maria Harjula/);
    await openPerson(page, ...KARL);
    await page.getByRole('button', { name: 'Avaa käynti' }).click();
    await page.getByText(/Käynti avoinna/).waitFor();
    await goToService(page, /^Tahdonilmaisut/, 'Tahdonilmaisut');
    await row(/Elinluovutustahto.*Vastaanotettu/).waitFor();
    await page.keyboard.press('Control+Shift+N');
    await dialog.getByRole('radio', { name: /^Luovutuslupa, terveydenhuolto/ }).press('Space');
    await dialog.getByRole('checkbox', { name: /Luin kirjauksen/ }).press('Space');
    await picture(page, 'consent-recorded');
    await page.keyboard.press('F12');
    await row(/Luovutuslupa, terveydenhuolto.*Voimassa.*Vastaanotettu/).waitFor();
    await picture(page, 'declarations');
  });
  await step('Records of other registers are fetched on that ground, each opening logged first', async () => {
    await goToService(page, /^Muiden rekisterien/, 'Muiden rekisterien tiedot');
    await page.keyboard.press('F12');
    await row(FOREIGN).press('Enter');
    await page.getByRole('article').getByText('Kontroll av blodtryck').waitFor();
    await picture(page, 'disclosed-record');
  });
  await step('The citizen denies it in MyKanta', async () => {
    const citizen = await enterCitizenPage(page, 'Lindqvist');
    await citizen.getByRole('link', { name: 'Tahdonilmaisut' }).click();
    await citizen.locator('.choice', { hasText: 'Kielto: palvelunantaja' }).getByRole('button').click();
    await citizen.getByText('Tallennettu.').waitFor();
    await picture(citizen, 'mykanta-denial');
    await citizen.context().close();
  });
  await step(
    'The next search tells nothing of it; “why can I not see this?” names the rules, not the data',
    async () => {
      await goToService(page, /^Muiden rekisterien/, 'Muiden rekisterien tiedot');
      await page.keyboard.press('F12');
      await page.getByRole('main').getByText('Tietoja ei ole saatavilla').waitFor();
      await page.keyboard.press('F9');
      await dialog.getByText('R11').waitFor();
      await picture(page, 'why-not-seen');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    },
  );
  await step('In an emergency: a reason, half an hour, and the data protection officer’s eye', async () => {
    await page.keyboard.press('F8');
    await dialog.getByRole('textbox', { name: /Hätähaun syy/ }).fill('Tajuton, lääkitys selvitettävä.');
    await dialog.getByRole('checkbox', { name: /ei kykene/ }).press('Space');
    await picture(page, 'break-glass');
    await dialog.getByRole('button', { name: 'Tee hätähaku' }).press('Enter');
    await page.getByText(/Hätähaku voimassa klo .* \(30 min\)/).waitFor();
    await row(FOREIGN).press('Enter');
    await page.getByRole('article').getByText('Kontroll av blodtryck').waitFor();
    await picture(page, 'break-glass-open');
  });
  await step('The medication list: national, own and the patient’s word, differences first', async () => {
    await openPerson(page, ...PATIENT);
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('heading', { level: 1, name: 'Lääkityslista' }).waitFor();
    const medicine = row(/NAUTIHTU/);
    await goToRow(page, /NAUTIHTU/);
    await page.keyboard.press('Alt+p');
    const telling = page.getByRole('dialog', { name: 'Potilaan kertoma' });
    await telling.getByLabel('Annostus').fill('1 tabletti iltaisin');
    await page.keyboard.press('Enter');
    await medicine.getByText('1 tabletti iltaisin').waitFor();
    await picture(page, 'medication-list');
    await signOut(page);
  });
}
