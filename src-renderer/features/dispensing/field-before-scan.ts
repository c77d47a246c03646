type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Remembers a field as it is before the first key of what may be a scan.
 * @returns puts text and caret back as they were; nothing where the target is no field of text
 */
export function rememberField(target: EventTarget | null): () => void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return () => undefined;
  const field: TextField = target;
  const { value, selectionStart, selectionEnd } = field;
  return () => {
    if (field.value === value) return;
    const owner = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    // React listens to the setter of the prototype, not to the one that it puts on the element.
    Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    // Fields of numbers by the browser have no caret to be set.
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
  };
}

/** A part of a date: it turns each digit into a value at once and remembers no text that could be put back. */
export const isDatePart = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.getAttribute('role') === 'spinbutton' && target.isContentEditable;

export type HeldDigits = Readonly<{
  hold(digit: string): void;
  /** A hand typed them: they reach the part that has the focus, which may be the next one after each. */
  release(): void;
  /** A scanner typed them. */
  drop(): void;
}>;

/** Digits on their way into a date, held for as long as a scanner's next key would take. */
export function createHeldDigits(pauseMs: number): HeldDigits {
  let held: string[] = [];
  let timer: number | undefined;
  const take = (): readonly string[] => {
    const digits = held;
    held = [];
    window.clearTimeout(timer);
    return digits;
  };
  const release = (): void => {
    for (const data of take())
      document.activeElement?.dispatchEvent(
        new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
      );
  };
  return {
    hold(digit) {
      held.push(digit);
      window.clearTimeout(timer);
      timer = window.setTimeout(release, pauseMs);
    },
    release,
    drop: () => void take(),
  };
}
