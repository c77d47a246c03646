/** A physician prescribes, the line is cut and comes back, a pharmacist dispenses: the main job from end to end. */
import { execFileSync } from 'node:child_process';
import { type Page } from 'playwright-core';
import { listTexts } from '../../../src-renderer/features/dispensing/list.texts.ts';
import { formTexts as dispensingFormTexts } from '../../../src-renderer/features/dispensing/form.texts.ts';
import { formTexts as prescriptionFormTexts } from '../../../src-renderer/features/prescribing/form.texts.ts';
import { prescribingTexts } from '../../../src-renderer/features/prescribing/prescribing.texts.ts';
import { queueTexts } from '../../../src-renderer/features/queue/queue.texts.ts';
import { sessionTexts } from '../../../src-renderer/features/session/session.texts.ts';
import { settingsTexts } from '../../../src-renderer/features/settings/settings.texts.ts';
import { signingTexts } from '../../../src-renderer/features/signing/signing.texts.ts';
import { statusTexts } from '../../../src-renderer/features/status/status.texts.ts';
import { textsIn } from '../../../src-renderer/i18n/texts.ts';
import { findPerson, PIN1, sign, signIn } from '../hands.ts';
import { type Stage, step, story } from './stage.ts';

const words = {
  session: textsIn(sessionTexts, 'fi'),
  prescribing: textsIn(prescribingTexts, 'fi'),
  form: textsIn(prescriptionFormTexts, 'fi'),
  signing: textsIn(signingTexts, 'fi'),
  queue: textsIn(queueTexts, 'fi'),
  queueSv: textsIn(queueTexts, 'sv'),
  settings: { fi: textsIn(settingsTexts, 'fi'), sv: textsIn(settingsTexts, 'sv') },
  status: textsIn(statusTexts, 'fi'),
  list: textsIn(listTexts, 'fi'),
  dispensing: textsIn(dispensingFormTexts, 'fi'),
};
/** Trade name of the first prescription: whatever the practice release calls its doxycycline. */
const FIRST_MEDICINE = /DOXYCYKLIN RAMOUKSA/;
export const PATIENT = ['Esimerkki Kaisa', /Esimerkki, Kaisa/] as const;

