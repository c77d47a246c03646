import { type SyntheticEvent, useRef } from 'react';
import { cleanText } from './text.ts';

/**
 * Text as it is typed, cleaned (NFC, no characters that XML forbids) but never in the middle of a composed character, where a
 * cleaned value would break the composition.
 */
export function useTypedText(lines: 'one' | 'many', onChange: (value: string) => void) {
  const composing = useRef(false);
  const take = (raw: string): void => onChange(composing.current ? raw : cleanText(raw, lines));
  return {
    take,
    isComposing: (): boolean => composing.current,
    composition: {
      onCompositionStart: () => {
        composing.current = true;
      },
      onCompositionEnd: (event: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => {
        composing.current = false;
        take(event.currentTarget.value);
      },
    },
  };
}
