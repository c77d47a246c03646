import type { ClipboardEvent, KeyboardEvent } from 'react';
import { type CalendarDate, parseDate } from '@internationalized/date';
import { DateField as AriaDateField, DateInput, DateSegment, Group } from 'react-aria-components';
import { cx } from './cx.ts';
import { readDate } from './date-text.ts';
import type { FieldProps } from './field.ts';
import { controlClass, fieldClass, FieldFoot, FieldLabel } from './FieldFrame.tsx';
import css from './DateField.module.css';

export type DateFieldProps = FieldProps &
  Readonly<{
    /** Calendar date as `YYYY-MM-DD`, or null. */
    value: string | null;
    onChange: (value: string | null) => void;
    onBlur?: () => void;
    min?: string;
    max?: string;
    isReadOnly?: boolean;
  }>;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const toCalendar = (iso: string | null): CalendarDate | null =>
  iso !== null && ISO_DATE.test(iso) ? parseDate(iso) : null;

const MARKS = new Set(['.', ',', '/', '-', ' ']);

/** `1.12.` is day one, month twelve: a typed mark goes on to the next segment. React Aria alone would read day 11. */
function goOnAtMark(event: KeyboardEvent<HTMLDivElement>): void {
  if (!MARKS.has(event.key) || event.ctrlKey || event.altKey) return;
  const segments = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="spinbutton"]')];
  const next = segments[segments.findIndex(segment => segment === event.target) + 1];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

/** Segments in the locale's order (22.11.2026); digits and marks lead to the next, arrows change the one in focus, a date can be pasted. */
export function DateField(props: DateFieldProps) {
  const { value, onChange, onBlur, min, max, isReadOnly = false } = props;
  const paste = (event: ClipboardEvent) => {
    const pasted = readDate(event.clipboardData.getData('text/plain'));
    event.preventDefault();
    if (pasted !== null && !isReadOnly && props.disabledBecause === undefined) onChange(pasted);
  };
  return (
    <AriaDateField
      className={fieldClass(props.width ?? 'code')}
      value={toCalendar(value)}
      onChange={date => onChange(date === null ? null : date.toString())}
      granularity="day"
      shouldForceLeadingZeros={false}
      validationBehavior="aria"
      isDisabled={props.disabledBecause !== undefined}
      isInvalid={props.error !== undefined}
      isRequired={props.isRequired ?? false}
      isReadOnly={isReadOnly}
      autoFocus={props.autoFocus ?? false}
      minValue={toCalendar(min ?? null)}
      maxValue={toCalendar(max ?? null)}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(onBlur === undefined ? {} : { onBlur })}
    >
      <FieldLabel {...props} />
      <Group className={controlClass} onKeyDownCapture={goOnAtMark} onPasteCapture={paste}>
        <DateInput className={cx(css.input)}>
          {segment => <DateSegment segment={segment} className={cx(css.segment)} />}
        </DateInput>
      </Group>
      <FieldFoot {...props} />
    </AriaDateField>
  );
}
