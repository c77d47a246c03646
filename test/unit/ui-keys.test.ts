import { expect, test } from 'vitest';
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
