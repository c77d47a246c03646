/** Twelve renewals in one batch, the card pulled at the fifth: the real host, the real simulator, keys only. */
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DeskAtHand, deskAtHand, type ServicesAtHand, servicesAtHand } from './desk-at-hand.ts';
import * as hands from './hands.ts';
import { takePicture } from './pictures.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const CONTROL = 'renewals';
const BATCH = 12;
/** Long enough that a hand can pull the card between two signatures; real cards take as long. */
const CARD_DELAY_MS = 600;
let services: ServicesAtHand;
let desk: DeskAtHand;
let page: Page;
let keys = 0;

async function press(...chords: readonly string[]): Promise<void> {
  for (const chord of chords) await page.keyboard.press(chord);
  keys += chords.length;
}
const picture = (name: string): Promise<void> => takePicture(page, name);
const call = (method: string, params: unknown): Promise<unknown> => hands.call(page, method, params);
type Stored = Readonly<{ count: number; documents: readonly Readonly<{ oid: string }>[] }>;
const stored = async (): Promise<ReadonlySet<string>> => {
  const { url } = services.address;
  const reply = await fetch(`${url}/control/documents`, { headers: { Authorization: `Bearer ${CONTROL}` } });
  return new Set(((await reply.json()) as Stored).documents.map(({ oid }) => oid));
};
type Asking = Row & Readonly<{ patientName: string; grounds: readonly Readonly<{ rule: string }>[] }>;
type Row = Readonly<{ id: string; triage: string; answer: Readonly<{ outcome: string; at: string }> | null }>;
const requests = async (): Promise<readonly Row[]> =>
  ((await call('renewals.list', {})) as { value?: { rows: Row[] } }).value?.rows ?? [];
const waiting = async (): Promise<readonly Row[]> => (await requests()).filter(({ answer }) => answer === null);
const signIn = async (): Promise<void> => {
  await page.getByText('Aino Maria Harjula').first().waitFor();
  await page.keyboard.press('Alt+1');
  await page.getByLabel('PIN1').waitFor();
  await page.keyboard.type('1234');
  await page.keyboard.press('Enter');
};

beforeAll(async () => {
  services = await servicesAtHand(CONTROL);
  desk = await deskAtHand({
    services: services.address,
    workstation: 'vastaanotto-1',
    more: ['--card-delay', String(CARD_DELAY_MS)],
  });
  ({ page } = desk);
});
afterAll(async () => {
  await desk?.end();
  await services?.end();
});

