import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  chordName,
  chordOfEvent,
  createKeyRegistry,
  findKeyProblems,
  type KeyBinding,
  type KeyEntry,
  parseChord,
} from '../../src-renderer/ui/keys.ts';

const entry = (id: string, keys: string, rest: Partial<KeyEntry> = {}): KeyEntry => ({
  id,
  keys,
  scope: 'app',
  label: id,
  ...rest,
});
const binding = (id: string, keys: string): KeyBinding => ({ ...entry(id, keys), run: () => undefined });
const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {},
) => chordName(chordOfEvent({ key, code, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held }));
const name = (keys: string) => {
  const chord = parseChord(keys);
  return chord === null ? null : chordName(chord);
};

test('a written key and a pressed key have one name', () => {
  expect([name('F12'), name('Ctrl+Shift+B'), name('Ctrl+.'), name('Space'), name('Ctrl++'), name('Shift+F1')]).toEqual([
    press('F12', 'F12'),
    press('B', 'KeyB', { ctrlKey: true, shiftKey: true }),
    press('.', 'Period', { ctrlKey: true }),
    press(' ', 'Space'),
    press('+', 'Minus', { ctrlKey: true, shiftKey: true }),
    press('F1', 'F1', { shiftKey: true }),
  ]);
});

test('caps lock and a foreign layout do not change the key', () => {
  expect(press('J', 'KeyJ')).toBe(name('J'));
  expect(press('о', 'KeyJ', { ctrlKey: true })).toBe(name('Ctrl+J'));
});

test('an unreadable key is reported', () => {
  expect(parseChord('Strg+K')).toBeNull();
  expect(findKeyProblems([entry('a', 'Strg+K')])).toEqual([{ kind: 'unreadable', ids: ['a'], keys: 'Strg+K' }]);
});

test('bare letters stand only in lists; AltGr and screen reader keys nowhere', () => {
  const entries = [
    entry('a', 'J'),
    entry('b', 'J', { scope: 'list', where: 'renewals' }),
    entry('c', 'Ctrl+Alt+L'),
    entry('d', 'Insert'),
  ];
  expect(findKeyProblems(entries).map(({ kind, ids }) => [kind, ...ids])).toEqual([
    ['bare-letter', 'a'],
    ['alt-gr', 'c'],
    ['reader-key', 'd'],
    ['clash', 'a', 'b'],
  ]);
});

test('two acts on one key clash only where both can be live', () => {
  const screen = (id: string, where: string) => entry(id, 'F8', { scope: 'screen', where });
  expect(findKeyProblems([screen('a', 'dispensing'), screen('b', 'records')])).toEqual([]);
  expect(findKeyProblems([screen('a', 'dispensing'), screen('b', 'dispensing')])).toHaveLength(1);
  expect(findKeyProblems([entry('a', 'F8'), screen('b', 'records')])).toHaveLength(1);
  expect(findKeyProblems([entry('fix', 'F8'), entry('fix', 'F8', { scope: 'screen', where: 'records' })])).toEqual([]);
});

test('the key sheet gets what is registered, under the keys the user has chosen', () => {
  const registry = createKeyRegistry();
  registry.setProfile({ sign: 'F11' });
  const remove = registry.add(0, [binding('sign', 'F12'), binding('queue', 'Ctrl+Q')]);
  expect(registry.entries()).toEqual([entry('sign', 'F11'), entry('queue', 'Ctrl+Q')]);
  expect(registry.problems()).toEqual([]);
  registry.setProfile({ sign: 'Ctrl+Q' });
  expect(registry.problems()).toEqual([{ kind: 'clash', ids: ['sign', 'queue'], keys: 'Ctrl+Q' }]);
  remove();
  expect(registry.entries()).toEqual([]);
});

