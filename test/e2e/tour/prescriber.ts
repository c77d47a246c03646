/** A stored prescription is corrected and cancelled; citizens' renewal requests are answered in one batch. */
import { atDesk, enterCitizenPage, goToRow, sign, signOut } from '../hands.ts';
import { PATIENT } from './main-job.ts';
import { type Stage, step, story } from './stage.ts';

const CORRECTED = /setiritsiini/;
const MEDICINES = 'Lääkemääräykset';
const RECEIVED = /^Vastaanotettu/;
const BATCH = 4;

export async function correction(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');
  const heading = () => page.getByRole('heading', { level: 1, name: MEDICINES }).waitFor();

  story('A stored prescription is changed');
  await step('Correction: only what changes is written, and the change stands in sight', async () => {
    // She came in while the line was cut: now her right is asked anew.
    if ((await page.getByRole('navigation').count()) > 0) await signOut(page);
    await atDesk(page, /Aino Maria Harjula/, ...PATIENT);
    await page.keyboard.press('Control+Shift+M');
    await heading();
    await goToRow(page, CORRECTED);
    await page.keyboard.press('F8');
    await page.getByRole('heading', { level: 1, name: 'Lääkemääräyksen korjaus' }).waitFor();
    await page.getByRole('textbox', { name: 'Viesti apteekille' }).fill('Toimitetaan kuukauden erissä');
    await page.getByRole('cell', { name: 'Toimitetaan kuukauden erissä' }).waitFor();
    await page.getByRole('button', { name: /Korjauksen syy/ }).click();
    await page.getByRole('option', { name: 'Tekninen syy' }).click();
    await page.getByRole('button', { name: /Tekninen syy/ }).waitFor();
    await page.waitForTimeout(700);
    await picture(page, 'correction-form');
  });
  await step('Old and new beside each other before the signature', async () => {
    await page.keyboard.press('F12');
    await page.getByRole('dialog').getByRole('cell', { name: 'Toimitetaan kuukauden erissä' }).waitFor();
    await picture(page, 'correction-review');
    await sign(page);
    await page.getByRole('heading', { name: RECEIVED }).waitFor();
    await page.keyboard.press('Escape');
    await heading();
  });
  await step('Cancellation asks for its kind, its reason and the patient’s agreement', async () => {
    await goToRow(page, CORRECTED);
    await page.keyboard.press('Shift+F8');
    const dialog = page.getByRole('dialog', { name: 'Lääkemääräyksen mitätöinti' });
    await dialog.getByRole('button', { name: /Syy/ }).click();
    await page.getByRole('option', { name: 'Haittavaikutus' }).click();
    await dialog.getByRole('radio', { name: 'Suullinen' }).press('Space');
    await picture(page, 'cancellation');
    await dialog.getByRole('button', { name: 'Tarkista ja allekirjoita' }).click();
    await sign(page);
    await page.getByRole('heading', { name: RECEIVED }).waitFor();
    await page.keyboard.press('Escape');
    await heading();
    await page.getByRole('radio', { name: 'Kaikki' }).press('Space');
    await page.getByRole('row', { name: CORRECTED }).filter({ hasText: 'Mitätöity' }).waitFor();
    await picture(page, 'cancelled');
  });
}

export async function renewals(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('clinic');

  story('Renewals');
  await step('The citizen asks for a renewal on the practice page of MyKanta', async () => {
    await atDesk(page, /Aino Maria Harjula/, ...PATIENT);
    const citizen = await enterCitizenPage(page, 'Esimerkki Kaisa');
    await citizen.getByRole('link', { name: 'Reseptit' }).click();
    const row = citizen.getByRole('row', { name: /NAUTIHTU/ });
    await row.getByRole('textbox').fill('Lääke loppuu ensi viikolla.');
    await row.getByRole('button', { name: 'Pyydä uusimista' }).click();
    await citizen
      .getByRole('row', { name: /NAUTIHTU/ })
      .getByText('Uusimispyyntö lähetetty')
      .waitFor();
    await picture(citizen, 'mykanta-renewal');
    await citizen.context().close();
  });
  await step('The inbox: what is routine, what wants a look, how many of eight days are left', async () => {
    await page.keyboard.press('Control+Shift+U');
    await page.getByRole('heading', { level: 1, name: 'Uusimispyynnöt' }).waitFor();
    await page.keyboard.press('F5');
    const mine = page.getByRole('row', { name: /Kaisa.*Esimerkki/ });
    await mine.first().waitFor();
    await mine.first().click();
    await page.getByText('Lääke loppuu ensi viikolla.').waitFor();
    await picture(page, 'renewal-inbox');
  });
  await step('Routine ones are renewed by one key each', async () => {
    const list = page.getByRole('grid', { name: 'Uusimispyynnöt' });
    await list
      .getByRole('row', { name: /Rutiini/ })
      .first()
      .focus();
    for (let n = 1; n <= BATCH; n += 1) {
      await page.keyboard.press('u');
      await page.getByRole('button', { name: `Katso ja allekirjoita (${n})` }).waitFor();
    }
    await picture(page, 'renewals-marked');
  });
  await step('Batch review: every answer is shown, then one PIN signs them all', async () => {
    await page.keyboard.press('F12');
    await page.getByText(`Katsottu 1 / ${BATCH}`).waitFor();
    for (let n = 2; n <= BATCH; n += 1) await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Allekirjoita ${BATCH} / ${BATCH}` }).waitFor();
    await picture(page, 'batch-review');
    await sign(page);
    await page.getByRole('heading', { name: `Vastaanotettu: kaikki ${BATCH} asiakirjaa` }).waitFor();
    await picture(page, 'batch-accepted');
    await page.keyboard.press('Escape');
  });
}
