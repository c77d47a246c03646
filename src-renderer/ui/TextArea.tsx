import { type Ref } from 'react';
import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { cx } from './cx.ts';
import type { FieldProps } from './field.ts';
import { fieldClass, FieldFoot, FieldLabel } from './FieldFrame.tsx';
import { useTypedText } from './use-typed-text.ts';
import css from './TextArea.module.css';

export type TextAreaProps = FieldProps &
  Readonly<{
    value: string;
    onChange: (value: string) => void;
    onBlur?: () => void;
    /** Lines shown at first; the area grows with its text up to `maxRows`. */
    rows?: number;
    maxRows?: number;
    maxLength?: number;
    placeholder?: string;
    isReadOnly?: boolean;
    /** BCP 47 tag of the text, for the spell checker. */
    lang?: string;
    areaRef?: Ref<HTMLTextAreaElement>;
  }>;

/** Running text. Gives NFC text, LF line ends, without characters that XML forbids. */
export function TextArea(props: TextAreaProps) {
  const {
    value,
    onChange,
    onBlur,
    rows = 3,
    maxRows = 16,
    maxLength,
    placeholder,
    isReadOnly = false,
    lang,
    areaRef,
  } = props;
  const { take, composition } = useTypedText('many', onChange);
  return (
    <AriaTextField
      className={fieldClass(props.width ?? 'full')}
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
      {...(onBlur === undefined ? {} : { onBlur })}
    >
      <FieldLabel {...props} />
      <AriaTextArea
        {...(areaRef === undefined ? {} : { ref: areaRef })}
        className={cx(css.area)}
        style={{ minHeight: `${rows * 20 + 10}px`, maxHeight: `${maxRows * 20 + 10}px` }}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(lang === undefined ? { spellCheck: false } : { lang, spellCheck: true })}
        {...composition}
      />
      <FieldFoot {...props} />
    </AriaTextField>
  );
}
