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
    /** Arrow down out of the field: the list below takes the focus. */
    onArrowDown?: () => void;
    placeholder?: string;
    keys?: string;
    inputRef?: Ref<HTMLInputElement>;
  }>;

/** Esc clears the text first and leaves only when it is empty. */
export function SearchField(props: SearchFieldProps) {
  const { value, onChange, onEnter, onArrowDown, placeholder, keys, inputRef } = props;
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
          onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
            if (event.key === 'ArrowDown' && onArrowDown !== undefined) {
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
