import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components';
import { cx } from './cx.ts';
import type { FieldProps } from './field.ts';
import { FieldFoot, FieldLabel } from './FieldFrame.tsx';
import css from './RadioGroup.module.css';

export type RadioItem<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  detail?: string;
  disabledBecause?: string;
}>;
export type RadioGroupProps<Id extends string> = Omit<FieldProps, 'width'> &
  Readonly<{
    items: readonly RadioItem<Id>[];
    value: Id | null;
    onChange: (id: Id) => void;
    direction?: 'row' | 'column';
  }>;

export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { items, value, onChange, direction = 'column' } = props;
  return (
    <AriaRadioGroup
      className={cx(css.group)}
      value={value}
      onChange={key => {
        const picked = items.find(item => item.id === key);
        if (picked !== undefined) onChange(picked.id);
      }}
      orientation={direction === 'row' ? 'horizontal' : 'vertical'}
      isDisabled={props.disabledBecause !== undefined}
      isInvalid={props.error !== undefined}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      {...(props.name === undefined ? {} : { name: props.name })}
    >
      <FieldLabel {...props} />
      <div className={cx(css.items, direction === 'row' && css.row)}>
        {items.map((item, index) => (
          <Radio
            key={item.id}
            value={item.id}
            className={cx(css.radio)}
            isDisabled={item.disabledBecause !== undefined}
            autoFocus={props.autoFocus === true && (value === null ? index === 0 : value === item.id)}
          >
            <span className={css.dot} aria-hidden="true" />
            <span>
              {item.label}
              {(item.disabledBecause ?? item.detail) !== undefined && (
                <span className={css.detail}>{item.disabledBecause ?? item.detail}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
      <FieldFoot {...props} />
    </AriaRadioGroup>
  );
}
