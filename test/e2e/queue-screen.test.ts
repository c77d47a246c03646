/** What stopped, who can mend it, the comparison with the service, the list of the day: by the keyboard, over the real host and simulator. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '../../shared/contract/client.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type DirectHost, startDirectHost } from '../hosts/direct.ts';
import { accepted, dispense, openPatient, PIN2, prescribe, signIn } from '../hosts/story.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand, type ServicesAtHand, servicesAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
import { picturesFolder, takePicture } from './pictures.ts';
import { temporaryFolder } from './processes.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const PATIENT = '120468-912X';
const CONTROL = 'queue-screen-control';
const theirs = temporaryFolder();
let services: ServicesAtHand;
let colleague: DirectHost;
let desk: DeskAtHand;
let page: Page;
let setId: Oid;

beforeAll(async () => {
  services = await servicesAtHand(CONTROL);
  [desk, colleague] = await Promise.all([
    deskAtHand({ services: services.address }),
    startDirectHost(theirs.path, services.address),
  ]);
  ({ page } = desk);
  await signIn(colleague.client, 'aino-harjula');
  setId = await prescribe(colleague.client, await openPatient(colleague.client, PATIENT), { packages: '2' });
  await accepted(colleague.client, setId);
});
afterAll(async () => {
  await desk?.end();
  await colleague?.close();
  await services?.end();
  theirs.remove();
});

const faults = () => accessibilityFaults(page);
/** Pictures for people to look at, where a folder for them is named. */
const theme = (name: 'light' | 'dark') =>
  call('system.saveSettings', { language: 'fi', theme: name, density: 'compact' }).then(() =>
    page.locator(`[data-theme="${name}"]`).first().waitFor(),
  );
async function pictures(name: string): Promise<void> {
  if (picturesFolder === null) return;
  await picture(`${name}-fi-light`);
  await theme('dark');
  await picture(`${name}-fi-dark`);
  await theme('light');
}
const picture = (name: string): Promise<void> => takePicture(page, name);
const call = (method: string, params: unknown): Promise<unknown> => hands.call(page, method, params);
type Told<T> = Readonly<{ ok: boolean; value: T }>;
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });

/** Our pharmacist signs on what the desk saw; the colleague's desk dispensed in between. */
async function collide(): Promise<void> {
  const { value: found } = (await call('patients.search', { text: PATIENT, limit: 1 })) as Told<
    Readonly<{ hits: readonly Readonly<{ id: string }>[] }>
  >;
  const patientId = found.hits[0]?.id ?? '';
  await call('patients.open', { patientId, reason: '6', basis: 'oralRequest', collector: '' });
  const { value: opened } = (await call('dispensing.openForm', { patientId, prescriptionSetId: setId })) as Told<
    Readonly<{ draft: Readonly<{ draftId: string; form: Readonly<Record<string, unknown>> }> }>
  >;
  const { draftId } = opened.draft;
  const form = { ...opened.draft.form, packages: '1', substitutionRefusal: 'buyerRefuses' };
  const { value: checked } = (await call('dispensing.check', { draftId, form })) as Told<
    Readonly<{ findings: readonly Readonly<{ rule: string; severity: string }>[] }>
  >;
  const confirmations = checked.findings
    .filter(({ severity }) => severity === 'confirm' || severity === 'notChecked')
    .map(({ rule }) => ({ rule, reason: 'tarkistettu' }));
  await call('dispensing.saveDraft', { draftId, form: { ...form, confirmations } });
  const { value: shown } = (await call('dispensing.preview', { draftIds: [draftId] })) as Told<
    readonly Readonly<{ digest: string }>[]
  >;
  await signIn(colleague.client, 'otto-virtala');
  const theirs = await openPatient(colleague.client, PATIENT, true);
  await accepted(colleague.client, await dispense(colleague.client, theirs, setId, '1'));
  await call('dispensing.sign', { items: [{ draftId, digest: shown[0]?.digest ?? '' }], pin2: '123456' });
}

test('what the service refused stands under who can mend it, with what to do and what waits for it', async () => {
  await call('session.insertPracticeCard', { cardId: 'leena-apaja' });
  await call('session.signIn', { pin1: '1234' });
  await page.getByRole('navigation').waitFor();
  await collide();
  await page.keyboard.press('Control+q');
  await heading('Lähetysjono').waitFor();
  await page.getByText('Odottaa päätöstä').first().waitFor();
  await page.getByRole('radio', { name: 'Vaatii huomiota' }).press('Space');
  await page.getByRole('row', { name: /Kuka tahansa ammattilainen, jolla on kortti/ }).waitFor();
  await page.getByRole('row', { name: /Esimerkki, Kaisa.*Toimitus.*Odottaa päätöstä/ }).waitFor();
  await page.getByText('Mikään muu ei odota tätä.').waitFor();
  await page.getByText('Tiedot ovat muuttuneet palvelussa. Mitään ei korvattu.').waitFor();
  expect(await faults()).toEqual([]);
  await pictures('attention');
});

