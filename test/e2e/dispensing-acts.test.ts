/** Acts of the counter by keys alone: acting for another, a prescription that another pharmacy holds, a basket, locks and reservations. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { productName } from '../../shared/domain/prescribing/product.ts';
import { handOver, type Person, personAt, takePack } from '../bench/flows/person.ts';
import { plainChoices, prescribeAll } from '../bench/flows/shelf.ts';
import { type DirectHost, startDirectHost } from '../hosts/direct.ts';
import { accepted, amoxicillin, openPatient, prescribe, signIn, valueOf } from '../hosts/story.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand, type ServicesAtHand, servicesAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
import { takePicture } from './pictures.ts';
import { temporaryFolder } from './processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const KAISA = '120468-912X';
const theirs = temporaryFolder();
let services: ServicesAtHand;
/** A desk of the clinic first, and of another pharmacy later. */
let elsewhere: DirectHost;
let desk: DeskAtHand;
let page: Page;
let pharmacist: Person;
/** Packages that the clinic has prescribed: two as they are, and one with a cheaper one of its group. */
let shelf: Awaited<ReturnType<typeof plainChoices>>;
/** The medicine whose dose the physician wrote in shorthand. */
let shorthand = /no package/;

async function shorthandDose({ client }: DirectHost, patientId: string): Promise<RegExp> {
  const { product } = await amoxicillin(client);
  const change = { doseTyped: '1 kaps. x 3, 7 pv ajan', doseTextOnly: true };
  await accepted(client, await prescribe(client, patientId, change));
  return new RegExp(product === null ? 'no package' : productName(product, 'fi'));
}

beforeAll(async () => {
  services = await servicesAtHand();
  [desk, elsewhere, shelf] = await Promise.all([
    deskAtHand({ services: services.address }),
    startDirectHost(theirs.path, services.address),
    plainChoices().then(choices => choices.slice(0, 3)),
  ]);
  await signIn(elsewhere.client, 'aino-harjula');
  const [first, second, third] = shelf;
  if (first === undefined || second === undefined || third?.other === null || third === undefined)
    throw new Error('the practice release has too few plain packages');
  const patientId = await openPatient(elsewhere.client, KAISA);
  await prescribeAll(elsewhere, patientId, [first.cheapest, second.cheapest, third.other]);
  shorthand = await shorthandDose(elsewhere, patientId);
  await signIn(elsewhere.client, 'sofia-lindgren');

  ({ page } = desk);
  pharmacist = personAt(page);
});
afterAll(async () => {
  await desk?.end();
  await elsewhere?.close();
  await services?.end();
  theirs.remove();
});

