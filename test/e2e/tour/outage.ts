/** One pharmacy's cable is pulled: it dispenses by the rules of an outage while another pharmacy changes the same prescription. */
import { atDesk, chooseCheapest, goToRow, sign } from '../hands.ts';
import { PATIENT } from './main-job.ts';
import { type Stage, step, story } from './stage.ts';

const DISPENSED = /PEITEHTY/;

export async function outage(stage: Stage): Promise<void> {
  const { picture } = stage;
  const [ours, theirs] = [stage.page('pharmacy'), stage.page('otherPharmacy')];
  const heading = (name: string) => ours.getByRole('heading', { level: 1, name }).waitFor();

  story('An outage at one pharmacy');
  await step('The cable is pulled: what may be done now, what may not, and the limits of amounts', async () => {
    await atDesk(theirs, /Sofia Lindgren/, ...PATIENT);
    await atDesk(ours, /Leena Apaja/, ...PATIENT);
    await ours.getByRole('row', { name: DISPENSED }).waitFor();
    await stage.cable.pull();
    await ours.keyboard.press('F5');
    await ours
      .getByText(/Reseptikeskukseen ei saada yhteyttä/)
      .first()
      .waitFor();
    await ours
      .getByRole('region', { name: 'Ohje häiriön aikana' })
      .getByText(/enintään 30 päivän tarve/)
      .waitFor();
    await ours.getByRole('contentinfo').getByText('Kanta', { exact: true }).waitFor();
    await picture(ours, 'outage-guide');
  });
  await step('More than the need of thirty days is stopped; the amount is limited by rule', async () => {
    await ours.keyboard.press('Control+Shift+K');
    await goToRow(ours, DISPENSED);
    await ours.keyboard.press('Enter');
    await ours.getByText('Ei varausta: yhteys Reseptikeskukseen on poikki').waitFor();
    await chooseCheapest(ours);
    const limit = ours.getByText(/enintään 30 päivän tarve tai pienin pakkaus/).first();
    await limit.waitFor();
    await picture(ours, 'outage-limit');
    await ours.getByLabel(/^Jaettu määrä/).fill('30');
    await limit.waitFor({ state: 'detached' });
  });
  await step('What the judgement rests on is recorded; signed, labelled, queued: nothing is green', async () => {
    await ours.getByRole('textbox', { name: 'Perustelu' }).fill('Vanha pakkaus ja sen ohjelippu nähty.');
    await ours.keyboard.press('Enter');
    await ours.getByRole('button', { name: 'Allekirjoita (1)' }).waitFor();
    await ours.keyboard.press('F12');
    await sign(ours);
    await ours
      .getByRole('dialog')
      .getByText(/näkyvät vihreinä vasta/)
      .waitFor();
    await picture(ours, 'outage-signed');
    await ours.keyboard.press('Escape');
  });
  await step('Meanwhile the other pharmacy, whose line is whole, dispenses from the same prescription', async () => {
    await theirs.getByText(/^Toimitettavissa nyt/).click();
    await theirs.keyboard.press('F5');
    await goToRow(theirs, DISPENSED);
    await theirs.keyboard.press('Enter');
    await theirs.getByText('Varattu tälle apteekille', { exact: false }).waitFor();
    await chooseCheapest(theirs);
    await theirs.getByLabel(/^Jaettu määrä/).fill('50');
    await theirs.keyboard.press('Tab');
    await theirs
      .getByText(/^50.kpl$/)
      .first()
      .waitFor();
    await theirs.keyboard.press('F12');
    await sign(theirs);
    await theirs.getByText('Reseptikeskus on kuitannut toimitukset.').waitFor();
    await theirs.keyboard.press('Escape');
  });
  await step('The line is back: what does not fit is not sent over it, a person is asked', async () => {
    await stage.cable.plugIn();
    await ours.keyboard.press('Control+q');
    await heading('Lähetysjono');
    await ours.getByRole('row', { name: /Odottaa päätöstä/ }).waitFor();
    await ours.getByRole('radio', { name: 'Vaatii huomiota' }).press('Space');
    await ours.getByRole('row', { name: /Esimerkki, Kaisa.*Odottaa päätöstä/ }).click();
    await ours.getByText(/^Kanta$/).waitFor();
    await picture(ours, 'outage-needs-a-person');
  });
  await step('Both sides and what they began from stand beside each other; nothing is chosen beforehand', async () => {
    await ours.keyboard.press('Enter');
    await heading('Vertaa ja päätä');
    await ours.getByRole('row', { name: /Jäljellä/ }).waitFor();
    await ours.getByRole('radio', { name: /Tee uusi nykyisen tiedon päälle/, disabled: false }).waitFor();
    await ours.getByText(/kopio voi olla matkalla/).waitFor({ state: 'detached' });
    await picture(ours, 'outage-both-sides');
  });
  await step('Decided by the keyboard with a reason: made again on what is left, signed and accepted', async () => {
    await ours.getByRole('radio', { name: /Tee uusi nykyisen tiedon päälle/ }).press('Space');
    await ours.getByRole('textbox', { name: 'Perustelu' }).fill('Satamakulman apteekki ehti toimittaa osan.');
    await ours.keyboard.press('Control+Enter');
    await heading('Lääkemääräykset');
    await goToRow(ours, DISPENSED);
    await ours.keyboard.press('Enter');
    await ours.getByText('Varattu tälle apteekille', { exact: false }).waitFor();
    await ours.getByRole('textbox', { name: 'Perustelu' }).fill('Toimitettu häiriön aikana.');
    await ours.keyboard.press('Enter');
    await ours.getByRole('button', { name: 'Allekirjoita (1)' }).waitFor();
    await ours.keyboard.press('F12');
    await sign(ours);
    await ours.getByText('Reseptikeskus on kuitannut toimitukset.').waitFor();
    await ours.keyboard.press('Escape');
    await ours
      .getByRole('row', { name: DISPENSED })
      .filter({ hasText: /20.kpl/ })
      .waitFor();
    await picture(ours, 'outage-reconciled');
  });
}
