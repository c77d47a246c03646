import { isObject, type JsonObject } from './json-value.ts';

/**
 * Numbers whose text a JavaScript number would lose (`0.50`, `1.0`, `1E2`, twenty digits) are kept as raw JSON
 * (`JSON.rawJSON`): `JSON.stringify` writes the same characters back, spreading and copying by reference keep them.
 * All other numbers stay plain numbers. Read either kind with {@link numberOf}.
 */
type RawJson = Readonly<{ rawJSON: string }>;

// In Node 24; not yet in the ES2023 library types.
const raw = JSON as unknown as { rawJSON(text: string): RawJson; isRawJSON(value: unknown): value is RawJson };

/** @param text a number in JSON's grammar */
export function keepNumber(text: string): number | RawJson {
  const value = Number(text);
  return String(value) === text ? value : raw.rawJSON(text);
}

export function isKeptNumber(value: unknown): value is RawJson {
  return raw.isRawJSON(value);
}

/** The number behind a plain or a kept number, undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return isKeptNumber(value) ? Number(value.rawJSON) : undefined;
}

export type PlainCopy = Readonly<{
  /** the value with plain numbers: the same object if it held no kept number */
  value: unknown;
  /** the kept text of a number, by the object or array of the copy that holds it */
  textOf(holder: object, key: string | number): string | undefined;
}>;

function holdsKept(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsKept);
  if (typeof value !== 'object' || value === null) return false;
  if (isKeptNumber(value)) return true;
  for (const key in value) if (holdsKept((value as JsonObject)[key])) return true;
  return false;
}

/** Makes what FHIRPath and the canonical form need (plain numbers) and remembers the texts. */
export function toPlain(value: unknown): PlainCopy {
  if (!holdsKept(value)) return { value, textOf: () => undefined };
  const texts = new WeakMap<object, Map<string | number, string>>();
  const keep = (holder: object, key: string | number, text: string): number => {
    const known = texts.get(holder) ?? new Map<string | number, string>();
    texts.set(holder, known.set(key, text));
    return Number(text);
  };
  const copy = (item: unknown): unknown => {
    if (Array.isArray(item)) {
      const list: unknown[] = [];
      item.forEach((part, index) => {
        list[index] = isKeptNumber(part) ? keep(list, index, part.rawJSON) : copy(part);
      });
      return list;
    }
    if (!isObject(item)) return item;
    const made: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(item)) {
      made[key] = isKeptNumber(part) ? keep(made, key, part.rawJSON) : copy(part);
    }
    return made;
  };
  return { value: copy(value), textOf: (holder, key) => texts.get(holder)?.get(key) };
}
