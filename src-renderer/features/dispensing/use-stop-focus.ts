import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { type Finding } from '../../../shared/domain/finding.ts';
import { type Item, stopsOf } from './basket.store.ts';

const FOCUSABLE = 'input:not(:disabled), textarea, [role="row"][tabindex="0"], button';

/** Field of a finding that a person solves: the reason stands in the rail, the rest in the form. */
export const placeOf = (finding: Finding): string =>
  finding.severity === 'block'
    ? finding.field === 'vnr'
      ? 'choices'
      : (finding.field ?? 'findings')
    : `rule-${finding.rule}`;

/** Where a person is: a field of the form as a whole, or what has the focus; null where nothing has it. */
const placeAtHand = (): Element | null => {
  const { activeElement } = document;
  return activeElement === document.body ? null : (activeElement?.closest('[data-field]') ?? activeElement);
};

export type StopFocus = Readonly<{
  root: RefObject<HTMLDivElement | null>;
  /** Takes the focus where nothing stands in the way. */
  acceptButton: RefObject<HTMLButtonElement | null>;
  focusPlace: (place: string) => void;
  focusFirst: (stops: readonly Finding[]) => void;
  /** With the next answer of the rules the focus goes to what needs a person, unless the person goes elsewhere first. */
  followRules: () => void;
}>;

/** Leads the focus of a dispensing form to what needs a person: after it has opened, and after each choice. */
export function useStopFocus(item: Item): StopFocus {
  const root = useRef<HTMLDivElement>(null);
  const acceptButton = useRef<HTMLButtonElement>(null);
  /** Where the person was when the answer began to be waited for. */
  const wish = useRef<Readonly<{ from: Element | null }> | null>({ from: null });

  const focusPlace = useCallback((place: string): void => {
    const target = root.current?.querySelector<HTMLElement>(`[data-field="${place}"]`);
    const control = target?.querySelector<HTMLElement>(FOCUSABLE) ?? acceptButton.current;
    control?.focus();
    control?.scrollIntoView({ block: 'nearest' });
  }, []);
  const focusFirst = useCallback(
    (stops: readonly Finding[]): void => {
      const [first] = stops;
      if (first === undefined) acceptButton.current?.focus();
      else focusPlace(placeOf(first));
    },
    [focusPlace],
  );
  const followRules = useCallback((): void => {
    wish.current = { from: placeAtHand() };
  }, []);
  useEffect(() => {
    if (wish.current === null || item.findings === null) return;
    const { from } = wish.current;
    wish.current = null;
    const here = placeAtHand();
    // Whoever has gone on meanwhile (F4, F3, a field) keeps the keys that are on their way.
    if (here !== null && here !== from) return;
    const stops = stopsOf(item);
    const blocks = stops.filter(({ severity }) => severity === 'block');
    focusFirst(blocks.length > 0 ? blocks : stops);
  }, [item, focusFirst]);
  return { root, acceptButton, focusPlace, focusFirst, followRules };
}
