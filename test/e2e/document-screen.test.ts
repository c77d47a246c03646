/** The document screen: files of every kind given to a real host, looked at as a person does. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sampleFiles } from '../../src-main/cli/document-samples.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type DeskAtHand, deskAtHand } from './desk-at-hand.ts';
import { signIn } from './hands.ts';
import { takePicture } from './pictures.ts';
import { temporaryFolder } from './processes.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const files = temporaryFolder();
let desk: DeskAtHand;
let page: Page;

const samples = new Map(sampleFiles());
const old = new URL('../fixtures/kanta-cda/specification/LM_testiasiakirja_mitatointiin.xml', import.meta.url);

function given(name: string, bytes: Uint8Array | string): string {
  const path = join(files.path, name);
  writeFileSync(path, bytes);
  return path;
}
const sample = (name: string): string => given(name, samples.get(name) ?? '');

beforeAll(async () => {
  desk = await deskAtHand();
  ({ page } = desk);
  await signIn(page, /Harjula/);
});
afterAll(async () => {
  await desk?.end();
  files.remove();
});

const shot = (name: string): Promise<void> => takePicture(page, name);
const choose = (path: string) => page.locator('input[type=file]').first().setInputFiles(path);
const compareWith = (path: string) => page.locator('input[type=file]').nth(1).setInputFiles(path);
const text = (words: string | RegExp) => page.getByText(words).first();

test('is reached by its name from the palette, and says what may be given', async () => {
  await page.keyboard.press('Control+K');
  await page.keyboard.type('asiakirjan');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Asiakirjan tarkastelu', level: 1 }).waitFor();
  await text('Pudota asiakirja tähän').waitFor();
  await shot('1-empty');
});

test('a signed document is shown, verified and taken apart', async () => {
  await choose(sample('prescription-cancellation.xml'));
  await text(/Allekirjoitus kelpaa/).waitFor();
  await page.getByRole('article').getByText('Mitätöinnin tyyppi: Hoidollinen syy').waitFor();
  await text('Harjula').waitFor();
  await shot('2-signatures');
  await page.getByRole('tab', { name: /^Tiedot/ }).click();
  await text('Kauppanimi').waitFor();
  await shot('3-values');
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('what differs from another version stands first', async () => {
  await choose(sample('prescription-kind1-packages.xml'));
  await text(/Allekirjoitus kelpaa/).waitFor();
  await compareWith(sample('prescription-correction.xml'));
  await text(/\d+ eroa/).waitFor();
  await page.getByRole('row', { name: /Annostus › Teksti/ }).waitFor();
  await shot('4-differences');
});

test('one changed byte is told, with its code', async () => {
  const changed = new TextDecoder().decode(samples.get('lock.xml')).replace('ei tavoitettu', 'ei tavoitellu');
  await choose(given('changed.xml', changed));
  await text(/Allekirjoitus ei kelpaa/).waitFor();
  await page.getByRole('tab', { name: /^Huomiot/ }).click();
  await text(/signature-digest/).waitFor();
  await shot('5-changed');
});

test('an old signature is marked as weak', async () => {
  await choose(given('old.xml', readFileSync(old)));
  await text('SHA-1, heikko').waitFor();
  await shot('6-old');
});

test.each([
  ['no-xml.txt', 'this is no document', 'xml-not-xml'],
  ['cut.xml', new TextDecoder().decode(samples.get('lock.xml')).slice(0, 2000), 'xml-not-xml'],
  ['bomb.xml', '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>', 'xml-dtd'],
  ['other.xml', '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>', 'not-a-document'],
])('%s is refused with a finding', async (name, content, code) => {
  await choose(given(name, content));
  await text('Tiedosto ei ole asiakirja, jonka voi avata.').waitFor();
  await text(new RegExp(code)).waitFor();
  await shot(`7-${name}`);
});

test('a file of 100 MB is not even read', async () => {
  // The browser of the test hands over 50 MB at most; the screen looks at the size only.
  await choose(given('large.xml', new Uint8Array(40_000_000)));
  await text(/liian suuri asiakirjaksi/).waitFor();
  await shot('8-large');
});

test('every sample of every kind is accepted and has its words', async () => {
  for (const name of ['dispensing-correction', 'renewal-request', 'summary', 'unlock', 'record']) {
    await choose(sample(`${name}.xml`));
    await page
      .getByRole('definition')
      .filter({ hasText: `${name}.xml` })
      .waitFor();
    await text(/Allekirjoitus kelpaa/).waitFor();
  }
  await shot('9-record');
});
