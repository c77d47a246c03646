/**
 * The main job from end to end on the real parts: two desks, one simulator, real Chromium. Every step prints its duration and
 * leaves a numbered picture; the first step that fails ends the tour with a picture of where it stood.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { appTexts } from '../../src-renderer/app/app.texts.ts';
import { settingsTexts } from '../../src-renderer/features/settings/settings.texts.ts';
import { listTexts } from '../../src-renderer/features/dispensing/list.texts.ts';
import { formTexts as dispensingFormTexts } from '../../src-renderer/features/dispensing/form.texts.ts';
import { patientTexts } from '../../src-renderer/features/patients/patients.texts.ts';
import { formTexts as prescriptionFormTexts } from '../../src-renderer/features/prescribing/form.texts.ts';
import { prescribingTexts } from '../../src-renderer/features/prescribing/prescribing.texts.ts';
import { queueTexts } from '../../src-renderer/features/queue/queue.texts.ts';
import { recordTexts } from '../../src-renderer/features/records/records.texts.ts';
import { sessionTexts } from '../../src-renderer/features/session/session.texts.ts';
import { signingTexts } from '../../src-renderer/features/signing/signing.texts.ts';
import { statusTexts } from '../../src-renderer/features/status/status.texts.ts';
import { textsIn } from '../../src-renderer/i18n/texts.ts';
import {
  type Desk,
  launchBrowser,
  openWindow,
  type Running,
  startDesk,
  startSimulatorProcess,
  temporaryFolder,
} from './processes.ts';

const root = join(import.meta.dirname, '..', '..');
const PIN1 = '1234';
const PIN2 = '123456';
/** Token of the simulator's control interface, so that both desks can play faults on it. */
const CONTROL = 'tour';
/** Trade name of the first prescription: whatever the practice release calls its doxycycline. */
const FIRST_MEDICINE = /DOXYCYKLIN RAMOUKSA/;
const PATIENT = 'Esimerkki Kaisa';
const words = {
  session: textsIn(sessionTexts, 'fi'),
  patients: textsIn(patientTexts, 'fi'),
  prescribing: textsIn(prescribingTexts, 'fi'),
  form: textsIn(prescriptionFormTexts, 'fi'),
  signing: textsIn(signingTexts, 'fi'),
  queue: textsIn(queueTexts, 'fi'),
  queueSv: textsIn(queueTexts, 'sv'),
  app: textsIn(appTexts, 'fi'),
  appSv: textsIn(appTexts, 'sv'),
  settings: { fi: textsIn(settingsTexts, 'fi'), sv: textsIn(settingsTexts, 'sv') },
  status: textsIn(statusTexts, 'fi'),
  list: textsIn(listTexts, 'fi'),
  dispensing: textsIn(dispensingFormTexts, 'fi'),
  records: textsIn(recordTexts, 'fi'),
};

const output = join(root, 'tour-output');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

let pictures = 0;
const picture = async (page: Page, name: string): Promise<void> => {
  pictures += 1;
  await page.screenshot({ path: join(output, `${String(pictures).padStart(2, '0')}-${name}.png`) });
};

