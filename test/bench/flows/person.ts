import { type Page } from 'playwright-core';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { createClient } from '../../../shared/contract/client.ts';
import { call, PIN1, PIN2 } from '../../e2e/hands.ts';

/** Somebody at a window, whose keys are counted: every key and every letter typed, neither PINs nor scans. */
export type Person = Readonly<{
  page: Page;
  /** The host as this window may ask it; for what a story needs and nobody would do by hand. */
  client: ApiClient;
  press(...chords: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  pin(digits: string): Promise<void>;
  /** A keyboard-wedge scanner: faster than any hand. */
  scan(code: string): Promise<void>;
  /** Keys since the last look. */
  keys(): number;
}>;

export function personAt(page: Page): Person {
  let pressed = 0;
  const client = createClient({
    call: (method, params) => call(page, method, params),
    on: () => () => undefined,
  });
  return {
    page,
    client,
    async press(...chords) {
      for (const chord of chords) await page.keyboard.press(chord);
      pressed += chords.length;
    },
    async type(text) {
      await page.keyboard.type(text);
      pressed += text.length;
    },
    pin: digits => page.keyboard.type(digits),
    scan: code =>
      page.evaluate(text => {
        const target = document.activeElement ?? document.body;
        for (const key of [...text, 'Enter'])
          target.dispatchEvent(
            new KeyboardEvent('keydown', {
              key,
              code: key === 'Enter' ? key : `Digit${key}`,
              bubbles: true,
              cancelable: true,
            }),
          );
      }, code),
    keys() {
      const count = pressed;
      pressed = 0;
      return count;
    },
  };
}

/** Signs in with a card of the tray (its place, from 1). */
export async function signIn({ page }: Person, place: number): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('Leena Apaja').first().waitFor();
  await page.keyboard.press(`Alt+${place}`);
  await page.getByLabel('PIN1').waitFor();
  await page.keyboard.type(PIN1);
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').first().waitFor();
}

async function choosePerson({ page }: Person, family: string, given: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('searchbox').first().fill(`${family} ${given}`);
  await page
    .getByRole('row', { name: new RegExp(`${family}, ${given}`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
}

export async function openPerson(person: Person, family: string, given: string): Promise<void> {
  await choosePerson(person, family, given);
  await person.page.keyboard.press('Enter');
  await person.page.getByRole('heading', { level: 1, name: 'Lääkemääräykset' }).waitFor();
}

/** @returns milliseconds from the key that opens to the first rows of the prescriptions, laid out, as the page sees both */
export async function openPersonTimed(person: Person, family: string, given: string): Promise<number> {
  await choosePerson(person, family, given);
  const { page } = person;
  await page.evaluate(() => {
    const opening = { pressedAt: 0, tookMs: 0 };
    Object.assign(window, { opening });
    window.addEventListener('keydown', event => (opening.pressedAt = event.timeStamp), { capture: true, once: true });
    const seen = new MutationObserver(() => {
      if (opening.pressedAt === 0 || document.querySelector('[role="dialog"]') !== null) return;
      const row = document.querySelector('[role="grid"] [data-row="10"]');
      if (row === null || row.getBoundingClientRect().height === 0) return;
      seen.disconnect();
      opening.tookMs = performance.now() - opening.pressedAt;
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press('Enter');
  const taken = await page.waitForFunction(() => (window as unknown as { opening: { tookMs: number } }).opening.tookMs);
  return taken.jsonValue();
}

/** At the counter: a pack is scanned, everything about it is green, and it goes into the basket by one key. */
export async function takePack(person: Person, vnr: string): Promise<void> {
  const { page } = person;
  await person.scan(vnr);
  await page.getByText('Pakkaus luettu').first().waitFor();
  await page.waitForFunction(() => (document.activeElement?.textContent ?? '').startsWith('Hyväksy'));
  await person.press('Enter');
}

/** Signs a basket of so many: every document is looked at before the PIN may be given, and the labels come. */
export async function handOver(person: Person, count: number): Promise<void> {
  const { page } = person;
  await person.press('F12');
  for (let seen = 1; seen < count; seen += 1) {
    await page.getByText(`Katsottu ${seen} / ${count}`).waitFor();
    await person.press('Enter');
  }
  await page.getByLabel('PIN2, allekirjoitus').waitFor();
  const label = page.waitForEvent('download');
  await person.pin(PIN2);
  await person.press('Enter');
  await label;
}
