/** What a person at a desk does again and again, by the same keys in the stories and in the tour. */
import { type Page } from 'playwright-core';

export const PIN1 = '1234';
export const PIN2 = '123456';

/** Puts a practice card into the reader on the sign-in screen and enters PIN1; what the host answers is not awaited. */
export async function enterCard(page: Page, holder: RegExp): Promise<void> {
  await page.getByRole('button', { name: holder }).first().click();
  // The field of the card before takes what is typed with it when it goes.
  await page.getByRole('button', { name: holder, pressed: true }).first().waitFor();
  await page.getByRole('textbox', { name: /PIN1/ }).fill(PIN1);
  await page.keyboard.press('Enter');
}

/** The holder's desk opens: where it was left if it is kept, else at the search. */
export async function signIn(page: Page, holder: RegExp): Promise<void> {
  await enterCard(page, holder);
  await page.getByRole('navigation').waitFor();
}

/** The desk of a holder with a person open, whatever the story before has left. */
export async function atDesk(page: Page, holder: RegExp, words: string, row: RegExp): Promise<void> {
  if ((await page.getByRole('navigation').count()) === 0) await signIn(page, holder);
  if ((await page.getByRole('banner').getByText(row).count()) === 0) await openPerson(page, words, row);
  // Notices of the story before have been read.
  const close = page.getByRole('region', { name: 'Ilmoitukset' }).getByRole('button', { name: 'Sulje' });
  while ((await close.count()) > 0)
    await close
      .first()
      .click({ timeout: 2_000 })
      .catch(() => undefined);
}

/** Ctrl+L would cover the desk; this ends the work at it. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Kirjaudu ulos' }).click();
  await page.getByRole('navigation').waitFor({ state: 'detached' });
}

/** F2, the words, and the chosen person asks for the reason. @param row accessible name of the row that has to be found */
export async function findPerson(page: Page, words: string, row: RegExp): Promise<void> {
  const field = page.getByRole('searchbox', { name: /Henkilötunnus, nimi/ });
  const found = page.getByRole('row', { name: row }).first();
  await page.keyboard.press('F2');
  await field.fill(words);
  await found.waitFor();
  await field.press('Enter');
  await page.getByRole('dialog').waitFor();
}

/** Finds and opens a person with the reason that is offered first. */
export async function openPerson(page: Page, words: string, row: RegExp): Promise<void> {
  await findPerson(page, words, row);
  await page.getByRole('dialog').getByRole('button', { name: 'Avaa' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // Keys of the desk are about this person only when the bar says so.
  await page.getByRole('banner').getByText(row).first().waitFor();
}

/** A place behind the word Palvelut of the rail. */
export async function goToService(page: Page, place: RegExp, heading: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Palvelut' }).click();
  await page.getByRole('button', { name: place }).click();
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

/** Focuses a row: keys of the list act on it. */
export async function goToRow(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('row', { name }).first().focus();
  await page.waitForFunction(
    ({ source, flags }) => new RegExp(source, flags).test(document.activeElement?.textContent ?? ''),
    { source: name.source, flags: name.flags },
  );
}

/** From a select: its button, then the word. */
export async function choose(page: Page, field: string, word: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(field) }).click();
  await page.getByRole('option', { name: word }).click();
}

/** F4 and the number of the cheapest package that may be given instead. */
export async function chooseCheapest(page: Page): Promise<void> {
  await page.keyboard.press('F4');
  const cheapest = page.getByRole('row').filter({ hasText: 'Halvin' }).first();
  const number = (await cheapest.innerText()).match(/^\s*(\d)/)?.[1];
  if (number === undefined) throw new Error('no cheapest package among the choices');
  // A bare digit may begin a scan: it acts when none follows.
  await page.keyboard.press(number, { delay: 80 });
}

/** PIN2 into the open dialog of signing. */
export async function sign(page: Page): Promise<void> {
  await page.getByLabel(/^PIN2/).waitFor();
  await page.keyboard.type(PIN2);
  await page.keyboard.press('Enter');
}

/** A call of the contract over the page's own session. */
export const call = (page: Page, method: string, params: unknown): Promise<unknown> =>
  page.evaluate(
    async ([name, value]) =>
      (
        await fetch('/call', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ method: name, params: value }),
        })
      ).json() as Promise<unknown>,
    [method, params] as const,
  );

/** Keeps calls of one method in the page, as a slow host would. @returns sends them, and lets later ones through */
export async function holdCalls(page: Page, method: string): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(name => {
    const waiting: (() => void)[] = [];
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function sendOrHold(data) {
      if (String(data).includes(`"method":"${name}"`)) waiting.push(() => send.call(this, data));
      else send.call(this, data);
    };
    return () => {
      WebSocket.prototype.send = send;
      for (const go of waiting) go();
      return waiting.length;
    };
  }, method);
  return async () => {
    const count = await page.evaluate(go => go(), held);
    if (count === 0) throw new Error(`no call of ${method} was held`);
  };
}

/** The citizens' page of the simulator in a window of its own, entered as the named person. */
export async function enterCitizenPage(desk: Page, person: string): Promise<Page> {
  await goToService(desk, /^OmaKanta/, 'OmaKanta (harjoitus)');
  const address = (await desk.getByRole('link', { name: 'Avaa OmaKanta' }).getAttribute('href')) ?? '';
  const browser = desk.context().browser();
  if (browser === null) throw new Error('the desk stands in no browser');
  const citizen = await (
    await browser.newContext({ locale: 'fi-FI', viewport: { width: 1366, height: 768 } })
  ).newPage();
  await citizen.goto(address);
  await citizen.locator('.choice', { hasText: person }).getByRole('button').click();
  await citizen.getByRole('navigation').waitFor();
  return citizen;
}

/**
 * A keyboard-wedge scanner: real keys of the browser, so that what they leave in a field is seen. Each carries its own time,
 * five milliseconds after the one before, however slow the machine is.
 */
export async function scan(page: Page, digits: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startedMs = Date.now();
  const keys = [...digits].map(digit => ({
    key: digit,
    code: `Digit${digit}`,
    text: digit,
    windowsVirtualKeyCode: digit.charCodeAt(0),
  }));
  for (const [at, key] of [...keys, { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }].entries()) {
    const timestamp = (startedMs + at * 5) / 1000;
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, timestamp: timestamp + 0.002 });
  }
  await session.detach();
}
