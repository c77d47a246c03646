import type { MedicinePackage } from '../../../src-main/app/ports/medicine-catalogue.port.ts';
import { fold, foldedWords } from '../../../shared/kernel/search/folding.ts';
import type { Answer } from './engines.ts';

/** Chance with a fixed seed (mulberry32): every run asks the same. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const at = <T>(list: readonly T[], place: number): T => {
  const item = list[place];
  if (item === undefined) throw new Error('out of range');
  return item;
};

/** Every keystroke of people who look for a package: by name, substance, strength, size, code, in changing order. */
export function keystrokes(packages: readonly MedicinePackage[], people: number): readonly string[] {
  const draw = seeded(20261122);
  const typed: string[] = [];
  for (let person = 0; person < people; person += 1) {
    const one = at(packages, draw(packages.length));
    const substance = foldedWords(one.atcName.fi)[0]?.word ?? fold(one.tradeName);
    const wishes = [
      one.tradeName.toLowerCase(),
      `${one.tradeName.toLowerCase().slice(0, 6)} ${one.strength}`,
      `${substance} ${one.strength}`,
      `${substance} ${one.form.fi.split(/[\s,]/)[0]} ${one.strength} ${one.sizeText}`,
      `${one.strength} ${substance.slice(0, 5)}`,
      one.atc.toLowerCase(),
      one.vnr ?? one.tradeName,
      `${one.form.sv.split(' ')[0]} ${one.atcName.sv}`,
    ];
    const wish = at(wishes, draw(wishes.length));
    for (let length = 1; length <= wish.length; length += 1) typed.push(wish.slice(0, length));
  }
  return typed;
}

export type Misspelt = Readonly<{ typed: string; meant: string }>;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function misspell(word: string, draw: (below: number) => number): string {
  const place = draw(word.length);
  const letter = at([...LETTERS], draw(LETTERS.length));
  switch (draw(4)) {
    case 0:
      return word.slice(0, place) + word.slice(place + 1);
    case 1:
      return word.slice(0, place) + letter + word.slice(place);
    case 2:
      return word.slice(0, place) + letter + word.slice(place + 1);
    default: {
      const first = Math.min(place, word.length - 2);
      return word.slice(0, first) + word.charAt(first + 1) + word.charAt(first) + word.slice(first + 2);
    }
  }
}

/** Misspelt words of trade names and substances: one edit, in longer words every third time two. */
export function misspelt(packages: readonly MedicinePackage[], count: number): readonly Misspelt[] {
  const draw = seeded(57);
  const words = new Set<string>();
  for (const one of packages) {
    for (const text of [one.tradeName, one.atcName.fi, one.atcName.sv, ...one.substances.slice(0, 1)]) {
      const first = foldedWords(text)[0]?.word ?? '';
      if (/^[a-z]{5,}$/.test(first)) words.add(first);
    }
  }
  const all = [...words].sort();
  const queries: Misspelt[] = [];
  while (queries.length < count) {
    const meant = at(all, draw(all.length));
    const once = misspell(meant, draw);
    const typed = meant.length >= 8 && draw(3) === 0 ? misspell(once, draw) : once;
    if (typed !== meant && !words.has(typed)) queries.push({ typed, meant });
  }
  return queries;
}

export const isHit = ({ meant }: Misspelt, answers: readonly Answer[]): boolean =>
  answers.some(({ names }) => foldedWords(names).some(({ word }) => word === meant));
