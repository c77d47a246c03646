import { type Random } from '../../shared/kernel/clock.ts';

/** FNV-1a over the text, then a finaliser (murmur3), so that near keys give far numbers. */
function mixed(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Chance by name, not by turn: what happens to one message does not depend on how many were drawn before it, so that a
 * schedule can be cut to its smallest failing part.
 */
export const drawn = (seed: number, key: string): number => mixed(`${seed}|${key}`) / 2 ** 32;

/** A stream of chance (mulberry32) for what has no name. */
export function stream(seed: number, key: string): Random {
  let state = mixed(`${seed}~${key}`);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

export const oneOf = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
