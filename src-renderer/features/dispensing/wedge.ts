import { SEPARATOR } from './scan-code.ts';

/** A key as the wedge looks at it. */
export type WedgeKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;
export type WedgeAnswer =
  /** Nobody's hand is this fast: the key is the scanner's and must not reach the field below. */
  Readonly<{ at: 'scanning' }> | Readonly<{ at: 'scanned'; text: string }> | Readonly<{ at: 'typing' }>;

/** Longest pause between two keys of a scanner, in ms (open-mSupply uses the same). */
const PAUSE_MS = 50;
/** From this many fast keys on it is a scanner. */
const SURE_AFTER = 4;
const LEAST = 5;

/** Physical keys, not characters: Caps Lock and layout do not matter. */
function character({ key, code, shiftKey, ctrlKey, altKey, metaKey }: WedgeKey): string | null {
  // A scanner sends the group separator as Ctrl and the key right of P and Å.
  if (ctrlKey && (code === 'BracketRight' || key === ']' || key === SEPARATOR)) return SEPARATOR;
  if (ctrlKey || altKey || metaKey) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined && !shiftKey) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  return key.length === 1 ? key : null;
}

/** Only what packs and patient instructions carry is taken for a scan: digits, an object identifier, a symbology identifier. */
const couldBeCode = (text: string): boolean => /^(?:\d{2}|1\.2|urn:|\][A-Za-z])/.test(text);

/** Tells a keyboard-wedge scanner from a hand by its speed. One object a window; time comes with each key. */
export function createWedge(): Readonly<{ take(key: WedgeKey, atMs: number): WedgeAnswer }> {
  let text = '';
  let lastMs = -Infinity;
  return {
    take(key, atMs) {
      const isFast = atMs - lastMs <= PAUSE_MS;
      if (key.key === 'Shift' || key.key === 'Control' || key.key === 'CapsLock')
        return { at: isFast && text.length >= SURE_AFTER ? 'scanning' : 'typing' };
      if (key.key === 'Enter' || key.key === 'Tab') {
        const whole = isFast ? text : '';
        text = '';
        lastMs = -Infinity;
        return whole.length >= LEAST && couldBeCode(whole) ? { at: 'scanned', text: whole } : { at: 'typing' };
      }
      const typed = character(key);
      if (typed === null) {
        text = '';
        lastMs = -Infinity;
        return { at: 'typing' };
      }
      text = isFast ? text + typed : typed;
      lastMs = atMs;
      return { at: text.length >= SURE_AFTER && couldBeCode(text) ? 'scanning' : 'typing' };
    },
  };
}
