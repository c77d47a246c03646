/**
 * What a working day costs in keys and in waiting, with the real host, the real services' simulator and the real Chromium:
 * keys without PINs and scans, calls to the services, machine-bound time, answers to key presses.
 */
import { type Browser } from 'playwright-core';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import {
  launchBrowser,
  openWindow,
  type Running,
  startDesk,
  startSimulatorProcess,
  temporaryFolder,
} from '../e2e/processes.ts';
import { openGalleryHost } from '../e2e/gallery.host.ts';
import { takePicture } from '../e2e/pictures.ts';
import { PIN2 } from '../e2e/hands.ts';
import { root } from '../hosts/direct.ts';
import { type CountedServices, countServices } from './flows/counted-services.ts';
import { handOver, openPerson, openPersonTimed, type Person, personAt, signIn, takePack } from './flows/person.ts';
import { processorMs } from './flows/processor-time.ts';
import { plainChoices, prescribeAll } from './flows/shelf.ts';

const CONTROL = 'flows';
const PLAIN = 5;
const RENEWALS = 3;
const KEY_GAP_MS = 120;
const DOSES = ['1x3 7pv', '2x2 10pv', '1x1', '1 tabl aamulla', '1x3 tarv 5pv'];

type Figure = Readonly<{ what: string; value: number; unit: string; limit: number | null }>;
const figures: Figure[] = [];
const note = (what: string, value: number, unit: string, limit: number | null): void => {
  figures.push({ what, value, unit, limit });
  const bound = limit === null ? '' : `limit ${limit}  ${value <= limit ? 'ok' : 'EXCEEDED'}`;
  console.log(`${what.padEnd(66)} ${value.toFixed(unit === 'ms' ? 1 : 0).padStart(8)} ${unit.padEnd(5)} ${bound}`);
};
/** A look whether a line is up, or whether a version of the database has come, is made by the clock, whatever a person does. */
const isBackground = (call: string): boolean => call.endsWith('/metadata') || call.includes('/laaketietokanta/');
/** Which calls they were, so that a figure that is missed says why. */
const tell = (calls: readonly string[]): void => {
  for (const call of new Set(calls)) console.log(`    ${calls.filter(one => one === call).length} x ${call}`);
};
const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds from key presses to the change that each caused under `selector`, laid out; keys that change nothing do not count. */
async function answersTo({ page }: Person, selector: string, keys: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(watched => {
    const place = document.querySelector(watched);
    if (place === null) throw new Error(`nothing at ${watched}`);
    const taken: number[] = [];
    let pressedAt: number | null = null;
    window.addEventListener('keydown', event => (pressedAt = event.timeStamp), true);
    new MutationObserver(() => {
      if (pressedAt !== null && place.getBoundingClientRect().height >= 0) taken.push(performance.now() - pressedAt);
      pressedAt = null;
    }).observe(place, { childList: true, subtree: true, characterData: true, attributes: true });
    Object.assign(window, { taken });
  }, selector);
  await keys();
  return page.evaluate(() => (window as unknown as { taken: number[] }).taken);
}

