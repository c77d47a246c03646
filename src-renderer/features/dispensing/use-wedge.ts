import { useCallback, useEffect, useRef } from 'react';
import { createWedge } from './wedge.ts';

/** A hand's digit is taken after this pause: a scanner's next key would have come by then. */
const HAND_PAUSE_MS = 60;

/** A pack's code is this long at least; a PIN is not, however fast a PIN pad types it. */
const PACK_CODE = /^(?:\][A-Za-z]\d)?01\d{14}/;

/** Puts back what the first keys of a scan left in a field. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const owner = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Hears a keyboard-wedge scanner anywhere on the screen, whatever has the focus; in a dialog a pack's code is thrown away.
 * @returns runs a bare-key act only when no scan follows at once
 */
export function useWedge(onScan: (text: string) => void): (event: KeyboardEvent, act: () => void) => void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  }, [onScan]);
  /** When the last key of the window came. */
  const lastKeyMs = useRef(-Infinity);
  useEffect(() => {
    const wedge = createWedge();
    let start: Readonly<{ field: HTMLInputElement | HTMLTextAreaElement; value: string }> | null = null;
    const hear = (event: KeyboardEvent): void => {
      const { target } = event;
      const inDialog = target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
      if (event.timeStamp - lastKeyMs.current > HAND_PAUSE_MS)
        start =
          target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
            ? { field: target, value: target.value }
            : null;
      lastKeyMs.current = event.timeStamp;
      const answer = wedge.take(event, event.timeStamp);
      if (answer.at === 'typing') return;
      // A dialog keeps its keys, but a pack read into it is no PIN: it is taken out of the field again and costs no try.
      if (inDialog && (answer.at !== 'scanned' || !PACK_CODE.test(answer.text))) return;
      event.preventDefault();
      event.stopPropagation();
      if (answer.at !== 'scanned') return;
      if (start !== null && start.field.value !== start.value) restore(start.field, start.value);
      start = null;
      if (!inDialog) latest.current(answer.text);
    };
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  }, []);
  return useCallback((event, act) => {
    window.setTimeout(() => {
      if (lastKeyMs.current <= event.timeStamp) act();
    }, HAND_PAUSE_MS);
  }, []);
}
