/** Which PKCS#11 library is loaded: the start option, what a person chose, or the first known place; and what the panel is told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fail } from '../../shared/kernel/result.ts';
import { type CardSoftwareConfig, createCardSoftware } from '../../src-main/adapters/card/pkcs11/card-software.ts';
import { createDriver } from '../../src-main/adapters/card/pkcs11/driver.ts';
import { modulePlaces } from '../../src-main/adapters/card/pkcs11/places.ts';
import { type ModulePlace } from '../../src-main/app/ports/signing-card.port.ts';
import { systemClock, systemTimers } from '../../src-main/adapters/system/time.ts';
import { fakeTrust } from '../fakes/signing-card.fake.ts';

const folder = mkdtempSync(join(tmpdir(), 'kantele-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (path: string, exists: boolean, from: ModulePlace['from'] = 'known'): ModulePlace => ({
  path,
  product: path.slice(1),
  from,
  exists,
});
const PLACES = [place('/absent.so', false), place('/unsure.so', true, 'unconfirmed'), place('/later.so', true)];

/** Card software over a process that never answers; `asked` lists the libraries that it was told to load. */
function software(config: Partial<CardSoftwareConfig>) {
  const asked: unknown[] = [];
  const quiet = (): void => undefined;
  const driver = createDriver(
    {
      start: () => ({
        send: message => void asked.push((message as { ask: { path?: string } }).ask.path),
        kill: quiet,
      }),
      clock: systemClock,
      timers: systemTimers,
      log: { info: quiet, warn: quiet, error: quiet },
    },
    quiet,
  );
  let saved: string | null = null;
  const panel = createCardSoftware(driver, {
    option: null,
    setting: { load: () => saved, save: path => void (saved = path) },
    places: PLACES,
    search: true,
    card: { present: () => null },
    trust: fakeTrust(),
    nowMs: systemClock.nowMs,
    ...config,
  });
  return { panel, asked, choose: (path: string | null) => void (saved = path), close: () => driver.close() };
}

describe('the library that is loaded', () => {
  test('the first known place that exists; where it was found is told, an unconfirmed one as such, and all places', () => {
    const { panel, asked, close } = software({});
    void panel.start();
    expect(asked).toEqual(['/unsure.so']);
    expect(panel.state()).toMatchObject({ at: 'starting', module: { path: '/unsure.so', from: 'unconfirmed' } });
    expect(panel.state().places).toBe(PLACES);
    close();
  });

  test('what a person chose stands before the places, the start option before both', () => {
    const chosen = software({});
    chosen.choose('/mine.so');
    void chosen.panel.start();
    expect(chosen.panel.state().module).toMatchObject({ path: '/mine.so', from: 'setting' });
    chosen.close();
    const started = software({ option: '/given.so' });
    started.choose('/mine.so');
    void started.panel.start();
    expect([started.asked, started.panel.state().module?.from]).toEqual([['/given.so'], 'option']);
    started.close();
  });

  test('the practice looks for none by itself; a place without a library is none', () => {
    for (const config of [{ search: false }, { places: [place('/absent.so', false)] }]) {
      const { panel, asked } = software(config);
      void panel.start();
      expect([asked, panel.state().at, panel.state().module]).toEqual([[], 'none', null]);
    }
  });

  test('a path that depends on where the program stands is refused', async () => {
    expect(await software({}).panel.choose('card.so')).toEqual(fail({ code: 'CARD-0122' }));
  });
});

describe('the known places', () => {
  test('each system has its own; those that nobody confirmed are marked', () => {
    const linux = modulePlaces('linux', join(folder, 'none'));
    expect(linux.map(({ path }) => path)).toContain('/usr/lib/Atostek-ID-PKCS11.so');
    expect(new Set(linux.map(({ from }) => from))).toEqual(new Set(['known']));
    expect(modulePlaces('win32').map(({ from }) => from)).toEqual(['unconfirmed']);
    expect(modulePlaces('aix')).toEqual([]);
  });

  test('what other programs use is taken from p11-kit: libraries that are there, no trust store, none twice', () => {
    const library = join(folder, 'vendor-pkcs11.so');
    writeFileSync(library, '');
    const module = (name: string, ...lines: readonly string[]): void =>
      writeFileSync(join(folder, `${name}.module`), `${lines.join('\n')}\n`);
    module('vendor', `module: ${library}`, 'priority: 1');
    module('gone', `module: ${join(folder, 'gone.so')}`);
    module('trust', `module: ${library}`, 'trust-policy: yes');
    module('proxy', 'module: p11-kit-proxy.so');
    module('opensc', 'module: /usr/lib/x86_64-linux-gnu/opensc-pkcs11.so');
    const found = modulePlaces('linux', folder).filter(({ from }) => from === 'p11-kit');
    expect(found).toEqual([{ path: library, product: 'vendor', from: 'p11-kit', exists: true }]);
  });
});
