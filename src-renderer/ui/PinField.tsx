import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { FieldProps } from './field.ts';
import { controlClass, inputClass, PlainField } from './FieldFrame.tsx';
import css from './PinField.module.css';

export type PinFieldProps = Omit<FieldProps, 'name'> &
  Readonly<{
    /** Gets the digits once, on submit; the field is empty before this is called. */
    onPin: (pin: string) => void;
    /** Buttons of the form, one of them `type="submit"`. While the focus is among them the digits stay. */
    children?: ReactNode;
    minLength?: number;
    maxLength?: number;
    /** Said when fewer than `minLength` characters were given. */
    tooShort: string;
    isPending?: boolean;
  }>;

/**
 * The secret lives in the input element only: never in React state, never in the page after submit, after the focus
 * left the form, or after the part went away. Paste and password tools work.
 */
export function PinField(props: PinFieldProps) {
  const { onPin, children, minLength = 4, maxLength = 12, tooShort, isPending = false } = props;
  const input = useRef<HTMLInputElement>(null);
  const controlId = useId();
  const footId = useId();
  const [isShort, setShort] = useState(false);
  const error = isShort ? tooShort : props.error;

  useEffect(() => {
    const element = input.current;
    return () => {
      if (element !== null) element.value = '';
    };
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const element = input.current;
    if (element === null || isPending) return;
    const pin = element.value.trim();
    setShort(pin.length < minLength);
    if (pin.length < minLength) return;
    element.value = '';
    onPin(pin);
  };

  return (
    <form
      className={css.form}
      onSubmit={submit}
      autoComplete="off"
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget) && input.current !== null) input.current.value = '';
      }}
    >
      <PlainField {...props} error={error} width={props.width ?? 'code'} controlId={controlId} footId={footId}>
        <div className={controlClass}>
          <input
            ref={input}
            id={controlId}
            className={inputClass}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            autoFocus={props.autoFocus}
            maxLength={maxLength}
            disabled={props.disabledBecause !== undefined}
            readOnly={isPending}
            aria-required={props.isRequired}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={footId}
            onInput={() => setShort(false)}
          />
        </div>
      </PlainField>
      {children !== undefined && <div className={css.actions}>{children}</div>}
    </form>
  );
}