async function atPrescribing(doctor: Person): Promise<void> {
  const { page } = doctor;
  const dose = page.getByRole('textbox', { name: 'Annostus', exact: true });
  const ready = page.getByRole('list', { name: 'Kori' }).getByText('Valmis', { exact: true });
  const sign = async (): Promise<void> => {
    await doctor.press('F12');
    await page.getByLabel(/PIN2/).waitFor();
    await doctor.pin(PIN2);
    await doctor.press('Enter');
    await page.getByRole('heading', { name: /^(Allekirjoitettu ja jonossa|Vastaanotettu)/ }).waitFor();
  };
  await openPerson(doctor, 'Aalto', 'Aune');
  doctor.keys();
  await doctor.press('F3');
  await page.getByRole('combobox', { name: 'Lääke' }).waitFor();
  await doctor.type('amox 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await doctor.press('Enter');
  await dose.waitFor();
  await doctor.type('1x3 7pv');
  await page.getByText('1 tabletti 3 kertaa päivässä 7 päivän ajan.').waitFor();
  await doctor.press('Control+e', 'Control+Enter');
  await ready.waitFor();
  await sign();
  note('prescription from search', doctor.keys(), 'keys', 25);
  await page.keyboard.press('Escape');

  // A favourite is kept from a form first, which is not counted.
  await doctor.press('F3');
  await doctor.type('para 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await doctor.press('Enter');
  await dose.waitFor();
  await doctor.type('1x3 tarv 10pv');
  await doctor.press('Control+e', 'Alt+s');
  await page.getByRole('dialog', { name: 'Tallenna suosikiksi' }).getByLabel('Oma nimi').waitFor();
  await doctor.type('Kipuun');
  await doctor.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await doctor.press('F8');
  await page.getByRole('dialog').getByRole('button', { name: 'Poista luonnos' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  doctor.keys();
  await doctor.press('F3');
  await page.getByRole('option', { name: /Kipuun/, selected: true }).waitFor();
  await doctor.press('Enter');
  await ready.waitFor();
  await sign();
  note('prescription from favourites', doctor.keys(), 'keys', 8);
  await page.keyboard.press('Escape');
}

async function atRenewals(doctor: Person): Promise<void> {
  const { page } = doctor;
  await page.keyboard.press('Control+Shift+U');
  await page.getByRole('heading', { level: 1, name: 'Uusimispyynnöt' }).waitFor();
  for (let routine = 0; routine < RENEWALS;) {
    await page.waitForTimeout(2000);
    await page.keyboard.press('F5');
    routine = await page.getByRole('row').filter({ hasText: 'Rutiini' }).count();
  }
  doctor.keys();
  for (let n = 1; n <= RENEWALS; n += 1) {
    await doctor.press('u');
    await page.getByRole('button', { name: `Katso ja allekirjoita (${n})` }).waitFor();
  }
  // One key for the whole batch opens what is signed.
  await page.keyboard.press('F12');
  await page.getByText(`Katsottu 1 / ${RENEWALS}`).waitFor();
  for (let n = 2; n <= RENEWALS; n += 1) await doctor.press('Enter');
  await page.getByRole('button', { name: `Allekirjoita ${RENEWALS} / ${RENEWALS}` }).waitFor();
  note('low-risk renewal, each of a batch', doctor.keys() / RENEWALS, 'keys', 2);
  await page.keyboard.press('Escape');
}

/** The man with 60 prescriptions. */
async function atManyPrescriptions(doctor: Person, services: CountedServices, host: Running): Promise<void> {
  const { page } = doctor;
  // The first time asks the service; the second time the line is cut, and what is stored here is shown.
  await openPerson(doctor, 'Kokemäki', 'Väinö');
  await page.locator('[data-row="50"]').waitFor({ state: 'attached' });
  await doctor.client.system.practiceFault({ fault: 'lineDown' });
  const opened: number[] = [];
  for (let turn = 0; turn < PLAIN; turn += 1) {
    opened.push(await openPersonTimed(doctor, 'Kokemäki', 'Väinö'));
    await page.locator('[data-row="50"]').waitFor({ state: 'attached' });
  }
  await doctor.client.system.practiceFault({ fault: 'none' });
  note('a patient with 60 prescriptions opens from the cache, median', median(opened), 'ms', 300);

  await page.keyboard.press('F3');
  await page.getByRole('combobox', { name: 'Lääke' }).waitFor();
  services.taken();
  await doctor.type('amox 500');
  await page.getByRole('option', { selected: true }).waitFor();
  await page.keyboard.press('Enter');
  const dose = page.getByRole('textbox', { name: 'Annostus', exact: true });
  await dose.waitFor();
  const before = processorMs(host.child.pid);
  const taken = await answersTo(doctor, 'aside[data-pane]', async () => {
    for (const text of DOSES) {
      await dose.fill('');
      await page.waitForTimeout(3 * KEY_GAP_MS);
      for (const letter of text) {
        await page.keyboard.press(letter === ' ' ? 'Space' : letter);
        await page.waitForTimeout(KEY_GAP_MS);
      }
    }
  });
  note(`findings after a key press, p95 of ${taken.length}`, percentile(taken, 0.95), 'ms', 50);
  const used = processorMs(host.child.pid) - before;
  note('  of it processor time of the host, mean', used / DOSES.join('').length, 'ms', null);
  const calls = services.taken().filter(call => !isBackground(call));
  tell(calls);
  note('service calls while words and dose were typed', calls.length, 'calls', 0);
  await page.keyboard.press('Escape');
}

async function atCounter(doctor: Person, pharmacist: Person, services: CountedServices): Promise<void> {
  const { page, client } = pharmacist;
  const choices = await plainChoices();
  const [plain, [first, second, third]] = [choices.slice(0, PLAIN), choices.slice(PLAIN)];
  if (plain.length < PLAIN || first === undefined || second === undefined || third === undefined)
    throw new Error('the practice release has too few plain packages');
  const packages = [...plain, first, second].map(({ cheapest }) => cheapest);
  if (third.other === null) throw new Error('nothing to swap');
  await openPerson(doctor, 'Esimerkki', 'Kaisa');
  const found = await doctor.client.patients.search({ text: 'Esimerkki Kaisa', limit: 5 });
  const patientId = found.ok ? (found.value.hits[0]?.id ?? '') : '';
  await prescribeAll(doctor, patientId, [...packages, third.other]);

  await openPerson(pharmacist, 'Esimerkki', 'Kaisa');
  const rowOf = (one: Readonly<{ tradeName: string }>) =>
    page.getByRole('row').filter({ hasText: one.tradeName }).first();
  const toSign = (count: number) => page.getByRole('button', { name: `Allekirjoita (${count})` });
  const [times, calls, keys]: [number[], number[], number[]] = [[], [], []];
  let asked: readonly string[] = [];
  for (const { cheapest } of plain) {
    await rowOf(cheapest).focus();
    pharmacist.keys();
    services.taken();
    const started = performance.now();
    await takePack(pharmacist, cheapest.vnr ?? '');
    await toSign(1).waitFor();
    await handOver(pharmacist, 1);
    times.push(performance.now() - started);
    await page.getByText('Reseptikeskus on kuitannut toimitukset.').waitFor();
    asked = services.taken().filter(call => !isBackground(call));
    calls.push(asked.length);
    keys.push(pharmacist.keys());
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  }
  note('dispensing one item, no finding', Math.max(...keys), 'keys', 4);
  note('machine-bound time of a plain dispensing, scan to label, median', median(times), 'ms', 1000);
  note('service calls from scan to receipt, median', median(calls), 'calls', 6);
  tell(asked);

  await rowOf(first.cheapest).focus();
  pharmacist.keys();
  await takePack(pharmacist, first.cheapest.vnr ?? '');
  await toSign(1).waitFor();
  await takePack(pharmacist, second.cheapest.vnr ?? '');
  await toSign(2).waitFor();
  // The third pack is another, cheaper product of the same group.
  await takePack(pharmacist, third.cheapest.vnr ?? '');
  await toSign(3).waitFor();
  await handOver(pharmacist, 3);
  note('basket of three with one swap', pharmacist.keys(), 'keys', 12);
  await client.session.signOut({});
}

/** From the card's leaving the reader to the covered screen. */
async function atCardOut({ page, client }: Person): Promise<void> {
  const started = performance.now();
  await client.session.insertPracticeCard({ cardId: null });
  await page.getByRole('heading', { name: 'Työpöytä on peitetty' }).waitFor();
  note('card out to covered screen', performance.now() - started, 'ms', 1000);
}

async function atLongTable(browser: Browser): Promise<void> {
  const gallery = await openGalleryHost('production');
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(gallery.address('scene=rows'));
    await page.locator('[data-row="0"]').focus();
    const taken = await answersTo(personAt(page), '[role="grid"]', async () => {
      for (let at = 0; at < 60; at += 1) {
        await page.keyboard.press('ArrowDown');
        await page.waitForTimeout(40);
      }
    });
    note(`key echo in a table of 500 rows, p95 of ${taken.length}`, percentile(taken, 0.95), 'ms', 50);
  } finally {
    await context.close();
    await gallery.close();
  }
}

await buildRenderer(root);
const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()] as const;
const simulator = await startSimulatorProcess(folders[0].path, CONTROL);
const [forClinic, forPharmacy] = [await countServices(simulator.url), await countServices(simulator.url)];
const clinic = await startDesk(folders[1].path, { url: forClinic.url, controlToken: CONTROL }, 'vastaanotto-1');
const pharmacy = await startDesk(folders[2].path, { url: forPharmacy.url, controlToken: CONTROL }, 'apteekki-1');
const browser = await launchBrowser();
try {
  const doctor = personAt((await openWindow(browser, clinic.url)).page);
  const pharmacist = personAt((await openWindow(browser, pharmacy.url)).page);
  for (const { page } of [doctor, pharmacist]) page.setDefaultTimeout(60_000);
  await signIn(doctor, 1);
  await signIn(pharmacist, 3);
  await atCounter(doctor, pharmacist, forPharmacy);
  await atPrescribing(doctor);
  await atRenewals(doctor);
  await atManyPrescriptions(doctor, forClinic, clinic);
  await atCardOut(doctor);
  await atLongTable(browser);
} catch (error) {
  const pages = browser.contexts().flatMap(context => context.pages());
  for (const [at, page] of pages.entries()) await takePicture(page, `flows-${at}`);
  throw error;
} finally {
  await browser.close();
  for (const running of [clinic, pharmacy, simulator]) await running.stop();
  for (const services of [forClinic, forPharmacy]) await services.close();
  for (const folder of folders) folder.remove();
}
process.exitCode = figures.every(({ value, limit }) => limit === null || value <= limit) ? 0 : 1;
