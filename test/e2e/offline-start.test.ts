/** No network from the first second: the desk opens with what it knows, says what it cannot know, and works. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Oid } from '../../shared/kernel/oid.ts';
import { startDirectHost } from '../hosts/direct.ts';
import {
  accepted,
  openPatient,
  preparePrescription,
  prescribe,
  queueRow,
  signIn,
  PIN2,
  valueOf,
} from '../hosts/story.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import { takePicture } from './pictures.ts';
import { startSimulatorProcess, temporaryFolder } from './processes.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const PATIENT = '120468-912X';
const folders = [temporaryFolder(), temporaryFolder()] as const;
const [simulatorFolder, deskFolder] = [folders[0].path, folders[1].path];
let deadUrl = '';
let desk: DeskAtHand;
let page: Page;
let waiting: Oid;

beforeAll(async () => {
  // Yesterday: the line works, a physician and a pharmacist do their work at this desk.
  const simulator = await startSimulatorProcess(simulatorFolder);
  deadUrl = simulator.url;
  const host = await startDirectHost(deskFolder, { url: simulator.url, controlToken: null });
  await signIn(host.client, 'aino-harjula');
  const patientId = await openPatient(host.client, PATIENT);
  await accepted(host.client, await prescribe(host.client, patientId));
  valueOf(await host.client.prescribing.list({ patientId }));
  await host.close();
  await simulator.stop();
  // Today: nothing answers at that address.
  desk = await deskAtHand({ services: { url: deadUrl, controlToken: null }, folder: deskFolder });
  ({ page } = desk);
});
afterAll(async () => {
  await desk?.end();
  for (const folder of folders) folder.remove();
});

const faults = () => accessibilityFaults(page);
const picture = (name: string): Promise<void> => takePicture(page, name);
const pinField = () => page.getByRole('textbox', { name: /PIN1/ });

test('a card opens the desk on the kept answer of the role service, whose age stands in the status line', async () => {
  await page.getByRole('button', { name: /Aino Maria Harjula/, pressed: false }).click();
  await pinField().fill('1234');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await page
    .getByRole('contentinfo')
    .getByText(/tarkistettu .* sitten/)
    .waitFor();
  await page.getByRole('columnheader', { name: 'Tallessa tilanteesta' }).waitFor();
  await page.getByRole('row', { name: /Esimerkki, Kaisa.*\d+\.\d+\.\d{4}\s\d+\.\d\d/ }).waitFor();
  expect(await faults()).toEqual([]);
  await picture('offline-home-fi-light');
});

test('nobody whose right was never asked for here gets in', async () => {
  const { ok, error } = (await page.evaluate(async () => {
    const post = async (method: string, params: unknown): Promise<unknown> =>
      (
        await fetch('/call', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ method, params }),
        })
      ).json();
    await post('session.insertPracticeCard', { cardId: 'noora-hoivala' });
    const reply = await post('session.signIn', { pin1: '1234' });
    await post('session.insertPracticeCard', { cardId: 'aino-harjula' });
    await post('session.signIn', { pin1: '1234' });
    return reply;
  })) as Readonly<{ ok: boolean; error: Readonly<{ code: string }> }>;
  expect([ok, error.code]).toEqual([false, 'SES-0004']);
  await page.getByRole('navigation').waitFor();
});

test('the patient and the list of yesterday are there, dated, with what is not known in words', async () => {
  await page.keyboard.press('F2');
  await page.getByRole('searchbox').fill(PATIENT);
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Avaaminen kirjataan lokiin.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('banner').getByText('Esimerkki, Kaisa Marjatta').waitFor();
  await page.getByText(/mitä muualla on sen jälkeen muutettu, ei tiedetä/).waitFor();
  await page
    .getByText(/Muistista \d+\.\d+\.\d{4}/)
    .first()
    .waitFor();
  await page.getByRole('row', { name: /AMOX/i }).first().waitFor();
  expect(await faults()).toEqual([]);
  await picture('offline-list-fi-light');
});

test('what is signed without a line waits, and goes when a line is there', async () => {
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Työpöytä on peitetty' }).waitFor();
  expect(desk.violations).toEqual([]);
  await desk.end();

  const cut = await startDirectHost(deskFolder, { url: deadUrl, controlToken: null });
  await signIn(cut.client, 'aino-harjula');
  const patientId = await openPatient(cut.client, PATIENT);
  const listed = valueOf(await cut.client.prescribing.list({ patientId }));
  expect(listed.source).toMatchObject({ from: 'cache' });
  const { draftId, digest, documentOid } = await preparePrescription(cut.client, patientId, {
    indication: 'Ilman yhteyttä',
  });
  valueOf(await cut.client.prescribing.sign({ items: [{ draftId, digest }], pin2: PIN2 }));
  waiting = documentOid;
  expect((await queueRow(cut.client, waiting))?.state).not.toBe('accepted');
  await cut.close();

  const simulator = await startSimulatorProcess(simulatorFolder);
  const back = await startDirectHost(deskFolder, { url: simulator.url, controlToken: null });
  await signIn(back.client, 'aino-harjula');
  expect((await accepted(back.client, waiting)).receipt?.verified).toBe(true);
  await back.close();
  await simulator.stop();
});
