import { type ReactNode, useId } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import { Check, Minus } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import css from './CheckBox.module.css';

export type CheckBoxProps = Readonly<{
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isMixed?: boolean;
  help?: string;
  error?: string | undefined;
  disabledBecause?: string | undefined;
  name?: string;
  autoFocus?: boolean;
}>;

export function CheckBox(props: CheckBoxProps) {
  const {
    children,
    isSelected,
    onChange,
    isMixed = false,
    help,
    error,
    disabledBecause,
    name,
    autoFocus = false,
  } = props;
  const footId = useId();
  const foot = disabledBecause ?? error ?? help;
  return (
    <div className={css.frame}>
      <AriaCheckbox
        className={cx(css.checkBox)}
        isSelected={isSelected}
        onChange={onChange}
        isIndeterminate={isMixed}
        isDisabled={disabledBecause !== undefined}
        isInvalid={error !== undefined}
        autoFocus={autoFocus}
        {...(name === undefined ? {} : { name })}
        {...(foot === undefined ? {} : { 'aria-describedby': footId })}
      >
        <span className={css.box} aria-hidden="true">
          {isMixed ? <Icon of={Minus} size={14} /> : isSelected && <Icon of={Check} size={14} />}
        </span>
        <span>{children}</span>
      </AriaCheckbox>
      {foot !== undefined && (
        <span id={footId} className={cx(css.foot, error !== undefined && disabledBecause === undefined && css.error)}>
          {foot}
        </span>
      )}
    </div>
  );
}
