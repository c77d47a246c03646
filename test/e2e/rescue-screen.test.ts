import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPatient, prescribe, signIn } from '../hosts/story.ts';
import { startDirectHost } from '../hosts/direct.ts';
import { takePicture } from './pictures.ts';
import { launchBrowser, openWindow, startDesk, startSimulatorProcess, temporaryFolder } from './processes.ts';

const folder = temporaryFolder();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

test('a damaged database: the screen says so, gives the unsent act out, and the file stays as it was', async () => {
  const services = temporaryFolder();
  const simulator = await startSimulatorProcess(services.path);
  const desk = await startDirectHost(folder.path, { url: simulator.url, controlToken: null });
  await signIn(desk.client, 'aino-harjula');
  const patientId = await openPatient(desk.client, 'Kokemäki');
  // From here on nobody listens there: what is signed stays unsent.
  await simulator.stop();
  services.remove();
  const documentOid = await prescribe(desk.client, patientId);
  await desk.close();

  const path = join(folder.path, 'kantele.db');
  const broken = readFileSync(path);
  broken.writeUInt8(broken.readUInt8(700) ^ 1, 700);
  writeFileSync(path, broken);

  const shell = await startDesk(folder.path, { url: 'http://127.0.0.1:9', controlToken: null });
  try {
    const { page, violations } = await openWindow(browser, shell.url);
    await page.getByRole('heading', { name: 'Tietokanta on vaurioitunut' }).waitFor();
    await takePicture(page, 'rescue');
    const { violations: axe } = await new AxeBuilder({ page }).analyze();
    expect(axe.map(({ id }) => id)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Vie lähettämättömät' }).press('Enter'),
    ]);
    const file = JSON.parse(readFileSync((await download.path()) ?? '', 'utf8')) as {
      acts: { documentOid: string; document: string; message: string }[];
    };
    expect(file.acts.map(act => act.documentOid)).toEqual([documentOid]);
    expect(Buffer.from(file.acts[0]?.document ?? '', 'base64').toString('utf8')).toContain('<ClinicalDocument');
    await page.getByText('Lähettämättömät on viety').waitFor();
    expect(violations).toEqual([]);
  } finally {
    await shell.stop();
  }
  expect(readFileSync(path).equals(broken)).toBe(true);
}, 120_000);
