/** Chance that is the same in every run: each thing draws from a seed made of its own name, so that adding one moves no other. */
export type Draw = Readonly<{
  /** [0, 1) */
  part(): number;
  /** Whole number from 0 to `below` - 1. */
  whole(below: number): number;
  pick<T>(from: readonly T[]): T;
}>;

function hashOf(text: string): number {
  let hash = 0x811c9dc5; // FNV-1a
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

export function drawFor(...names: readonly (string | number)[]): Draw {
  let state = hashOf(names.join('\u0000'));
  const part = (): number => {
    state = (state + 0x6d2b79f5) >>> 0; // mulberry32
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (below: number): number => Math.floor(part() * below);
  return {
    part,
    whole,
    pick: from => {
      const found = from[whole(from.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}
