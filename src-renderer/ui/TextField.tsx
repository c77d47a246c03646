import { type KeyboardEvent, type Ref } from 'react';
import { Group, Input, TextField as AriaTextField } from 'react-aria-components';
import type { FieldProps } from './field.ts';
import { controlClass, fieldClass, FieldFoot, FieldLabel, inputClass, unitClass } from './FieldFrame.tsx';
import { useTypedText } from './use-typed-text.ts';

export type TextFieldProps = FieldProps &
  Readonly<{
    value: string;
    onChange: (value: string) => void;
    onBlur?: () => void;
    onEnter?: () => void;
    placeholder?: string;
    /** Stands inside the field at its right. */
    unit?: string;
    maxLength?: number;
    isReadOnly?: boolean;
    inputMode?: 'text' | 'numeric' | 'tel' | 'email';
    inputRef?: Ref<HTMLInputElement>;
  }>;

/** One line of text. Gives NFC text without characters that XML forbids. */
export function TextField(props: TextFieldProps) {
  const {
    value,
    onChange,
    onBlur,
    onEnter,
    placeholder,
    unit,
    maxLength,
    isReadOnly = false,
    inputMode,
    inputRef,
  } = props;
  const { take, composition, isComposing } = useTypedText('one', onChange);
  return (
    <AriaTextField
      className={fieldClass(props.width)}
      value={value}
      onChange={take}
      isDisabled={props.disabledBecause !== undefined}
      isInvalid={props.error !== undefined}
      isRequired={props.isRequired ?? false}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(inputMode === undefined ? {} : { inputMode })}
      {...(onBlur === undefined ? {} : { onBlur })}
    >
      <FieldLabel {...props} />
      <Group className={controlClass}>
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          className={inputClass}
          autoComplete="off"
          spellCheck={false}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...composition}
          onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
            if (event.key === 'Enter' && !isComposing() && onEnter !== undefined) {
              event.preventDefault();
              onEnter();
            }
          }}
        />
        {unit !== undefined && <span className={unitClass}>{unit}</span>}
      </Group>
      <FieldFoot {...props} />
    </AriaTextField>
  );
}
