import type { KeyboardEvent, Ref } from 'react';
import { Button as AriaButton, Group, Input, SearchField as AriaSearchField } from 'react-aria-components';
import { Search, X } from 'lucide-react';
import { cx } from './cx.ts';
import type { FieldProps } from './field.ts';
import { controlClass, fieldClass, FieldFoot, FieldLabel, inputClass } from './FieldFrame.tsx';
import { Icon } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
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
    /** A ResultList that this field drives: the focus stays here, the active option is named. */
    results?: Readonly<{
      listId: string;
      activeOptionId: string | undefined;
      /** Arrows and Page keys: rows to go, down is positive. */
      onMove: (rows: number) => void;
    }>;
  }>;

const PAGE = 10;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/** The text after a plain key press; null for keys that write nothing, and while an accent or a word is being composed. */
function textAfter({ key, ctrlKey, altKey, metaKey, nativeEvent, currentTarget }: KeyboardEvent<HTMLInputElement>) {
  const { value, selectionStart: from, selectionEnd: to } = currentTarget;
  if (key.length !== 1 || ctrlKey || altKey || metaKey || nativeEvent.isComposing) return null;
  return from === null || to === null ? null : value.slice(0, from) + key + value.slice(to);
}

/** Esc clears the text first and leaves only when it is empty. */
export function SearchField(props: SearchFieldProps) {
  const { value, onChange, onEnter, onArrowDown, placeholder, keys, inputRef, results, onForeseen } = props;
  return (
    <AriaSearchField
      className={fieldClass(props.width)}
      value={value}
      onChange={raw => onChange(cleanText(raw, 'one'))}
      isDisabled={props.disabledBecause !== undefined}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      {...(onEnter === undefined ? {} : { onSubmit: onEnter })}
    >
      <FieldLabel {...props} />
      <Group className={controlClass}>
        <span className={css.glass}>
          <Icon of={Search} />
        </span>
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          className={cx(inputClass, css.input)}
          autoComplete="off"
          spellCheck={false}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...(results === undefined
            ? {}
            : {
                role: 'combobox',
                'aria-expanded': true,
                'aria-autocomplete': 'list' as const,
                'aria-controls': results.listId,
                'aria-activedescendant': results.activeOptionId,
              })}
          onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
            const step = STEPS[event.key];
            if (onForeseen !== undefined) {
              const text = textAfter(event);
              if (text !== null) onForeseen(cleanText(text, 'one'));
            }
            if (results !== undefined && step !== undefined && !event.nativeEvent.isComposing) {
              event.preventDefault();
              results.onMove(step);
            } else if (event.key === 'ArrowDown' && onArrowDown !== undefined) {
              event.preventDefault();
              onArrowDown();
            }
          }}
        />
        {value === '' ? (
          keys !== undefined && (
            <span className={css.end}>
              <KeyHint keys={keys} />
            </span>
          )
        ) : (
          <AriaButton className={cx(css.clear)}>
            <Icon of={X} />
          </AriaButton>
        )}
      </Group>
      <FieldFoot {...props} />
    </AriaSearchField>
  );
}