/** A registry on a window of nothing but its listeners, with a hand on what comes later. */
function desk() {
  const laters: (() => void)[] = [];
  const hear: ((event: KeyboardEvent) => void)[] = [];
  const registry = createKeyRegistry(work => laters.push(work));
  const window = {
    document: { documentElement: { setAttribute: () => undefined, removeAttribute: () => undefined } },
    addEventListener: (type: string, listener: (event: KeyboardEvent) => void, early?: boolean) => {
      if (type === 'keydown' && early === true) hear.push(listener);
    },
    removeEventListener: () => undefined,
  };
  registry.listen(window as unknown as Window);
  const done: string[] = [];
  return {
    registry,
    done,
    acts: (...bindings: readonly (readonly [id: string, keys: string, more?: Partial<KeyBinding>])[]) =>
      registry.add(
        0,
        bindings.map(([id, keys, more]) => ({ ...binding(id, keys), run: () => void done.push(id), ...more })),
      ),
    press(key: string, code: string, ctrlKey = false) {
      const event = { key, code, ctrlKey, shiftKey: false, altKey: false, metaKey: false, target: null, repeat: false };
      const told = { preventDefault: () => undefined, stopPropagation: () => undefined };
      hear.forEach(listener => listener({ ...event, ...told } as unknown as KeyboardEvent));
    },
    /** The page has drawn. */
    drawn() {
      for (let work = laters.shift(); work !== undefined; work = laters.shift()) work();
    },
  };
}

beforeAll(() => void vi.stubGlobal('HTMLElement', class {}).stubGlobal('Element', class {}));
afterAll(() => void vi.unstubAllGlobals());

test('keys pressed while a screen is being opened are given to it in their order; covering the desk does not wait', () => {
  const { registry, acts, press: push, drawn, done } = desk();
  acts(['queue', 'Ctrl+Q'], ['lock', 'Ctrl+L', { inDialogs: true }]);
  const stands = registry.hold();
  push('F3', 'F3');
  push('q', 'KeyQ', true);
  push('Control', 'ControlLeft', true);
  push('l', 'KeyL', true);
  drawn();
  expect(done).toEqual(['lock']);
  acts(['search', 'F3']);
  stands();
  stands();
  expect(done).toEqual(['lock']);
  drawn();
  expect(done).toEqual(['lock', 'search', 'queue']);
  push('q', 'KeyQ', true);
  expect(done.at(-1)).toBe('queue');
});

test('what a key of before still owes is given before the act of the next one, until nobody listens', () => {
  const { registry, acts, press: push, done } = desk();
  acts(['sign', 'F12', { scope: 'screen', where: 'dispensing' }]);
  const end = registry.hearFirst(({ key }) => void done.push(`owed before ${key}`));
  push('F12', 'F12');
  end();
  push('F12', 'F12');
  expect(done).toEqual(['owed before F12', 'sign', 'sign']);
});

test('what never stands is not waited for without end: one goes where one wanted, and signs nothing on the way', () => {
  const { registry, acts, press: push, drawn, done } = desk();
  acts(['queue', 'Ctrl+Q'], ['sign', 'F12', { scope: 'screen', where: 'renewals' }]);
  const stands = registry.hold();
  push('F12', 'F12');
  push('q', 'KeyQ', true);
  stands(false);
  stands();
  drawn();
  expect(done).toEqual(['queue']);
});

test('what the first of the kept keys opens is waited for by the second', () => {
  const { registry, acts, press: push, drawn, done } = desk();
  let opened = (): void => undefined;
  acts(['next', 'F4', { run: () => (opened = registry.hold()) }]);
  const stands = registry.hold();
  push('F4', 'F4');
  push('F8', 'F8');
  stands();
  drawn();
  acts(['change', 'F8']);
  drawn();
  expect(done).toEqual([]);
  opened();
  drawn();
  expect(done).toEqual(['change']);
});

test('an act whose data are fetched waits for them; another act or another screen makes an end of it', () => {
  const { acts, press: push, drawn, done } = desk();
  acts(['queue', 'Ctrl+Q']);
  const loading = acts(['change', 'F8', { waits: true }]);
  push('F8', 'F8');
  loading();
  const shown = acts(['change', 'F8']);
  drawn();
  expect(done).toEqual(['change']);
  shown();
  const again = acts(['change', 'F8', { waits: true }]);
  push('F8', 'F8');
  push('q', 'KeyQ', true);
  again();
  acts(['change', 'F8']);
  drawn();
  expect(done).toEqual(['change', 'queue']);
  const elsewhere = desk();
  const left = elsewhere.acts(['change', 'F8', { waits: true }]);
  elsewhere.press('F8', 'F8');
  left();
  elsewhere.acts(['lockPrescription', 'F8']);
  elsewhere.drawn();
  expect(elsewhere.done).toEqual([]);
});