const search = (page: Page) => page.getByRole('combobox', { name: words.prescribing('search'), exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const saved = (page: Page) => page.getByText(/^Tallennettu .*\d\.\d\d/).waitFor();

/** Confirms with a reason whatever the findings ask for, as a person at the desk would. */
async function takeOnFindings(page: Page): Promise<void> {
  for (let asked = 0; asked < 8; asked += 1) {
    const open = page.getByRole('button', { name: words.form('giveReason') }).first();
    if (!(await open.isVisible())) return;
    await page.keyboard.press('Control+.');
    const reason = field(page, words.form('reason'));
    if ((await reason.inputValue()) === '') await reason.fill('Riskitiedot käyty läpi potilaan kanssa');
    await page
      .getByRole('button', { name: words.form('accept') })
      .first()
      .click();
  }
}
const pickFault = async (page: Page, name: 'faultNone' | 'faultLineDown'): Promise<void> => {
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /Harjoitusviat|Yhteys poikki/ })
    .click();
  await page.getByRole('menuitem', { name: words.status(name) }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
};

export async function mainJob(stage: Stage): Promise<void> {
  const { picture } = stage;
  let page = stage.page('clinic');
  const accepted = () => page.getByRole('heading', { name: words.signing('acceptedHead', { count: 1 }) }).waitFor();

  story('A physician prescribes');
  await step('The sign-in screen shows the tray of practice cards', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await picture(page, 'sign-in');
  });
  await step('A wrong PIN says how many tries are left', async () => {
    await page.getByRole('button', { name: 'Aino Maria Harjula' }).first().click();
    await page.getByLabel(words.session('pin1')).fill('9999');
    await page.keyboard.press('Enter');
    await page
      .getByText(/4 yritystä/)
      .first()
      .waitFor();
    await picture(page, 'wrong-pin');
  });
  await step('The physician signs in with card and PIN1', async () => {
    await page.getByLabel(words.session('pin1')).fill(PIN1);
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox').first().waitFor();
    await page.getByRole('contentinfo').getByText('Kanta', { exact: true }).waitFor();
    await picture(page, 'home');
  });
  await step('A patient is found by name and opened with a reason', async () => {
    await findPerson(page, ...PATIENT);
    await picture(page, 'opening');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: words.prescribing('title') }).waitFor();
    await page.getByRole('row', { name: /PYÖKSÄ/ }).waitFor();
    await picture(page, 'prescriptions');
  });
  await step('A penicillin meets the recorded allergy: the stop stands beside the form', async () => {
    await page.keyboard.press('F3');
    await search(page).fill('amoksisilliini 500');
    await page.getByRole('option', { selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await field(page, words.form('dose')).fill('1x3 7pv');
    await field(page, words.form('indication')).fill('Poskiontelotulehdus');
    await page
      .getByText(/penisilliini/i)
      .nth(1)
      .waitFor();
    await saved(page);
    await picture(page, 'allergy-finding');
  });
  await step('Another medicine is searched: substance and strength, misspelt', async () => {
    await page.getByRole('button', { name: words.form('changeMedicine') }).click();
    await search(page).fill('doksisykliiini 150');
    await page.getByRole('option', { name: FIRST_MEDICINE, selected: true }).waitFor();
    await picture(page, 'medicine-search');
    await page.keyboard.press('Enter');
    await field(page, words.form('dose')).waitFor();
  });
  await step('The dose typed as 1x1 20pv becomes a sentence; findings stand beside it', async () => {
    await field(page, words.form('dose')).fill('1x1 20pv');
    await page.getByText('1 tabletti kerran päivässä 20 päivän ajan.').first().waitFor();
    await field(page, words.form('indication')).fill('Poskiontelotulehdus');
    await page.waitForTimeout(700);
    await takeOnFindings(page);
    await picture(page, 'prescription-form');
  });
  await step('Every document is shown before it is signed', async () => {
    await page.keyboard.press('Control+Enter');
    await search(page).waitFor();
    await page.keyboard.press('F12');
    await page.getByLabel(words.signing('pin2')).waitFor();
    await picture(page, 'preview-and-sign');
  });
  await step('Signed with PIN2: queued first, green only when accepted', async () => {
    await sign(page);
    await accepted();
    await picture(page, 'accepted');
    await page.keyboard.press('Escape');
  });

  story('The line is cut, the host dies, nothing is lost');
  await step('A second prescription is signed without a line', async () => {
    await pickFault(page, 'faultLineDown');
    await page.keyboard.press('F3');
    await search(page).fill('ibuprofeeni 400');
    await page.getByRole('option', { selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await field(page, words.form('dose')).fill('1x3 tarv 5pv');
    await field(page, words.form('indication')).fill('Särky');
    await page
      .getByText(/^Häiriö: Reseptikeskus ei vastaa/)
      .first()
      .waitFor();
    await page.getByRole('contentinfo').getByText('Kanta', { exact: true }).waitFor();
    await page.waitForTimeout(700);
    await takeOnFindings(page);
    await picture(page, 'prescribing-offline');
    await page.keyboard.press('F12');
    await sign(page);
    await page.getByRole('heading', { name: words.signing('signedHead', { count: 1 }) }).waitFor();
    await picture(page, 'signed-and-queued');
    await page.keyboard.press('Escape');
  });
  await step('The queue shows what waits and why', async () => {
    await page.keyboard.press('Control+q');
    await page.getByRole('heading', { name: words.queue('title') }).waitFor();
    await page.getByRole('row', { name: /IBUPROFEN/ }).waitFor();
    await picture(page, 'queue-waiting');
  });
  await step('The host is killed in the middle and started again: the act waits where it was', async () => {
    page = await stage.restart('clinic');
    await signIn(page, /Aino Maria Harjula/);
    await page.keyboard.press('Control+q');
    await page.getByRole('row', { name: /IBUPROFEN/ }).waitFor();
  });
  await step('The line comes back: the queue drains by itself', async () => {
    await pickFault(page, 'faultNone');
    await page.getByText(words.queue('emptyOpen')).waitFor();
    await page.getByRole('radio', { name: words.queue('all') }).press('Space');
    await page.getByRole('row', { name: /IBUPROFEN.*Vastaanotettu/ }).waitFor();
    await picture(page, 'queue-drained');
  });
  await step('The same in Swedish and in the dark', async () => {
    const settings = () => page.getByRole('button', { name: /^(Asetukset|Inställningar)$/ }).click();
    await settings();
    await page.getByRole('radio', { name: 'Svenska' }).press('Space');
    await page.getByRole('radio', { name: words.settings.sv('dark') }).press('Space');
    await page.keyboard.press('Control+q');
    await page.getByRole('heading', { name: words.queueSv('title') }).waitFor();
    await page.getByRole('radio', { name: words.queueSv('all') }).press('Space');
    await page.getByRole('row', { name: /IBUPROFEN/ }).waitFor();
    await picture(page, 'queue-swedish-dark');
    await settings();
    await page.getByRole('radio', { name: 'Suomi' }).press('Space');
    await page.getByRole('radio', { name: words.settings.fi('light') }).press('Space');
    await page.getByRole('heading', { name: words.settings.fi('title') }).waitFor();
    await picture(page, 'settings');
  });

  story('A pharmacist dispenses');
  page = stage.page('pharmacy');
  await step('The customer asks: the basis of access is recorded', async () => {
    await signIn(page, /Leena Apaja/);
    await findPerson(page, ...PATIENT);
    await picture(page, 'basis-of-access');
    await page.keyboard.press('Enter');
    await page.getByText(FIRST_MEDICINE).first().waitFor();
    await picture(page, 'dispensable-now');
  });
  await step('The dispensing form takes the hold: packages, swap, what is left, what the customer pays', async () => {
    await page.getByRole('row', { name: FIRST_MEDICINE }).first().focus();
    await page.keyboard.press('Enter');
    const count = page
      .locator('input')
      .and(page.getByLabel(words.dispensing('count')))
      .first();
    await count.fill('1');
    await count.press('Tab');
    await page
      .getByText(/^10.kpl$/)
      .first()
      .waitFor();
    await page
      .getByText(/^Kela /)
      .first()
      .waitFor();
    await picture(page, 'partial-lot');
  });
  await step('Half of it is dispensed and accepted; the label comes by itself', async () => {
    await page.keyboard.press('F12');
    await page.getByLabel(words.signing('pin2')).waitFor();
    await picture(page, 'dispensing-preview');
    const [label] = await Promise.all([page.waitForEvent('download'), sign(page)]);
    await accepted();
    await picture(page, 'dispensing-accepted');
    const pdf = stage.fileFor('label').replace(/png$/, 'pdf');
    await label.saveAs(pdf);
    execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', pdf, pdf.replace(/\.pdf$/, '')]);
    await page.keyboard.press('Escape');
    await page
      .getByRole('row', { name: FIRST_MEDICINE })
      .filter({ hasText: /10.kpl/ })
      .first()
      .waitFor();
    await picture(page, 'list-after-dispensing');
  });
}
