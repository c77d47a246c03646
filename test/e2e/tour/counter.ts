/** At the counter: a package changed for a cheaper one, and two pharmacies that reach for the same prescription. */
import { atDesk, chooseCheapest, goToRow, openPerson, sign, signIn } from '../hands.ts';
import { PATIENT } from './main-job.ts';
import { type Stage, step, story } from './stage.ts';

const PRICED = /NAUTIHTU/;
const WANTED_BY_TWO = /PYÖVÄTTYLÄ/;
const ACCEPTED = 'Reseptikeskus on kuitannut toimitukset.';

export async function substitution(stage: Stage): Promise<void> {
  const { picture } = stage;
  const page = stage.page('pharmacy');
  const list = () => page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();

  story('Substitution at the counter');
  await step('The prescribed package is above the price band: the reason not to swap is asked', async () => {
    await atDesk(page, /Leena Apaja/, ...PATIENT);
    await goToRow(page, PRICED);
    await page.keyboard.press('Enter');
    await page
      .getByText(/hintaputken ulkopuolella/)
      .first()
      .waitFor();
    await page
      .getByText(/^Kerro asiakkaalle: halvin/)
      .first()
      .waitFor();
    await page.getByRole('radio', { name: 'Asiakas kieltäytyy vaihdosta' }).press('Space');
    await page
      .getByText(/hintaputken ulkopuolella/)
      .first()
      .waitFor({ state: 'detached' });
    await picture(page, 'swap-refused-with-reason');
  });
  await step('The customer takes the cheapest after all: F4 and its number; the saving is told', async () => {
    await chooseCheapest(page);
    await page.getByText('Valittu on halvin vaihtokelpoinen.').waitFor();
    await page.getByText('yli joustoajan', { exact: false }).waitFor();
    await picture(page, 'swapped-for-the-cheapest');
  });
  await step('An early supply wants its reason; signed, accepted, and what it replaces is on the label', async () => {
    await page.getByRole('textbox', { name: 'Perustelu' }).fill('Asiakas lähtee matkalle.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Allekirjoita (1)' }).waitFor();
    await page.keyboard.press('F12');
    await sign(page);
    await page.getByText(ACCEPTED).waitFor();
    await page.keyboard.press('Escape');
    await list();
    await goToRow(page, PRICED);
    await page.keyboard.press('t');
    await page.getByRole('row', { name: /vaihdettu/ }).waitFor();
    await page.getByText('Kela vahvisti').first().waitFor();
    await picture(page, 'dispensed-here');
    await page.keyboard.press('a');
  });
}

export async function twoPharmacies(stage: Stage): Promise<void> {
  const { picture } = stage;
  const [first, second] = [stage.page('pharmacy'), stage.page('otherPharmacy')];

  story('Two pharmacies reach for the same prescription');
  await step('The first opens the form: the prescription is held for it', async () => {
    await atDesk(first, /Leena Apaja/, ...PATIENT);
    await goToRow(first, WANTED_BY_TWO);
    await first.keyboard.press('Enter');
    await first.getByText('Varattu tälle apteekille', { exact: false }).waitFor();
  });
  await step('The second is refused in words: who holds it and since when; it asks to be told', async () => {
    await signIn(second, /Sofia Lindgren/);
    await openPerson(second, ...PATIENT);
    await second.getByRole('row', { name: PRICED }).waitFor();
    await second.getByText(/^Kaikki \(/).click();
    await goToRow(second, WANTED_BY_TWO);
    await second.keyboard.press('Enter');
    await second
      .getByText(/Harjoituslan apteekki/)
      .first()
      .waitFor();
    await picture(second, 'held-by-the-other-pharmacy');
    await goToRow(second, WANTED_BY_TWO);
    await second.keyboard.press('r');
    await second
      .getByText(/seurannassa/i)
      .first()
      .waitFor();
  });
  await step('The first gives it back; the second is told that it is free', async () => {
    await first.getByRole('button', { name: 'Anna takaisin' }).click();
    await first.getByRole('dialog').getByRole('button', { name: 'Anna takaisin' }).click();
    await first.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
    await second
      .getByText(/on vapaa toimitettavaksi/)
      .first()
      .waitFor();
    await picture(second, 'free-again');
  });
  await step('The second dispenses it, once; the first sees that it is done', async () => {
    await goToRow(second, WANTED_BY_TWO);
    await second.keyboard.press('Enter');
    await second.getByText('Varattu tälle apteekille', { exact: false }).waitFor();
    await chooseCheapest(second);
    await second.keyboard.press('F12');
    await sign(second);
    await second.getByText(ACCEPTED).waitFor();
    await second.keyboard.press('Escape');
    await first.getByText(/^Kaikki \(/).click();
    await first.keyboard.press('F5');
    await first.getByRole('row', { name: WANTED_BY_TWO }).filter({ hasText: 'Kokonaan toimitettu' }).waitFor();
    await picture(first, 'dispensed-once');
    await first.getByText(/^Toimitettavissa nyt/).click();
  });
}
