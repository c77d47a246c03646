import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { CircleAlert } from 'lucide-react';
import { cx } from './cx.ts';
import type { FieldProps, FieldWidth } from './field.ts';
import { Icon } from './Icon.tsx';
import css from './FieldFrame.module.css';

/** Class of the outer element of a field; `width` is the width of its control. */
export const fieldClass = (width: FieldWidth = 'medium'): string => cx(css.field, css[width]);
export const controlClass = cx(css.control);
export const inputClass = cx(css.input);
export const unitClass = cx(css.unit);

export function FieldLabel({ label, hideLabel, isRequired }: Pick<FieldProps, 'label' | 'hideLabel' | 'isRequired'>) {
  return (
    <Label className={cx(css.label, hideLabel === true && css.hidden)}>
      {label}
      {isRequired === true && <span aria-hidden="true"> *</span>}
    </Label>
  );
}

/** The line below: reason why disabled, else error, else help while focused. Stands inside a React Aria field. */
export function FieldFoot({ help, error, disabledBecause }: Pick<FieldProps, 'help' | 'error' | 'disabledBecause'>) {
  if (disabledBecause !== undefined)
    return (
      <Text slot="description" className={cx(css.foot)}>
        {disabledBecause}
      </Text>
    );
  if (error !== undefined)
    return (
      <FieldError className={cx(css.foot, css.error)}>
        <Icon of={CircleAlert} />
        <span>{error}</span>
      </FieldError>
    );
  if (help !== undefined)
    return (
      <Text slot="description" className={cx(css.foot, css.help)}>
        {help}
      </Text>
    );
  return null;
}

/** The same frame for controls that are not React Aria's: the caller wires `for` and `aria-describedby`. */
export function PlainField(
  props: FieldProps & Readonly<{ controlId: string; footId: string; unit?: ReactNode; children: ReactNode }>,
) {
  const { label, hideLabel, isRequired, help, error, disabledBecause, width, controlId, footId, children } = props;
  return (
    <div className={fieldClass(width)}>
      <label htmlFor={controlId} className={cx(css.label, hideLabel === true && css.hidden)}>
        {label}
        {isRequired === true && <span aria-hidden="true"> *</span>}
      </label>
      {children}
      {disabledBecause !== undefined ? (
        <span id={footId} className={css.foot}>
          {disabledBecause}
        </span>
      ) : error !== undefined ? (
        <span id={footId} className={cx(css.foot, css.error)}>
          <Icon of={CircleAlert} />
          <span>{error}</span>
        </span>
      ) : (
        help !== undefined && (
          <span id={footId} className={cx(css.foot, css.help)}>
            {help}
          </span>
        )
      )}
    </div>
  );
}
