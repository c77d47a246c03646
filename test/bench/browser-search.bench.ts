/**
 * Search of medicines as a physician feels it: from the key press to the rows that answer it in the page, with the real host
 * and the real Chromium. Every query is typed letter by letter.
 */
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { generatePractice } from '../../resources/medicines/generate-practice.ts';
import { prescribingTexts } from '../../src-renderer/features/prescribing/prescribing.texts.ts';
import { patientTexts } from '../../src-renderer/features/patients/patients.texts.ts';
import { sessionTexts } from '../../src-renderer/features/session/session.texts.ts';
import { textsIn } from '../../src-renderer/i18n/texts.ts';
import { launchBrowser, openWindow, startDesk, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';
import { root } from '../hosts/direct.ts';
import { type Locator, type Page } from 'playwright-core';

const QUERIES = [
  'amoksisilliini 500',
  'doksisykliini',
  'ibuprofeeni 400',
  'metformiini',
  'ramipril 5',
  'paracetamol',
  'salbutamoli',
  'levotyroksiini',
  'atorvastatiini 20',
  'C09AA05',
];
const KEY_GAP_MS = 60;
/** A person needs longer than this from signing in to the first search: the screen gets its table ready meanwhile. */
const BEFORE_SEARCH_MS = 5_000;

const t = {
  session: textsIn(sessionTexts, 'fi'),
  patients: textsIn(patientTexts, 'fi'),
  prescribing: textsIn(prescribingTexts, 'fi'),
};

async function openSearch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Aino Maria Harjula' }).first().click();
  await page.getByLabel(t.session('pin1')).fill('1234');
  await page.keyboard.press('Enter');
  await page.getByLabel(t.patients('search')).fill('Esimerkki Kaisa');
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t.prescribing('title') }).waitFor();
  await page.keyboard.press('F3');
  await page.getByRole('combobox', { name: t.prescribing('search'), exact: true }).waitFor();
}

/**
 * Milliseconds from each key press to the change of the rows that it caused, laid out, as the page itself sees both. The next
 * frame of the screen, at most 17 ms away at 60 Hz, is not counted: it would round both limits to frames.
 */
async function measureKeys(page: Page, field: Locator, answer: string): Promise<readonly number[]> {
  await page.evaluate(selector => {
    const list = document.querySelector(selector);
    if (list === null) throw new Error('no list of results');
    const taken: number[] = [];
    let pressedAt: number | null = null;
    Object.assign(window, { taken });
    window.addEventListener('keydown', event => (pressedAt = event.timeStamp), true);
    const seen = new MutationObserver(() => {
      if (pressedAt === null) return;
      // Asking where the rows stand makes the page lay them out now.
      if (list.scrollHeight + list.getBoundingClientRect().height > 0) taken.push(performance.now() - pressedAt);
      pressedAt = null;
    });
    seen.observe(list, { childList: true, subtree: true, characterData: true, attributes: true });
  }, answer);
  for (const query of QUERIES) {
    await field.fill('');
    await page.waitForTimeout(200);
    for (const letter of query) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await page.waitForTimeout(KEY_GAP_MS);
    }
  }
  return page.evaluate(() => (window as unknown as { taken: number[] }).taken);
}

/** A field that writes its letters into the line below it, and nothing else: what the browser and its driver take by themselves. */
async function measureBareField(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const [field, line] = [document.createElement('input'), document.createElement('p')];
    field.setAttribute('aria-label', 'bare');
    line.id = 'bare-answer';
    field.addEventListener('input', () => (line.textContent = field.value));
    const box = document.createElement('div');
    box.style.cssText = 'position: fixed; inset: 0 0 auto; background: Canvas';
    box.append(field, line);
    document.body.append(box);
  });
  return measureKeys(page, page.getByLabel('bare'), '#bare-answer');
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

function tell(label: string, taken: readonly number[], limit: string, verdict: string): void {
  const shares = [0.5, 0.95, 0.99].map(share => percentile(taken, share).toFixed(1).padStart(9));
  console.log([label.padEnd(18), String(taken.length).padStart(6), ...shares, limit.padStart(9), verdict].join(' '));
}

async function measure(
  label: string,
  limitMs: number,
  simulatorUrl: string,
  more: readonly string[],
): Promise<boolean> {
  const folder = temporaryFolder();
  const desk = await startDesk(folder.path, { url: simulatorUrl, controlToken: null }, 'bench', more);
  const browser = await launchBrowser();
  try {
    const window = await openWindow(browser, desk.url);
    await openSearch(window.page);
    await window.page.waitForTimeout(BEFORE_SEARCH_MS);
    const field = window.page.getByRole('combobox', { name: t.prescribing('search'), exact: true });
    // The first search compiles what it needs on both sides; a physician feels that once a day.
    await field.fill('warfariini');
    await window.page.getByRole('option').first().waitFor();
    const taken = await measureKeys(window.page, field, '[role="listbox"]');
    const isKept = percentile(taken, 0.99) < limitMs;
    tell(label, taken, String(limitMs), isKept ? 'ok' : 'EXCEEDED');
    tell('  a bare field', await measureBareField(window.page), '-', 'the same page and keys, without search and rows');
    return isKept;
  } finally {
    await browser.close();
    await desk.stop();
    folder.remove();
  }
}

await buildRenderer(root);
const simulatorFolder = temporaryFolder();
const releaseFolder = temporaryFolder();
const simulator = await startSimulatorProcess(simulatorFolder.path);
try {
  // The practice prescriptions are signed in the background at the first start: they would take a core away.
  await new Promise(resolve => setTimeout(resolve, 25_000));
  console.log('from key press to rows, ms  keys       p50       p95       p99     limit');
  const small = await measure('12,000 packages', 16, simulator.url, []);
  generatePractice({ directory: releaseFolder.path, factor: 13, limit: 146_000, firstVnr: 700_000 });
  const large = await measure('146,000 packages', 50, simulator.url, ['--medicines', releaseFolder.path]);
  process.exitCode = small && large ? 0 : 1;
} finally {
  await simulator.stop();
  simulatorFolder.remove();
  releaseFolder.remove();
}