test('twelve renewals, the card pulled at the fifth, resumed: one PIN each time, all twelve in the Centre once', async () => {
  await signIn();
  await page.getByRole('searchbox').first().waitFor();
  // The practice prescriptions come in while the product is used already.
  await expect
    .poll(async () => (await waiting()).filter(({ triage }) => triage === 'routine').length, {
      timeout: 180_000,
      interval: 2000,
    })
    .toBeGreaterThanOrEqual(BATCH);
  const before = await stored();

  // The day begins with them: asked anew whenever the home screen is opened.
  await page.keyboard.press('Control+q');
  await page.getByRole('heading', { level: 1, name: 'Jono' }).waitFor();
  await page.keyboard.press('F2');
  const day = page.getByRole('complementary', { name: 'Tänään' });
  await day.getByRole('button', { name: /pyyntöä odottaa/ }).waitFor();
  await picture('home');
  await page.keyboard.press('Control+Shift+U');
  await page.getByRole('heading', { level: 1, name: 'Uusimispyynnöt' }).waitFor();
  await page.getByText('Rutiini').first().waitFor();
  await picture('inbox');
  keys = 0;
  for (let n = 1; n <= BATCH; n += 1) {
    await press('u');
    await page.getByRole('button', { name: `Katso ja allekirjoita (${n})` }).waitFor();
  }
  // The focus has gone with the marks: the next row is under the keys, and in sight.
  await expect
    .poll(() =>
      page.evaluate(() => {
        const row = document.activeElement?.closest<HTMLElement>('[data-row]');
        const { top = -1, bottom = -1 } = row?.getBoundingClientRect() ?? {};
        return [row?.dataset['row'], top >= 0 && bottom <= window.innerHeight];
      }),
    )
    .toEqual([String(BATCH), true]);
  await picture('marked');
  await page.keyboard.press('F12');
  await page.getByText(`Katsottu 1 / ${BATCH}`).waitFor();
  await picture('review');
  expect(await page.getByLabel(/PIN2/).count()).toBe(0);
  for (let n = 2; n <= BATCH; n += 1) await press('Enter');
  await page.getByRole('button', { name: `Allekirjoita ${BATCH} / ${BATCH}` }).waitFor();
  // A low-risk renewal takes two keys: one to renew it as it is, one to have looked at it.
  expect(keys).toBeLessThanOrEqual(2 * BATCH);
  await picture('all-reviewed');

  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  // Two that come from the card while one is stored are counted together: the fourth may be told with the fifth.
  await page.getByText(new RegExp(`[4-6] / ${BATCH} valmiina`)).waitFor();
  await call('session.insertPracticeCard', { cardId: null });
  await page.getByRole('heading', { name: 'Työpöytä on peitetty' }).waitFor();
  await picture('covered');
  expect(await page.getByText('Uusimispyynnöt').count()).toBe(0);

  await signIn();
  await page.getByRole('dialog', { name: 'Kesken jäänyt allekirjoitus' }).waitFor();
  // The hand and the card race for the fifth signature: what was given is kept, the rest is offered.
  const rest = await page.getByRole('button', { name: /^Allekirjoita (\d+) \/ \1$/ }).innerText();
  const left = Number(/\d+/.exec(rest)?.[0]);
  expect(left).toBeGreaterThan(1);
  expect(left).toBeLessThanOrEqual(BATCH - 4);
  const given = (await call('queue.list', { show: 'all' })) as { value: { rows: unknown[] } };
  expect(given.value.rows).toHaveLength(BATCH - left);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('password');
  await picture('resumed');
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Vastaanotettu: kaikki ${left} asiakirjaa` }).waitFor({ timeout: 60_000 });
  await picture('done');

  const after = await stored();
  expect(after.size - before.size).toBe(BATCH);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Uusimispyynnöt' }).waitFor();
  // The Centre holds every answer: the requests are closed, and nothing waits for a signature.
  expect(await call('signing.waiting', {})).toEqual({ ok: true, value: [] });
  const queue = (await call('queue.list', { show: 'all' })) as {
    value: { rows: { state: string; documentOid: string }[] };
  };
  expect(queue.value.rows.map(({ state }) => state)).toEqual(Array(BATCH).fill('accepted'));
  expect(new Set(queue.value.rows.map(({ documentOid }) => documentOid)).size).toBe(BATCH);
  for (const { documentOid } of queue.value.rows)
    expect([before.has(documentOid), after.has(documentOid)]).toEqual([false, true]);
  expect((await waiting()).length).toBe(30 - BATCH);
  await picture('inbox-after');
  expect(desk.violations).toEqual([]);
});

test('a request that is not renewed: the ground is written, signed with its PIN, taken by the Centre and shown as rejected', async () => {
  await page.getByRole('grid', { name: 'Uusimispyynnöt' }).getByRole('row').nth(1).click();
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: /^Ei uusita/ });
  await dialog.getByRole('textbox', { name: 'Perustelu' }).fill('Verenpaine mitattava ensin: varaa aika.');
  await picture('reject');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Hylätään').waitFor();
  await page.keyboard.press('F12');
  await page.getByText('Uusimispyynnön tila: Hylätty').waitFor();
  await page.getByText('Verenpaine mitattava ensin: varaa aika.').first().waitFor();
  await page.getByRole('button', { name: /^Allekirjoita/ }).waitFor();
  await picture('reject-review');
  await page.getByLabel(/PIN2/).fill('123456');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Vastaanotettu/ }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  // What was answered stands behind what waits.
  await page.getByRole('grid', { name: 'Uusimispyynnöt' }).hover();
  await page.mouse.wheel(0, 5000);
  await page.getByText('Hylätty', { exact: true }).waitFor();
  await picture('rejected');
  const rejected = (await requests()).filter(({ answer }) => answer?.outcome === 'rejected');
  expect(rejected.map(({ answer }) => answer?.at)).toEqual(['accepted']);
  const queue = (await call('queue.list', { show: 'all' })) as {
    value: { rows: { state: string; summary: string }[] };
  };
  expect(
    queue.value.rows.filter(({ summary }) => summary.startsWith('Uusimispyynnön hylkäys')).map(r => r.state),
  ).toEqual(['accepted']);
  expect(desk.violations).toEqual([]);
});

test('what cannot be renewed as it is stays out of the batch until it is finished in the form, by keys alone', async () => {
  const list = page.getByRole('grid', { name: 'Uusimispyynnöt' });
  // The one that asks for a reason and nothing else: a ban on substitution that is repeated.
  const rows = ((await call('renewals.list', {})) as { value: { rows: Asking[] } }).value.rows;
  const asking = rows.find(({ answer, grounds }) => answer === null && grounds.some(({ rule }) => rule === 'R38'));
  if (asking === undefined) throw new Error('no request asks for a reason');
  await list.getByRole('row', { name: new RegExp(asking.patientName) }).click();
  await page.keyboard.press('u');
  await page.getByText(/Lääkettä ei voi uusia entisellään/).waitFor();
  await picture('not-as-it-is');
  await page.keyboard.press('m');
  await page.getByRole('heading', { level: 1, name: 'Uusittava lääkemääräys' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.getByText('Lääkevaihto on kielletty.').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Uusimispyynnöt' }).waitFor();
  await page.getByText('Kesken (M)').waitFor();
  // Begun and not finished: it is no part of the batch.
  await page.getByRole('button', { name: /^Katso ja allekirjoita$/ }).waitFor();
  await page.keyboard.press('m');
  await page.getByRole('heading', { level: 1, name: 'Uusittava lääkemääräys' }).waitFor();
  await page.getByText('Lääkevaihto on kielletty.').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('textbox', { name: 'Perustelu' }).fill('Kirjattu potilaskertomukseen.');
  await page.keyboard.press('Enter');
  await page.getByText('Kirjattu potilaskertomukseen.').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Katso ja allekirjoita (1)' }).waitFor();
  await picture('finished-in-the-form');
  const ready = ((await call('renewals.list', {})) as { value: { rows: Asking[] } }).value.rows;
  expect(ready.find(({ id }) => id === asking.id)).toMatchObject({ isReady: true, answer: { at: 'begun' } });
  expect(desk.violations).toEqual([]);
});
