import {
  Button as AriaButton,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { Check, ChevronDown } from 'lucide-react';
import { cx } from './cx.ts';
import type { FieldProps } from './field.ts';
import { fieldClass, FieldFoot, FieldLabel } from './FieldFrame.tsx';
import { Icon } from './Icon.tsx';
import css from './Select.module.css';

export type SelectItem<Id extends string = string> = Readonly<{ id: Id; label: string; detail?: string }>;
export type SelectProps<Id extends string> = FieldProps &
  Readonly<{
    items: readonly SelectItem<Id>[];
    value: Id | null;
    onChange: (id: Id) => void;
    placeholder: string;
  }>;

/** For up to some thirty choices; longer lists are a ComboBox. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { items, value, onChange, placeholder } = props;
  return (
    <AriaSelect
      className={fieldClass(props.width)}
      value={value}
      onChange={key => {
        const picked = items.find(item => item.id === key);
        if (picked !== undefined) onChange(picked.id);
      }}
      placeholder={placeholder}
      isDisabled={props.disabledBecause !== undefined}
      isInvalid={props.error !== undefined}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      {...(props.name === undefined ? {} : { name: props.name })}
    >
      <FieldLabel {...props} />
      <AriaButton className={cx(css.button)}>
        <SelectValue className={cx(css.value)} />
        <Icon of={ChevronDown} />
      </AriaButton>
      <FieldFoot {...props} />
      <Popover className={cx(css.popover)} offset={2}>
        <ListBox className={cx(css.list)} items={items}>
          {item => (
            <ListBoxItem id={item.id} textValue={item.label} className={cx(css.item)}>
              {({ isSelected }) => (
                <>
                  <span className={css.check}>{isSelected && <Icon of={Check} />}</span>
                  <span>
                    <Text slot="label">{item.label}</Text>
                    {item.detail !== undefined && (
                      <Text slot="description" className={cx(css.detail)}>
                        {item.detail}
                      </Text>
                    )}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
