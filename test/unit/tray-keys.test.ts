import { expect, test } from 'vitest';
import {
  NOTHING_TYPED,
  placeByKey,
  placeByName,
  type Typed,
  typedOn,
} from '../../src-renderer/features/session/tray-keys.ts';

const NAMES = ['Aino Maria Harjula', 'Eero Kallio', 'Helmi Åberg', 'Hanna Harjula', 'Ilmari Ökvist'];
/** The places that the focus goes through while this is typed, a letter every 200 ms. */
function typing(text: string, from = 0): readonly (number | null)[] {
  let typed: Typed = NOTHING_TYPED;
  let at = from;
  return [...text].map((letter, index) => {
    typed = typedOn(typed, letter, 5_000 + index * 200) ?? typed;
    const to = placeByName(NAMES, typed, at);
    at = to ?? at;
    return to;
  });
}

test('a card is found by any of its holder’s names, with or without dots and rings', () => {
  expect(typing('kal')).toEqual([1, 1, 1]);
  expect(typing('AB')).toEqual([2, 2]);
  expect(typing('ök')).toEqual([4, 4]);
  expect(typing('hann')).toEqual([2, 3, 3, 3]);
  expect(typing('x')).toEqual([null]);
  expect(typing('kax')).toEqual([1, 1, null]);
});

test('the same letter goes on through those who share it, and round', () => {
  expect(typing('hhh')).toEqual([2, 3, 0]);
});

test('after a pause a letter begins anew; what is no letter is no name', () => {
  const typed = typedOn({ text: 'ha', atMs: 1_000 }, 'e', 3_000);
  expect(typed).toEqual({ text: 'e', atMs: 3_000 });
  expect(['1', 'Enter', ' ', 'F3'].map(key => typedOn(NOTHING_TYPED, key, 5_000))).toEqual([null, null, null, null]);
});

test('arrows go through the rows of cards and stop at the edges', () => {
  const go = (key: string, at: number) => placeByKey(key, at, 5, 3);
  expect([go('ArrowRight', 2), go('ArrowDown', 1), go('ArrowDown', 2), go('ArrowUp', 4), go('ArrowLeft', 0)]).toEqual([
    3, 4, 2, 1, 0,
  ]);
  expect([go('Home', 4), go('End', 0), go('Tab', 1), placeByKey('End', 0, 0, 1)]).toEqual([0, 4, null, null]);
});
