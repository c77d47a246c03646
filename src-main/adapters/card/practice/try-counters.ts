import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Wrong PINs that a practice card takes in a row before it locks (citizen cards have five as well). */
export const TRIES = 5;

export type PinName = 'pin1' | 'pin2';
type Counters = Readonly<Record<PinName, number>>;

/** Keeps one small text; `save` returns when it is safe. */
export interface StateStore {
  load(): string | null;
  save(text: string): void;
}

/** A file that is either the old or the new text, whatever happens in between. */
export function fileState(path: string): StateStore {
  return {
    load: () => (existsSync(path) ? readFileSync(path, 'utf8') : null),
    save(text) {
      const beside = `${path}.new`;
      const file = openSync(beside, 'w', 0o600);
      try {
        writeSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, path);
    },
  };
}

export function memoryState(): StateStore {
  let kept: string | null = null;
  return {
    load: () => kept,
    save: text => {
      kept = text;
    },
  };
}

const FULL: Counters = { pin1: TRIES, pin2: TRIES };

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= TRIES;

function readCounters(text: string | null): Map<string, Counters> {
  const found = new Map<string, Counters>();
  try {
    for (const [id, entry] of Object.entries(JSON.parse(text ?? '{}') as Record<string, Record<string, unknown>>)) {
      const { pin1, pin2 } = entry;
      if (isCount(pin1) && isCount(pin2)) found.set(id, { pin1, pin2 });
    }
  } catch {
    // Practice cards protect nobody: a spoilt file gives fresh cards, not a workstation without cards.
    found.clear();
  }
  return found;
}

export interface TryCounters {
  left(cardId: string, pin: PinName): number;
  /** Takes one try before the PIN is looked at, so that cutting the power gives no free guess. */
  spend(cardId: string, pin: PinName): number;
  restore(cardId: string, pin: PinName): void;
  reset(cardId: string): void;
}

/** Tries left for each card; they survive a restart. */
export function tryCounters(store: StateStore): TryCounters {
  const counters = readCounters(store.load());
  const of = (cardId: string): Counters => counters.get(cardId) ?? FULL;
  function put(cardId: string, value: Counters): void {
    counters.set(cardId, value);
    store.save(JSON.stringify(Object.fromEntries(counters)));
  }
  return {
    left: (cardId, pin) => of(cardId)[pin],
    spend(cardId, pin) {
      const left = Math.max(0, of(cardId)[pin] - 1);
      put(cardId, { ...of(cardId), [pin]: left });
      return left;
    },
    restore(cardId, pin) {
      if (of(cardId)[pin] !== TRIES) put(cardId, { ...of(cardId), [pin]: TRIES });
    },
    reset: cardId => put(cardId, FULL),
  };
}