let current: Page | null = null;
async function step(says: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${says.padEnd(72)} ${(performance.now() - started).toFixed(0).padStart(6)} ms`);
}

/** Puts the card into the reader on the sign-in screen and enters PIN1. */
async function signIn(page: Page, holder: string): Promise<void> {
  await page.getByRole('button', { name: holder }).first().click();
  await page.getByLabel(words.session('pin1')).fill(PIN1);
  await page.keyboard.press('Enter');
  // A desk that is kept lies open where it was, else at the search.
  await page.getByRole('navigation').waitFor();
}

async function openPatient(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F2');
  const field = page.getByLabel(words.patients('search'));
  await field.fill(text);
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor();
  await field.press('Enter');
  await page.getByRole('dialog').waitFor();
}

/** Confirms with a reason whatever the findings ask for, as a person at the desk would. */
async function takeOnFindings(page: Page): Promise<void> {
  for (let asked = 0; asked < 8; asked += 1) {
    const open = page.getByRole('button', { name: words.form('giveReason') }).first();
    if (!(await open.isVisible())) return;
    await page.keyboard.press('Control+.');
    const reason = page.getByRole('textbox', { name: words.form('reason'), exact: true });
    if ((await reason.inputValue()) === '') await reason.fill('Riskitiedot käyty läpi potilaan kanssa');
    await page
      .getByRole('button', { name: words.form('accept') })
      .first()
      .click();
  }
}

async function main(): Promise<void> {
  await buildRenderer(root);
  const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()] as const;
  const simulator = await startSimulatorProcess(folders[0].path, CONTROL);
  const services = { url: simulator.url, controlToken: CONTROL };
  const browser = await launchBrowser();
  let clinic: Running = await startDesk(folders[1].path, services, 'vastaanotto-1');
  const pharmacy: Running = await startDesk(folders[2].path, services, 'apteekki-1');
  let doctor: Desk = await openWindow(browser, clinic.url);
  const violations: string[] = [];
  current = doctor.page;
  try {
    let page = doctor.page;
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
      await page.getByLabel(words.patients('search')).waitFor();
      await picture(page, 'home');
    });
    await step('A patient is found by name and opened with a reason', async () => {
      await openPatient(page, PATIENT);
      await picture(page, 'opening');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words.prescribing('title') }).waitFor();
      await page.getByRole('row').nth(1).waitFor();
      await picture(page, 'prescriptions');
    });
    await step('A medicine is searched: substance and strength, misspelt', async () => {
      await page.keyboard.press('F3');
      await page.getByRole('combobox', { name: words.prescribing('search'), exact: true }).fill('doksisykliiini 150');
      await page.getByRole('option').first().waitFor();
      await picture(page, 'medicine-search');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: words.form('dose'), exact: true }).waitFor();
    });
    await step('The dose typed as 1x1 20pv becomes a sentence; findings stand beside it', async () => {
      await page.getByRole('textbox', { name: words.form('dose'), exact: true }).fill('1x1 20pv');
      await page.getByText('1 tabletti kerran päivässä 20 päivän ajan.').first().waitFor();
      await page.getByRole('textbox', { name: words.form('indication'), exact: true }).fill('Poskiontelotulehdus');
      await page.waitForTimeout(700);
      await picture(page, 'prescription-form');
      await takeOnFindings(page);
      await picture(page, 'prescription-findings-taken-on');
    });
    await step('The prescription goes into the basket', async () => {
      await page.keyboard.press('Control+Enter');
      await page.getByRole('combobox', { name: words.prescribing('search'), exact: true }).waitFor();
      await picture(page, 'basket');
    });
    await step('Every document is shown before it is signed', async () => {
      await page.keyboard.press('F12');
      await page.getByLabel(words.signing('pin2')).waitFor();
      await picture(page, 'preview-and-sign');
    });
    await step('Signed with PIN2: queued first, green only when accepted', async () => {
      await page.getByLabel(words.signing('pin2')).fill(PIN2);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words.signing('acceptedHead', { count: 1 }) }).waitFor();
      await picture(page, 'accepted');
    });
    await step('The line is cut on purpose; the work goes on', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: words.status('practiceFault') }).click();
      await page.getByRole('menuitem', { name: words.status('faultLineDown') }).click();
      await page
        .getByText(/poikki klo/)
        .first()
        .waitFor();
      await picture(page, 'line-cut');
    });
    await step('A second prescription is signed without a line', async () => {
      await page.keyboard.press('F3');
      await page.getByRole('combobox', { name: words.prescribing('search'), exact: true }).fill('ibuprofeeni 400');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: words.form('dose'), exact: true }).fill('1x3 tarv 5pv');
      await page.getByRole('textbox', { name: words.form('indication'), exact: true }).fill('Särky');
      await page.waitForTimeout(700);
      await takeOnFindings(page);
      await picture(page, 'prescribing-offline');
      await page.keyboard.press('F12');
      await page.getByLabel(words.signing('pin2')).fill(PIN2);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words.signing('signedHead', { count: 1 }) }).waitFor();
      await picture(page, 'signed-and-queued');
      await page.keyboard.press('Escape');
    });
    await step('The queue shows what waits and why', async () => {
      await page.keyboard.press('Control+q');
      await page.getByRole('heading', { name: words.queue('title') }).waitFor();
      await page.getByText(words.queue('queued')).first().waitFor();
      await picture(page, 'queue-waiting');
    });
    await step('The host is killed in the middle and started again', async () => {
      violations.push(...doctor.violations);
      await doctor.context.close();
      await clinic.kill();
      clinic = await startDesk(folders[1].path, services, 'vastaanotto-1');
      doctor = await openWindow(browser, clinic.url);
      page = doctor.page;
      current = page;
      await signIn(page, 'Aino Maria Harjula');
      await page.keyboard.press('Control+q');
      await page
        .getByText('ibupro', { exact: false })
        .or(page.getByText(words.queue('queued')))
        .first()
        .waitFor();
      await picture(page, 'after-restart-still-queued');
    });
    await step('The line comes back: the queue drains by itself', async () => {
      await page.getByRole('button', { name: words.status('practiceFault') }).click();
      await page.getByRole('menuitem', { name: words.status('faultNone') }).click();
      await page.getByText(words.queue('emptyOpen')).waitFor();
      await page.getByRole('radio', { name: words.queue('all') }).click({ force: true });
      await page.getByRole('row').nth(1).waitFor();
      await page.getByText(words.queue('accepted')).first().waitFor();
      await picture(page, 'queue-drained');
    });
    await step('The same in Swedish and in the dark', async () => {
      await page.getByRole('button', { name: words.app('settings') }).click();
      await page.getByRole('radio', { name: 'Svenska' }).click({ force: true });
      await page.getByRole('radio', { name: words.settings.sv('dark') }).click({ force: true });
      await page.keyboard.press('Control+q');
      await page.getByRole('heading', { name: words.queueSv('title') }).waitFor();
      await picture(page, 'queue-swedish-dark');
      await page
        .getByRole('button', { name: words.settings.sv('title') })
        .or(page.getByRole('button', { name: words.appSv('settings') }))
        .first()
        .click();
      await page.getByRole('radio', { name: 'Suomi' }).click({ force: true });
      await page.getByRole('radio', { name: words.settings.fi('light') }).click({ force: true });
      await picture(page, 'settings');
    });

    const counter = await openWindow(browser, pharmacy.url);
    page = counter.page;
    current = page;
    await step('At the second desk the pharmacist signs in', async () => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await signIn(page, 'Leena Apaja');
      await picture(page, 'pharmacy-home');
    });
    await step('The customer asks: the basis of access is recorded', async () => {
      await openPatient(page, PATIENT);
      await picture(page, 'basis-of-access');
      await page.keyboard.press('Enter');
      await page.getByText(FIRST_MEDICINE).first().waitFor();
      await picture(page, 'dispensable-now');
    });
    await step('The dispensing form takes the hold: packages, swap, what is left', async () => {
      await page.getByRole('row', { name: FIRST_MEDICINE }).first().click();
      await page.keyboard.press('Enter');
      await page.getByText(words.dispensing('remaining')).first().waitFor();
      await picture(page, 'dispensing-form');
    });
    await step('One package of two is dispensed: a partial lot', async () => {
      const count = page
        .locator('input')
        .and(page.getByLabel(words.dispensing('count')))
        .first();
      await count.fill('1');
      await count.press('Tab');
      await page.waitForTimeout(700);
      await picture(page, 'partial-lot');
      await page.keyboard.press('F12');
      await page.getByLabel(words.signing('pin2')).waitFor();
      await picture(page, 'dispensing-preview');
      await page.getByLabel(words.signing('pin2')).fill(PIN2);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words.signing('acceptedHead', { count: 1 }) }).waitFor();
      await picture(page, 'dispensing-accepted');
    });
    await step('The label is printed', async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('button', { name: words.list('printLabel') })
          .first()
          .click(),
      ]);
      const file = join(output, 'label.pdf');
      await download.saveAs(file);
      pictures += 1;
      execFileSync('pdftoppm', [
        '-r',
        '200',
        '-png',
        '-singlefile',
        file,
        join(output, `${String(pictures).padStart(2, '0')}-label`),
      ]);
      await page.keyboard.press('Escape');
      await picture(page, 'list-after-dispensing');
    });

    page = doctor.page;
    current = page;
    await step('At the first desk the nurse puts her own card in', async () => {
      await page.getByRole('button', { name: /Kortti/ }).click();
      await page.getByRole('button', { name: 'Noora Elina Hoivala' }).first().click();
      await page.getByLabel(words.session('pin1')).fill(PIN1);
      await picture(page, 'other-card-other-desk');
      await page.keyboard.press('Enter');
      await page.getByLabel(words.patients('search')).waitFor();
    });
    await step('She opens the visit and a note', async () => {
      await openPatient(page, PATIENT);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words.records('title') }).waitFor();
      await page
        .getByRole('button', { name: words.patients('openEvent') })
        .first()
        .click();
      await page
        .getByText(/Käynti (avoinna|jonossa)/)
        .first()
        .waitFor();
      await picture(page, 'records');
      await page.keyboard.press('Control+Shift+N');
      await page.getByRole('dialog').waitFor();
      await picture(page, 'note-templates');
      await page.keyboard.press('1');
    });
    await step('Text, reason for visit and blood pressure', async () => {
      await page
        .getByRole('textbox', { name: words.records('reasonForArrival') })
        .first()
        .fill('Verenpaineen seuranta. Vointi hyvä, ei huimausta.');
      await page.getByLabel(words.records('systolic')).first().fill('132');
      await page.getByLabel(words.records('diastolic')).first().fill('84');
      await page.keyboard.press('Tab');
      await page.waitForTimeout(800);
      await picture(page, 'note');
    });
    await step('The note is shown as it will be archived, and signed', async () => {
      await page.keyboard.press('F12');
      await page.getByLabel(words.signing('pin2')).waitFor();
      await picture(page, 'note-preview');
      await page.getByLabel(words.signing('pin2')).fill(PIN2);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words.signing('acceptedHead', { count: 1 }) }).waitFor();
      await picture(page, 'note-archived');
      await page.keyboard.press('Escape');
    });
    await step('It stands in the list as the repository has it', async () => {
      await page.getByText(words.records('accepted')).first().waitFor();
      await picture(page, 'records-archived');
    });
    violations.push(...counter.violations);
  } catch (error) {
    await picture(current, 'FAILED');
    throw error;
  } finally {
    violations.push(...doctor.violations);
    await browser.close();
    await Promise.all([clinic.stop(), pharmacy.stop(), simulator.stop()]);
    for (const folder of folders) folder.remove();
  }
  if (violations.length > 0) throw new Error(`the page policy was violated: ${violations.join('; ')}`);
  console.log(`${pictures} pictures in ${output}`);
}

await main();
