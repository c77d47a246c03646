import { useCallback, useEffect, useRef, useState } from 'react';
import { useKeyRegistry } from '../../ui/index.ts';
import { createBareKeys } from './bare-keys.ts';
import { createHeldDigits, isDatePart, rememberField } from './field-before-scan.ts';
import { createWedge } from './wedge.ts';

/** A hand's digit is taken after this pause: a scanner's next key would have come by then. */
const HAND_PAUSE_MS = 60;

/** A pack's code is this long at least; a PIN is not, however fast a PIN pad types it. */
const PACK_CODE = /^(?:\][A-Za-z]\d)?01\d{14}/;

/**
 * Hears a keyboard-wedge scanner anywhere on the screen, whatever has the focus; in a dialog a pack's code is thrown away.
 * @returns runs a bare-key act only when no scan follows at once
 */
export function useWedge(onScan: (text: string) => void): (event: KeyboardEvent, act: () => void) => void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  }, [onScan]);
  const [bareKeys] = useState(() => createBareKeys(HAND_PAUSE_MS));
  const registry = useKeyRegistry();
  // F12 right after a digit on a busy page: the digit's choice stands before the act is done.
  useEffect(() => registry.hearFirst(({ timeStamp }) => bareKeys.hear(timeStamp)), [registry, bareKeys]);
  useEffect(() => {
    let lastKeyMs = -Infinity;
    const wedge = createWedge();
    const digits = createHeldDigits(HAND_PAUSE_MS);
    let restore = rememberField(null);
    const hear = (event: KeyboardEvent): void => {
      const { target } = event;
      const inDialog = target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
      if (event.timeStamp - lastKeyMs > HAND_PAUSE_MS) restore = rememberField(target);
      lastKeyMs = event.timeStamp;
      const answer = wedge.take(event, event.timeStamp);
      if (answer.at === 'typing') {
        if (!isDatePart(target) || !/^\d$/.test(event.key)) return digits.release();
        event.preventDefault();
        return digits.hold(event.key);
      }
      digits.drop();
      // A dialog keeps its keys, but a pack read into it is no PIN: it is taken out of the field again and costs no try.
      if (inDialog && (answer.at !== 'scanned' || !PACK_CODE.test(answer.text))) return;
      event.preventDefault();
      event.stopPropagation();
      if (answer.at !== 'scanned') return;
      restore();
      restore = rememberField(null);
      if (!inDialog) latest.current(answer.text);
    };
    window.addEventListener('keydown', hear, true);
    return () => {
      digits.drop();
      window.removeEventListener('keydown', hear, true);
    };
  }, []);
  return useCallback((event, act) => bareKeys.wait(event.timeStamp, act), [bareKeys]);
}
