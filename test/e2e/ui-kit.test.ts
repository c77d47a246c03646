import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type GalleryHost, openGalleryHost } from './gallery.host.ts';

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const SMALL_SCREEN = { width: 1366, height: 768 };
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let host: GalleryHost;
/** As users run it; `host` keeps the libraries' warnings. */
let release: GalleryHost;
let browser: Browser;
let complaints: string[] = [];

vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  host = await openGalleryHost('development');
  release = await openGalleryHost('production');
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await release?.close();
});
/** Any refusal by the page policy, any fault of React and any warning is a failed test. */
afterEach(() => {
  const heard = complaints;
  complaints = [];
  expect(heard).toEqual([]);
});

async function open(query: string, options: BrowserContextOptions = {}, from: GalleryHost = host): Promise<Page> {
  const context = await browser.newContext({ viewport: SMALL_SCREEN, ...options });
  const page = await context.newPage();
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  await page.goto(from.address(query));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}
const faults = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`);
};
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim().slice(0, 40) ?? '';
  });

const LOOKS = ['theme=light&density=compact', 'theme=dark&density=comfortable'];
test.each(
  ['dispensing', 'prescribing', 'parts', 'fields', 'overlays'].flatMap(scene =>
    LOOKS.map(look => [scene, look] as const),
  ),
)('axe finds nothing: %s, %s', async (scene, look) => {
  const page = await open(`scene=${scene}&${look}`);
  expect(await faults(page)).toEqual([]);
  await page.context().close();
});

test('axe finds nothing in open dialogs, menus, lists and notices', async () => {
  const page = await open('scene=overlays&theme=dark');
  const check = async (what: string) => expect([what, ...(await faults(page))]).toEqual([what]);
  await page.getByRole('button', { name: 'Avaa pysäytys' }).click();
  await page.getByRole('alertdialog').waitFor();
  await check('stop');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Avaa ikkuna' }).click();
  await page.getByRole('button', { name: 'Syy' }).click();
  await page.getByRole('listbox').waitFor();
  await check('select');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Muut toiminnot' }).click();
  await page.getByRole('menu').waitFor();
  await check('menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Ilmoita pysäytys' }).click();
  await page.getByRole('button', { name: 'Avaa jono' }).waitFor();
  await check('notice');
  await page.keyboard.press('Shift+F1');
  await page.getByRole('dialog', { name: 'Näppäimet' }).waitFor();
  await check('key sheet');
  await page.context().close();
});

test('at 1366x768 a compact list of two-line rows shows 14 of them', async () => {
  const page = await open('scene=dispensing');
  const heights = await page
    .locator('[role=row][data-row]')
    .evaluateAll(rows => rows.map(row => row.getBoundingClientRect().height));
  const frame = await page.getByRole('grid').evaluate(grid => grid.parentElement?.clientHeight ?? 0);
  // Long sentences too: only the active row may be higher than the others.
  expect(new Set(heights.slice(1))).toEqual(new Set([39]));
  expect(Math.floor((frame - 28) / 39)).toBeGreaterThanOrEqual(14);
  await page.context().close();
});

test.each(['dispensing', 'fields', 'prescribing', 'parts'])(
  'zoomed to twice the size, %s needs no sideways scrolling and hides no patient fact',
  async scene => {
    const page = await open(`scene=${scene}`, { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 });
    const sizes = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      facts: [...document.querySelectorAll('header dd')].every(fact => {
        const box = fact.getBoundingClientRect();
        return (
          document.elementFromPoint(box.x + 2, box.y + box.height / 2)?.closest('header') !== null &&
          box.right <= innerWidth
        );
      }),
    }));
    expect(sizes).toEqual({ wide: 683, facts: true });
    await page.context().close();
  },
);

test('the table is worked by keys: rows, pages, cells, marks and opening', async () => {
  const page = await open('scene=dispensing');
  const active = () => page.locator('[role=row]:focus').getAttribute('aria-rowindex');
  expect(await active()).toBe('2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('4');
  await page.keyboard.press('End');
  expect(await active()).toBe('19');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  expect(await page.locator('[role=row]:focus').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('rowheader');
  await page.keyboard.press('Enter');
  await page.getByText('Avattu Marevan Forte').waitFor({ state: 'attached' });
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  expect(outline).toBe('solid');
  await page.context().close();
});

test('bare letters act in their list and nowhere else', async () => {
  const page = await open('scene=dispensing');
  await page.keyboard.press('c');
  await page.getByText('Kopioitu').waitFor({ state: 'attached' });
  const search = page.getByRole('searchbox');
  await search.fill('');
  await search.press('c');
  expect(await search.inputValue()).toBe('c');
  await page.context().close();
});

test('F6 goes round the panes and F-keys never reach the browser', async () => {
  const page = await open('scene=dispensing');
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    window.addEventListener('keydown', event => {
      if (/^F\d+$/.test(event.key)) seen.push(`${event.key} ${event.defaultPrevented}`);
    });
  });
  const stops: string[] = [];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('F6');
    stops.push(
      await page.evaluate(() => document.activeElement?.closest('nav, header, main, aside, footer')?.tagName ?? ''),
    );
  }
  expect(stops).toEqual(['ASIDE', 'FOOTER', 'NAV', 'MAIN']);
  await page.keyboard.press('F3');
  await page.keyboard.press('F5');
  await page.keyboard.press('F7');
  expect(await page.evaluate(() => Reflect.get(window, 'seen'))).not.toContainEqual(expect.stringContaining('false'));
  await page.context().close();
});

test('keys behind a dialog rest; Esc closes it and the focus goes back', async () => {
  const page = await open('scene=overlays');
  await page.keyboard.press('F12');
  await page.getByText('allekirjoitettu 1').waitFor();
  const opener = page.getByRole('button', { name: 'Avaa ikkuna' });
  await opener.click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('F12');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('Avaa ikkuna');
  expect(await page.getByText('allekirjoitettu 1').count()).toBe(1);
  await page.keyboard.press('F12');
  await page.getByText('allekirjoitettu 2').waitFor();
  await page.context().close();
});

test('a button that refuses stays reachable and says why', async () => {
  const page = await open('scene=overlays');
  await page.getByRole('button', { name: 'Avaa ikkuna' }).click();
  const save = page.getByRole('button', { name: 'Tallenna korjaus' });
  await save.focus();
  expect(await save.getAttribute('aria-disabled')).toBe('true');
  const reason = await save.evaluate(button =>
    (button.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
  expect(reason).toContain('Kirjoita ensin, kuka suostui');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.context().close();
});

test('the PIN is given once, pasted too, and is gone from the page on submit and on leaving', async () => {
  const page = await open('scene=overlays');
  const start = () => page.getByRole('button', { name: 'Avaa pysäytys' }).click();
  await start();
  const pin = page.getByLabel('Allekirjoitustunnus (PIN2)');
  await pin.evaluate((input: HTMLInputElement) => {
    input.focus();
    document.execCommand('insertText', false, '123456');
  });
  expect(await pin.inputValue()).toBe('123456');
  await page.getByRole('button', { name: 'Palaa muuttamaan' }).focus();
  expect(await pin.inputValue()).toBe('');
  await pin.fill('12');
  await pin.press('Enter');
  await page.getByText('Tunnuksessa on vähintään 4 merkkiä').waitFor();
  await pin.fill('123456');
  await page.getByRole('button', { name: 'Allekirjoita' }).click();
  await page.getByText('PIN annettu 1').waitFor();
  expect(await page.content()).not.toContain('123456');
  await page.context().close();
});

test('the search line takes its first result by Enter and closes its list before it empties', async () => {
  const page = await open('scene=fields');
  const line = page.getByRole('combobox', { name: 'Lääke' });
  await line.pressSequentially('a');
  const options = page.getByRole('option');
  await options.first().waitFor();
  await line.press('ArrowDown');
  const active = await line.getAttribute('aria-activedescendant');
  expect(await options.nth(1).getAttribute('id')).toBe(active);
  expect(await faults(page)).toEqual([]);
  await line.press('Escape');
  expect([await options.count(), await line.inputValue()]).toEqual([0, 'a']);
  await line.fill('bur');
  await line.press('Enter');
  expect(await line.inputValue()).toBe('Burana');
  await page.context().close();
});

test('five hundred results: only those in sight are in the page, and the active one always is', async () => {
  const page = await open('scene=rows');
  const line = page.getByRole('combobox');
  await line.pressSequentially('a');
  await page.getByRole('option').first().waitFor();
  for (let step = 0; step < 12; step += 1) await line.press('PageDown');
  await expect.poll(() => page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset')).toBe('97');
  const inView = await page.locator('[role=option][aria-selected=true]').evaluate(option => {
    const list = option.closest('[role=listbox]')?.getBoundingClientRect();
    const row = option.getBoundingClientRect();
    return list !== undefined && row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
  });
  expect(inView).toBe(true);
  expect(await page.getByRole('option').count()).toBeLessThan(60);
  expect(await page.locator('[role=option][aria-selected=true]').getAttribute('id')).toBe(
    await line.getAttribute('aria-activedescendant'),
  );
  await page.context().close();
});

test.each(['fields', 'overlays', 'dispensing', 'parts'])('Tab through %s: the focus is always seen', async scene => {
  const page = await open(`scene=${scene}`);
  const unseen: string[] = [];
  for (let step = 0; step < 45; step += 1) {
    await page.keyboard.press('Tab');
    unseen.push(
      ...(await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return [];
        const around = [element, element.parentElement, ...(element.closest('label')?.querySelectorAll('*') ?? [])];
        const isRinged = around.some(one => one !== null && getComputedStyle(one).outlineStyle === 'solid');
        const isFilledSegment =
          element.getAttribute('data-focused') === 'true' && element.getAttribute('role') === 'spinbutton';
        const box = element.getBoundingClientRect();
        const isInside = element.tagName === 'INPUT' || (box.top >= 0 && box.bottom <= innerHeight);
        return (isRinged || isFilledSegment) && isInside ? [] : [element.outerHTML.slice(0, 160)];
      })),
    );
  }
  expect(unseen).toEqual([]);
  await page.context().close();
});

test('numbers take comma and point and show a comma; dates are typed in the Finnish order', async () => {
  const page = await open('scene=fields');
  const dose = page.getByRole('spinbutton', { name: 'Annos' });
  await dose.fill('1.50');
  await dose.blur();
  expect(await dose.inputValue()).toBe('1,5');
  await dose.press('ArrowUp');
  expect(await dose.inputValue()).toBe('2');
  await dose.fill('1x3');
  expect(await page.getByText('Kirjoita numero, esimerkiksi 0,5').isVisible()).toBe(true);
  const segments = page.getByRole('group', { name: 'Voimassa' }).getByRole('spinbutton');
  await segments.first().click();
  await page.keyboard.type('1.12.2027');
  await segments.first().press('ArrowUp');
  expect(await segments.allTextContents()).toEqual(['2', '12', '2027']);
  await page.context().close();
});

test('a walk through a table of 500 rows leaves only the rows about its place in the page', async () => {
  const page = await open('scene=rows', {}, release);
  await page.locator('[role=row][data-row="0"]').focus();
  for (let step = 0; step < 30; step += 1) await page.keyboard.press(step % 15 === 14 ? 'PageDown' : 'ArrowDown');
  const row = await page.locator('[role=row]:focus').getAttribute('aria-rowindex');
  expect(Number(row)).toBeGreaterThan(40);
  expect(await page.locator('[role=row][data-row]').count()).toBeLessThan(60);
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('501');
  await page.context().close();
});

test('the released build keeps the page policy too: no style element, no string sink', async () => {
  const page = await open('scene=overlays', {}, release);
  await page.getByRole('button', { name: 'Avaa ikkuna' }).click();
  await page.getByRole('button', { name: 'Syy' }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.goto(release.address('scene=fields'));
  await page.getByRole('group', { name: 'Voimassa' }).getByRole('spinbutton').first().press('ArrowUp');
  expect(await page.locator('style').count()).toBe(0);
  await page.context().close();
});

test('forced colours and reduced motion: the active row and the focus stay visible, nothing moves', async () => {
  const page = await open('scene=dispensing', { forcedColors: 'active', reducedMotion: 'reduce' });
  const look = await page.locator('[role=row]:focus').evaluate(row => {
    const style = getComputedStyle(row);
    return [style.outlineStyle, getComputedStyle(document.documentElement).getPropertyValue('--move').trim()];
  });
  expect(look).toEqual(['solid', '0s']);
  await page.context().close();
});
