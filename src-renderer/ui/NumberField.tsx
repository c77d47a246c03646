import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { useLocale } from 'react-aria-components';
import { formatDecimal, parseDecimal } from './decimal.ts';
import type { FieldProps } from './field.ts';
import { controlClass, inputClass, PlainField, unitClass } from './FieldFrame.tsx';

export type NumberFieldProps = FieldProps &
  Readonly<{
    value: number | null;
    /** Gets the number on each keystroke that makes one; null when empty; NaN is never given. */
    onChange: (value: number | null) => void;
    onBlur?: () => void;
    onEnter?: () => void;
    unit?: string;
    min?: number;
    max?: number;
    /** Step of the arrow keys. */
    step?: number;
    maxDecimals?: number;
    /** Said when the text is not a number; replaces the help. */
    notANumber: string;
    isReadOnly?: boolean;
    inputRef?: Ref<HTMLInputElement>;
  }>;

/** Takes comma and point, shows the locale's mark. Range is the caller's to judge (`error`); arrows stay inside it. */
export function NumberField(props: NumberFieldProps) {
  const {
    value,
    onChange,
    onBlur,
    onEnter,
    unit,
    min,
    max,
    step = 1,
    maxDecimals = 6,
    notANumber,
    isReadOnly,
    inputRef,
  } = props;
  const { locale } = useLocale();
  const controlId = useId();
  const footId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : formatDecimal(value, locale, maxDecimals));
  const isNaNText = typed !== null && Number.isNaN(parseDecimal(typed));
  const error = isNaNText ? notANumber : props.error;
  const stepBy = (steps: number) => {
    const next = Number(((value ?? 0) + steps * step).toFixed(maxDecimals));
    setTyped(null);
    onChange(Math.min(max ?? Infinity, Math.max(min ?? -Infinity, next)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && onEnter !== undefined) {
      event.preventDefault();
      onEnter();
    }
    if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || isReadOnly === true) return;
    event.preventDefault();
    stepBy(event.key === 'ArrowUp' ? 1 : -1);
  };
  return (
    <PlainField {...props} error={error} width={props.width ?? 'number'} controlId={controlId} footId={footId}>
      <div className={controlClass}>
        <input
          ref={inputRef}
          id={controlId}
          className={inputClass}
          type="text"
          role="spinbutton"
          inputMode="decimal"
          autoComplete="off"
          name={props.name}
          autoFocus={props.autoFocus}
          value={text}
          disabled={props.disabledBecause !== undefined}
          readOnly={isReadOnly}
          required={props.isRequired}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={footId}
          aria-valuenow={value ?? undefined}
          aria-valuetext={value === null ? undefined : unit === undefined ? text : `${text} ${unit}`}
          aria-valuemin={min}
          aria-valuemax={max}
          onChange={event => {
            const next = event.currentTarget.value;
            setTyped(next);
            const number = parseDecimal(next);
            if (!Number.isNaN(number)) onChange(number);
          }}
          onBlur={() => {
            if (!isNaNText) setTyped(null);
            onBlur?.();
          }}
          onKeyDown={onKeyDown}
        />
        {unit !== undefined && <span className={unitClass}>{unit}</span>}
      </div>
    </PlainField>
  );
}