test('a note for colleagues is written and read without the mouse', async () => {
  await page.getByRole('button', { name: 'Kirjaa huomautus' }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('Kysyn Otolta, mitä hän antoi.');
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Tallenna' }).press('Enter');
  await page.getByText('Kysyn Otolta, mitä hän antoi.').waitFor();
});

test('the list of the day names the author and prints; signing out with something unsent asks first', async () => {
  await page.keyboard.press('F9');
  const list = page.getByRole('dialog', { name: 'Mitä palvelut eivät ole vastaanottaneet' });
  await list.getByRole('heading', { name: /Leena.*Apaja \(sinä\)/ }).waitFor();
  expect(await faults()).toEqual([]);
  await pictures('end-of-day');
  const saved = page.waitForEvent('download');
  await list.getByRole('button', { name: 'Tulosta lista' }).press('Enter');
  expect((await saved).suggestedFilename()).toMatch(/^kantele-\d{4}-\d{2}-\d{2}\.pdf$/);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.getByRole('navigation').getByRole('button', { name: 'Kirjaudu ulos' }).press('Enter');
  const leaving = page.getByRole('dialog', { name: 'Kaikkea ei ole vastaanotettu' });
  await leaving.getByText(/Sinulta vastaanottamatta 1\./).waitFor();
  expect(await faults()).toEqual([]);
  await picture('sign-out-fi-light');
  await page.keyboard.press('Escape');
  await leaving.waitFor({ state: 'detached' });
  await page.getByRole('navigation').waitFor();
});

test('three sides beside each other, nothing chosen; making it again opens the form on what is left', async () => {
  await page.getByRole('row', { name: /Esimerkki, Kaisa/ }).focus();
  await page.keyboard.press('Enter');
  await heading('Vertaa ja päätä').waitFor();
  const table = page.getByRole('table');
  await table.getByRole('row', { name: /Tila.*toimittamatta.*osin toimitettu.*muuttunut muualla/ }).waitFor();
  await table.getByRole('row', { name: /Jäljellä/ }).waitFor();
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  // A copy may still be on its way for some seconds: until then the screen says so, and fetches again by itself.
  await pictures('conflict-travels');
  await page.getByRole('radio', { name: /Tee uusi nykyisen tiedon päälle/, disabled: false }).waitFor();
  await page.getByText(/kopio voi olla matkalla/).waitFor({ state: 'detached' });
  expect(await faults()).toEqual([]);
  await picture('conflict-fi-light');
  await call('system.saveSettings', { language: 'fi', theme: 'dark', density: 'compact' });
  await page.locator('[data-theme="dark"]').first().waitFor();
  expect(await faults()).toEqual([]);
  await picture('conflict-fi-dark');
  await call('system.saveSettings', { language: 'sv', theme: 'light', density: 'compact' });
  await heading('Jämför och avgör').waitFor();
  await picture('conflict-sv-light');
  await call('system.saveSettings', { language: 'fi', theme: 'light', density: 'compact' });
  await heading('Vertaa ja päätä').waitFor();

  await page.getByRole('radio', { name: /Tee uusi nykyisen tiedon päälle/ }).press('Space');
  await page.getByRole('textbox', { name: 'Perustelu' }).fill('Otto toimitti ensin toisen pakkauksen');
  await page.keyboard.press('Control+Enter');
  await heading('Lääkemääräykset').waitFor();
  await page.getByRole('banner').getByText('Esimerkki, Kaisa Marjatta').waitFor();
  await page.keyboard.press('Control+q');
  await page.getByRole('radio', { name: 'Kaikki' }).press('Space');
  await page.getByRole('row', { name: /Toimitus.*Peruttu/ }).waitFor();
  await picture('queue-all-fi-light');
  expect(desk.violations).toEqual([]);
});

test('a refused signature is given again by its author on the same page, without the mouse, and accepted', async () => {
  const told = await fetch(`${services.address.url}/control`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${CONTROL}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ service: 'resepti', refuseSignature: { times: 1 } }),
  });
  expect(told.status).toBe(200);
  const client = createClient({ call, on: () => () => undefined });
  await signIn(client, 'aino-harjula');
  await prescribe(client, await openPatient(client, PATIENT));
  await page.keyboard.press('Control+q');
  await heading('Lähetysjono').waitFor();
  await page.getByRole('radio', { name: 'Vaatii huomiota' }).press('Space');
  const row = page.getByRole('row', { name: /Esimerkki, Kaisa.*Lääkemääräys.*Hylätty/ });
  await row.waitFor();
  await page.getByText(/Palvelu ei hyväksy asiakirjan allekirjoitusta/).waitFor();
  await page.getByRole('button', { name: 'Allekirjoita uudelleen' }).waitFor();
  expect(await faults()).toEqual([]);
  await pictures('sign-again-attention');
  await row.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Allekirjoita uudelleen' });
  await dialog.getByText('Poskiontelotulehdus').first().waitFor();
  expect(await faults()).toEqual([]);
  await pictures('sign-again-page');
  await dialog.getByLabel(/PIN2/).fill(PIN2);
  await page.keyboard.press('Enter');
  await dialog.getByText('Palvelu on vastaanottanut uudelleen allekirjoitetun asiakirjan.').waitFor();
  expect(await faults()).toEqual([]);
  await picture('sign-again-done-fi-light');
  await page.keyboard.press('Escape');
  await page.getByText('Mikään ei vaadi huomiota.').waitFor();
  expect(desk.violations).toEqual([]);
});