const shoot = (name: string): Promise<void> => takePicture(page, name);
/** All prescriptions, also those that cannot be dispensed now: a locked one is hidden otherwise. */
async function showAll(): Promise<void> {
  await page.getByText(/^Kaikki \(/).click();
  await page.getByRole('radio', { name: /^Kaikki/, checked: true }).waitFor();
}
const goToRow = (name: RegExp): Promise<void> => hands.goToRow(page, name);
/** PIN2, the Centre's receipt, and back to the list. */
async function sign(receipt: string): Promise<void> {
  await hands.sign(page);
  await page.getByText(receipt).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
const ACCEPTED = 'Reseptikeskus on kuitannut asiakirjan.';
const nameOf = (index: number): RegExp => new RegExp(shelf[index]?.cheapest.tradeName ?? 'no package');

test('somebody acts for the customer: by what right and who, asked before anything is seen and kept in sight', async () => {
  await hands.signIn(page, /Leena Apaja/);
  await hands.findPerson(page, KAISA, /Esimerkki, Kaisa/);
  const dialog = page.getByRole('dialog');
  pharmacist.keys();
  await pharmacist.press('Control+b');
  const who = dialog.getByRole('textbox', { name: 'Kuka asioi' });
  await expect.poll(() => who.evaluate(field => field === document.activeElement)).toBe(true);
  await page.keyboard.insertText('Esimerkki Pekka, Kela-kortti');
  expect(await accessibilityFaults(page)).toEqual([]);
  await pharmacist.press('Enter');
  expect(pharmacist.keys()).toBe(2);
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
  await page
    .getByRole('banner')
    .getByText(/Esimerkki Pekka/)
    .waitFor();
  await page.getByRole('row', { name: nameOf(0) }).waitFor();
});

test('what another pharmacy holds is refused with holder and time; two keys copy it and watch it until it is free', async () => {
  const theirs = await openPatient(elsewhere.client, KAISA, true);
  const { rows } = valueOf(await elsewhere.client.dispensing.list({ patientId: theirs }));
  const setId = rows.find(({ prescription }) => nameOf(0).test(productName(prescription.product, 'fi')))?.prescription
    .setId;
  if (setId === undefined) throw new Error('the other pharmacy does not see the prescription');
  const { draft } = valueOf(
    await elsewhere.client.dispensing.openForm({ patientId: theirs, prescriptionSetId: setId }),
  );

  await goToRow(nameOf(0));
  await page.keyboard.press('Enter');
  await page
    .getByText(/Satamakulman apteekki/)
    .first()
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await showAll();
  await goToRow(nameOf(0));
  pharmacist.keys();
  await pharmacist.press('c');
  await page
    .getByText(/Kopioitu: 0100000003, Satamakulman apteekki/)
    .first()
    .waitFor();
  await pharmacist.press('r');
  await page
    .getByText(/seurannassa/)
    .first()
    .waitFor();
  expect(pharmacist.keys()).toBe(2);
  valueOf(await elsewhere.client.dispensing.discardDraft({ draftId: draft.draftId }));
  // It is asked for by itself as well; the key only spares the wait.
  await page.keyboard.press('F5');
  await page
    .getByText(/on vapaa toimitettavaksi/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page
    .getByRole('main')
    .getByText(/toisen apteekin käsittelyssä/)
    .first()
    .waitFor({ state: 'detached' });
});

test('a basket of three with one swap: packs in any order, at most twelve keys, one signing', async () => {
  await page.getByText(/^Toimitettavissa nyt/).click();
  await goToRow(nameOf(1));
  const toSign = (count: number) => page.getByRole('button', { name: `Allekirjoita (${count})` }).waitFor();
  pharmacist.keys();
  for (const [at, { cheapest }] of [...shelf].toReversed().entries()) {
    await takePack(pharmacist, cheapest.vnr ?? '');
    // The form shows the same number before it is accepted: the list means that it was.
    await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
    await toSign(at + 1);
  }
  await handOver(pharmacist, 3);
  expect(pharmacist.keys()).toBeLessThanOrEqual(12);
  await page.getByText('Reseptikeskus on kuitannut toimitukset.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('shorthand of a dose is written out by two keys, and by the same two in the form, where the label follows', async () => {
  await goToRow(shorthand);
  await page.keyboard.press('Enter');
  await page.getByText('Annostuksessa on lyhenne.', { exact: false }).first().waitFor();
  await shoot('shorthand');
  pharmacist.keys();
  await pharmacist.press('Control+.');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 kapseli 3 kertaa, 7 päivän ajan').first().waitFor();
  await shoot('written-out');
  expect(await accessibilityFaults(page)).toEqual([]);
  await pharmacist.press('Enter');
  expect(pharmacist.keys()).toBe(2);
  await sign(ACCEPTED);
  await expect.poll(() => page.getByLabel(/^Annostus ohjelipussa/).inputValue()).toContain('kapseli 3 kertaa');
  await page.getByText('Annostuksessa on lyhenne.', { exact: false }).first().waitFor({ state: 'detached' });

  // A dispensing that departs from the prescription says why; a split one tells its last day of use.
  await page.getByRole('checkbox', { name: 'Poikkeaa lääkemääräyksestä' }).press('Space');
  await page
    .getByText(/poikkeaa lääkemääräyksestä: valitse syy/)
    .first()
    .waitFor();
  await page.getByLabel('Poikkeamisen syy').fill('Saatavuushäiriö');
  await page
    .getByText(/poikkeaa lääkemääräyksestä: valitse syy/)
    .first()
    .waitFor({ state: 'detached' });
  await page.getByLabel(/^Jaettu määrä/).fill('7');
  const lastDay = page.getByRole('group', { name: 'Käytettävä viimeistään' }).getByRole('spinbutton').first();
  await lastDay.focus();
  // Slower than a scanner.
  await page.keyboard.type('31012029', { delay: 90 });
  await page.getByRole('figure').getByText('Käytettävä viimeistään 31.1.2029').waitFor();
  await shoot('departing');
  expect(await accessibilityFaults(page)).toEqual([]);

  // A pack is read while the hand was elsewhere: by the keys of a real scanner, each at its own time.
  const reason = page.getByLabel('Poikkeamisen syy');
  await reason.press('Home');
  for (const [field, code] of [
    [reason, '000011'],
    [page.getByLabel(/^Jaettu määrä/), '000012'],
    [page.getByLabel(/^Annostus ohjelipussa/), '000013'],
    [lastDay, '000014'],
  ] as const) {
    const before = await field.evaluate(at => ('value' in at ? at.value : at.parentElement?.textContent));
    await field.focus();
    await hands.scan(page, code);
    await page.getByText(`VNR ${code} ei ole lääketietokannassa.`, { exact: false }).first().waitFor();
    expect(await field.evaluate(at => ('value' in at ? at.value : at.parentElement?.textContent))).toBe(before);
  }
  expect(await reason.evaluate(field => (field as HTMLInputElement).selectionStart)).toBe(0);
  await page.getByRole('button', { name: 'Anna takaisin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Anna takaisin' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
});

test('the prescriber’s oral consent is noted with who, when and which number; the dose changes for good', async () => {
  await goToRow(shorthand);
  await page.keyboard.press('F8');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /suullinen suostumus/ }).press('Space');
  expect(await dialog.getByLabel('Suostumuksen antoi').inputValue()).toContain('Harjula');
  expect(await dialog.getByLabel('Puhelinnumero').inputValue()).toBe('0100000001');
  await dialog.getByRole('textbox', { name: /^Annostus/ }).fill('1 kapseli kahdesti päivässä 7 päivän ajan.');
  await dialog.getByRole('textbox', { name: 'Syy' }).fill('Annos pienennetty');
  await shoot('consent');
  await page.keyboard.press('F12');
  await sign(ACCEPTED);
  await page.getByText('1 kapseli kahdesti päivässä 7 päivän ajan.').first().waitFor();
});

test('a prescription is locked with its reason and unlocked, reserved with its age and released', async () => {
  for (const [key, word, undo] of [
    ['l', /Lukittu/, /Lukituksen purku|Pura lukitus/],
    ['v', /Varattu/, /Pura varaus/],
  ] as const) {
    await showAll();
    await goToRow(/PYÖKSÄ/);
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Syy' }).fill('Annos epäselvä, lääkäriä ei tavoiteta');
    await shoot(`take-${key}`);
    await page.keyboard.press('F12');
    await sign(ACCEPTED);
    await showAll();
    await page
      .getByRole('row', { name: /PYÖKSÄ/ })
      .filter({ hasText: word })
      .first()
      .waitFor();
    await shoot(`taken-${key}`);
    // The home screen remembers it, and leads to its release.
    await page.keyboard.press('F2');
    const held = page
      .getByRole('region', { name: 'Varatut ja lukitut' })
      .getByRole('listitem')
      .filter({ hasText: 'PYÖKSÄ' });
    await held.getByText(word).waitFor();
    await shoot(`held-${key}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await held.getByRole('button', { name: undo }).press('Enter');
    await dialog.getByRole('button', { name: 'Avaa' }).press('Enter');
    await dialog.getByText(undo).first().waitFor();
    await dialog.getByText(/Merkintä on ollut voimassa/).waitFor();
    await dialog.getByRole('textbox', { name: 'Syy' }).fill('Asia selvisi');
    await page.keyboard.press('F12');
    await sign(ACCEPTED);
    await page
      .getByRole('row', { name: /PYÖKSÄ/ })
      .filter({ hasNotText: word })
      .first()
      .waitFor();
  }
});

test('renewal is requested by keys: a phone number is confirmed first, the Centre takes the request', async () => {
  await goToRow(/NAUTIHTU/);
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Harjoituslan terveysasema').waitFor();
  await dialog.getByLabel('Asiakkaan matkapuhelin tekstiviestiä varten').fill('0401234567');
  await page.keyboard.press('F12');
  await dialog.getByText(/Vahvista potilaan puhelinnumero/).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await shoot('renewal');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('F12');
  await sign(ACCEPTED);
});

test('the summary is saved from its dialog, and the medication list is one key away', async () => {
  await page.keyboard.press('Shift+F9');
  await page.getByRole('dialog').getByText('Yhteenveto lääkemääräyksistä').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+Enter');
  expect((await download).suggestedFilename()).toMatch(/^summary-.*\.pdf$/);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('F7');
  await page.getByRole('heading', { level: 1, name: 'Lääkityslista' }).waitFor();
  await page.getByRole('row', { name: /NAUTIHTU/ }).waitFor();
  await page.getByRole('button', { name: /Potilaan kertoma/ }).waitFor();
  expect(await page.getByRole('button', { name: /Käyty läpi|Merkitse/ }).count()).toBe(0);
});

test('the database is looked at as of a day, in Finnish and in Swedish', async () => {
  await hands.goToService(page, /^Lääketietokanta/, 'Lääketietokanta');
  await page.getByRole('textbox', { name: 'Valmiste, aine, ATC tai VNR' }).fill('902618');
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', { name: /AMOXICILLIN/ })
    .first()
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await shoot('database-fi');
  const settings = { theme: 'light', density: 'compact', takeBackSeconds: 0 } as const;
  valueOf(await pharmacist.client.system.saveSettings({ ...settings, language: 'sv' }));
  await page.getByRole('heading', { level: 1, name: 'Läkemedelsdatabasen' }).waitFor();
  await page.getByRole('columnheader', { name: 'Utbytesgrupp' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await shoot('database-sv');
  valueOf(await pharmacist.client.system.saveSettings({ ...settings, language: 'fi' }));
});

test('nothing broke the policy of the page', () => {
  expect(desk.violations).toEqual([]);
});
