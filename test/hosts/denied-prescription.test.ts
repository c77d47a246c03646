/** A prescription that its patient denies: gone from the pharmacy's list, there again by the identifier that the patient shows, dispensed. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { type Running, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';
import { enterAs, type Site } from '../simulator/support/citizen-window.ts';
import { type DirectHost, startDirectHost } from './direct.ts';
import { accepted, dispense, openPatient, prescribe, signIn, valueOf } from './story.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const KAISA = '120468-912X';
const folders = [temporaryFolder(), temporaryFolder()] as const;
let simulator: Running;
let host: DirectHost;
let patientId = '';
let setId: Oid;

beforeAll(async () => {
  simulator = await startSimulatorProcess(folders[0].path);
  host = await startDirectHost(folders[1].path, { url: simulator.url, controlToken: null });
  await signIn(host.client, 'aino-harjula');
  patientId = await openPatient(host.client, KAISA);
  setId = await prescribe(host.client, patientId, { packages: '2' });
  await accepted(host.client, setId);
});
afterAll(async () => {
  await host?.close();
  await simulator?.stop();
  for (const folder of folders) folder.remove();
});

/** The citizens' pages of the simulator that runs by itself. */
const site = (): Site => ({
  simulator: { url: simulator.url },
  async ask(method, path, _who, _body, headers = {}) {
    const reply = await fetch(`${simulator.url}/${path}`, { method, headers });
    return { status: reply.status, headers: reply.headers, text: await reply.text(), json: null };
  },
});
const atCounter = async (person = KAISA): Promise<string> => {
  await signIn(host.client, 'leena-apaja');
  return openPatient(host.client, person, true);
};
const row = async (): Promise<PrescriptionRow | undefined> =>
  valueOf(await host.client.dispensing.list({ patientId })).rows.find(one => one.prescription.setId === setId);
const named = async (id: string, wanted: Oid) =>
  valueOf(await host.client.dispensing.fetchNamed({ patientId: id, setId: wanted }));

test('denied in MyKanta it is in no list of the pharmacy, and in that of the unit that wrote it', async () => {
  await atCounter();
  expect(await row()).toMatchObject({ state: 'notDispensed' });
  const citizen = await enterAs(site(), KAISA);
  const page = await citizen.send('tahto', { kind: 'prescription', setId, place: 'reseptit' });
  expect(page.text).toContain('Kielletty');
  expect(await row()).toBeUndefined();
  await signIn(host.client, 'aino-harjula');
  await openPatient(host.client, KAISA);
  const { rows } = valueOf(await host.client.prescribing.list({ patientId }));
  expect(rows.some(({ prescription }) => prescription.setId === setId)).toBe(true);
});

test('the summary shows its identifier: by that it stands in the list of its patient, of nobody else, and is dispensed', async () => {
  const citizen = await enterAs(site(), KAISA);
  expect((await citizen.get('yhteenveto')).text).toContain(setId);
  const other = await atCounter('061241-975K');
  expect(await named(other, setId)).toEqual({ found: false, fault: 'RX-0001' });
  await atCounter();
  expect(await named(patientId, oid('1.2.246.10.88888888.93.2026.1'))).toEqual({ found: false, fault: 'RX-0001' });
  expect(await row()).toBeUndefined();
  expect(await named(patientId, setId)).toEqual({ found: true, fault: null });
  expect(await row()).toMatchObject({ state: 'notDispensed', acceptance: 'accepted' });

  await accepted(host.client, await dispense(host.client, patientId, setId));
  expect(await row()).toMatchObject({ state: 'partlyDispensed', dispensedLots: 1, holder: null });
  // With the customer the identifier goes: the next visit begins without it.
  await atCounter();
  expect(await row()).toBeUndefined();
});

test('the denial withdrawn, it is in the list as before, with what was dispensed', async () => {
  const citizen = await enterAs(site(), KAISA);
  const { text } = await citizen.get('reseptit');
  const id = /name="id" value="([^"]+)"/.exec(text.slice(text.indexOf(`data-set="${setId}"`)))?.[1] ?? '';
  await citizen.send('peru', { id, place: 'reseptit' });
  await atCounter();
  expect(await row()).toMatchObject({ state: 'partlyDispensed', dispensedLots: 1 });
});
