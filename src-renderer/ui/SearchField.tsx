import { type KeyboardEvent, type Ref, useId, useRef } from 'react';
import { Search, X } from 'lucide-react';
import { cx } from './cx.ts';
import type { FieldProps } from './field.ts';
import { controlClass, inputClass, PlainField } from './FieldFrame.tsx';
import { Icon } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import { useKitWords } from './Settings.tsx';
import { cleanText } from './text.ts';
import css from './SearchField.module.css';

export type SearchFieldProps = FieldProps &
  Readonly<{
    value: string;
    onChange: (value: string) => void;
    onEnter?: (value: string) => void;
    /** What the field will hold when the key that goes down has been taken: told some milliseconds before `onChange`. */
    onForeseen?: (value: string) => void;
    /** Arrow down out of the field: the list below takes the focus. */
    onArrowDown?: () => void;
    placeholder?: string;
    keys?: string;
    inputRef?: Ref<HTMLInputElement>;
    /** A ResultList or QuickList that this field drives: the focus stays here, the active option is named. */
    results?: Readonly<{
      listId: string;
      activeOptionId: string | undefined;
      /** Arrows and Page keys: rows to go, down is positive. */
      onMove: (rows: number) => void;
    }>;
  }>;

const PAGE = 10;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/** The text after a plain key press; null for keys that write nothing. */
function textAfter({ key, ctrlKey, altKey, metaKey, currentTarget }: KeyboardEvent<HTMLInputElement>): string | null {
  const { value, selectionStart: from, selectionEnd: to } = currentTarget;
  if (key.length !== 1 || ctrlKey || altKey || metaKey) return null;
  return from === null || to === null ? null : value.slice(0, from) + key + value.slice(to);
}

/** Esc clears the text first and leaves only when it is empty. A plain input: it is drawn anew with every letter. */
export function SearchField(props: SearchFieldProps) {
  const { value, onChange, onEnter, onArrowDown, placeholder, keys, inputRef, results, onForeseen } = props;
  const controlId = useId();
  const footId = useId();
  const control = useRef<HTMLDivElement>(null);
  const words = useKitWords();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // While an accent or a word is being composed its keys belong to that.
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const step = STEPS[key];
    const text = onForeseen === undefined ? null : textAfter(event);
    if (text !== null) onForeseen?.(cleanText(text, 'one'));
    if (results !== undefined && step !== undefined) results.onMove(step);
    else if (key === 'ArrowDown' && onArrowDown !== undefined) onArrowDown();
    else if (key === 'Enter' && onEnter !== undefined) onEnter(value);
    else if (key === 'Escape' && value !== '') onChange('');
    else return;
    event.preventDefault();
    if (key === 'Enter' || key === 'Escape') event.stopPropagation();
  };
  return (
    <PlainField {...props} controlId={controlId} footId={footId}>
      <div ref={control} className={controlClass}>
        <span className={css.glass}>
          <Icon of={Search} />
        </span>
        <input
          ref={inputRef}
          id={controlId}
          type="search"
          className={cx(inputClass, css.input)}
          autoComplete="off"
          spellCheck={false}
          name={props.name}
          autoFocus={props.autoFocus}
          placeholder={placeholder}
          value={value}
          disabled={props.disabledBecause !== undefined}
          required={props.isRequired}
          aria-invalid={props.error === undefined ? undefined : true}
          aria-describedby={footId}
          {...(results === undefined
            ? {}
            : {
                role: 'combobox',
                'aria-expanded': true,
                'aria-autocomplete': 'list' as const,
                'aria-controls': results.listId,
                'aria-activedescendant': results.activeOptionId,
              })}
          onChange={event => onChange(cleanText(event.currentTarget.value, 'one'))}
          onKeyDown={onKeyDown}
        />
        {value === '' ? (
          keys !== undefined && (
            <span className={css.end}>
              <KeyHint keys={keys} />
            </span>
          )
        ) : (
          <button
            type="button"
            className={css.clear}
            aria-label={words.clear}
            // Esc does the same: the field keeps the focus and Tab passes by.
            tabIndex={-1}
            onPointerDown={event => event.preventDefault()}
            onClick={() => {
              onChange('');
              control.current?.querySelector('input')?.focus();
            }}
          >
            <Icon of={X} />
          </button>
        )}
      </div>
    </PlainField>
  );
}
